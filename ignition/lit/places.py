"""Where the rows of a key lie in a large table: found without looking at the others."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ignition.gains import Ints

Hashes = npt.NDArray[np.uint64]
_MANY = 1_000
_HASH = "SELECT CASE WHEN text <> '' THEN hash(text) ELSE 0 END AS hash FROM "


def hashes(texts: pa.ChunkedArray | pa.Array) -> Hashes:
    """One whole number for each text, 0 where there is none."""
    many = len(texts) > _MANY
    with _duckdb(os.getpid(), many).cursor() as session:
        if many:
            session.register("texts", pa.table({"text": texts}))
            found = session.execute(_HASH + "texts")
        else:  # laying them out as a table would take longer than the rest
            found = session.execute(_HASH + "(SELECT unnest(?::VARCHAR[]) AS text)", [texts.to_pylist()])
        return np.ma.filled(found.fetchnumpy()["hash"], 0).astype(np.uint64)


@lru_cache(maxsize=64)
def hashes_of(texts: tuple[str, ...]) -> Hashes:
    """Of a few, that are looked up in one table after another."""
    return hashes(pa.array(texts, pa.string()))


@lru_cache(maxsize=2)
def _duckdb(process: int, many: bool) -> duckdb.DuckDBPyConnection:
    """For a few, setting threads to work takes longer than the work."""
    return duckdb.connect() if many else duckdb.connect(config={"threads": 1})


@dataclass(frozen=True, slots=True)
class Places:
    """Rows of a table by one of its columns, as sorted hashes; equal hashes of other texts are told apart at the end."""

    sorted: Hashes
    order: npt.NDArray[np.int32]

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> Places:
        every = hashes(column)
        order = np.argsort(every, kind="stable").astype(np.int32)
        return cls(every[order], order)

    def rows(self, wanted: Hashes) -> Ints:
        begin, end = np.searchsorted(self.sorted, wanted, "left"), np.searchsorted(self.sorted, wanted, "right")
        found = [self.order[start:stop] for start, stop in zip(begin.tolist(), end.tolist(), strict=True)]
        return np.concatenate([np.empty(0, np.int64), *found]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table, the places of its rows by some of its columns, and the rows that came later."""

    base: pa.Table
    places: dict[str, Places]
    later: pa.Table

    @classmethod
    def of(cls, table: pa.Table, *keys: str) -> Placed:
        return cls(table, {key: Places.of(table[key]) for key in keys}, table.schema.empty_table())

    def plus(self, rows: pa.Table) -> Placed:
        return Placed(self.base, self.places, pa.concat_tables([self.later, rows.cast(self.base.schema)]))

    @property
    def whole(self) -> pa.Table:
        return pa.concat_tables([self.base, self.later])

    def where(self, **wanted: Collection[str]) -> pa.Table:
        """The rows in which any of these columns holds one of the texts wanted of it."""
        rows = np.unique(np.concatenate([self._rows(key, texts) for key, texts in wanted.items()]))
        if not len(rows) and not self.later.num_rows:
            return self.later
        return _holding(pa.concat_tables([taken(self.base, rows), self.later]), wanted)

    def _rows(self, key: str, texts: Collection[str]) -> Ints:
        if not texts or not self.base.num_rows:
            return np.empty(0, dtype=np.int64)
        return self.places[key].rows(hashes_of(tuple(sorted(texts))))


def taken(table: pa.Table, rows: Ints) -> pa.Table:
    """A few rows, in order, of a table in many pieces, none of which is put together with the others."""
    pieces = table.to_batches()
    begins = np.cumsum([0, *(piece.num_rows for piece in pieces)])
    which = np.searchsorted(begins, rows, "right") - 1
    found = [pieces[one].take(pa.array(rows[which == one] - begins[one])) for one in np.unique(which).tolist()]
    return pa.Table.from_batches(found, schema=table.schema)


def _holding(table: pa.Table, wanted: dict[str, Collection[str]]) -> pa.Table:
    held = pa.array(np.zeros(table.num_rows, dtype=bool))
    for key, texts in wanted.items():
        held = pc.or_(held, pc.is_in(table[key], pa.array(sorted(texts), pa.string())))
    return table.filter(held)
