"""The Book of business."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ignition.book.intake import take_in
from ignition.book.tables import TABLES, TableSpec, schema_of
from ignition.errors import UnusableBook
from ignition.records import Problem
from ignition.wording import Text

_UNKNOWN_TABLE = Text(
    it="Non conosco la tabella «{table}». Conosco: {known}.",
    en="There is no table “{table}”. The tables are: {known}.",
)


class Book:
    """The tables of one business. Only what exists is needed.

    Each keyword is a table of `TABLES`, given as Arrow, Polars, pandas, a DuckDB relation, an Ibis table, a
    list of dicts or the path of a Parquet file. Values are cast to the contract's types; a row that cannot be used is left
    out and listed in `problems`.

    >>> book = Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": "12.5"},
    ...                        {"customer_id": "B", "on": "31 February", "amount": "7"}])
    >>> book.purchases.num_rows, [problem.place for problem in book.problems]
    (1, ['row 2'])

    Raises `UnusableBook` for an unknown table, or one without its required columns.
    """

    def __init__(self, *, problems: tuple[Problem, ...] = (), **tables: Any) -> None:
        self._tables: dict[str, pa.Table] = {}
        self.problems = problems
        for name, data in tables.items():
            if name not in TABLES:
                raise UnusableBook(_UNKNOWN_TABLE.of(table=name, known=", ".join(TABLES)))
            if data is not None:
                self._tables[name], found = take_in(TABLES[name], data)
                self.problems += found

    @classmethod
    def holding(cls, tables: Mapping[str, pa.Table]) -> Book:
        """A book of tables taken from another one: they have the contract's columns and types already."""
        book = cls()
        book._tables = dict(tables)
        return book

    def table(self, name: str) -> pa.Table:
        """The table, with all the contract's columns; empty where the business has none."""
        return self._tables[name] if name in self._tables else _empty(name)

    def __getattr__(self, name: str) -> pa.Table:
        if name in TABLES:
            return self.table(name)
        raise AttributeError(name)

    def __contains__(self, name: str) -> bool:
        return name in self._tables and self._tables[name].num_rows > 0

    def __iter__(self) -> Iterator[str]:
        """Names of the tables that hold something."""
        return (name for name in TABLES if name in self)

    def __repr__(self) -> str:
        held = ", ".join(f"{name}: {self.table(name).num_rows:,}" for name in self)
        return f"Book({held or 'empty'})"

    def as_of(self, day: dt.date) -> Book:
        """The book as it was known at the end of `day`: rows recorded, or happened, later are not in it.

        A deal that closed later is open in it: its outcome, closing day, agreed amount and last stage are blank. One that
        is closed on a day nobody knows stays closed.
        """
        known = Book(problems=self.problems)
        known._tables = {name: _known(TABLES[name], table, day) for name, table in self._tables.items()}
        if "deals" in known._tables:
            known._tables["deals"] = _still_open(known._tables["deals"], day)
        return known

    @property
    def last_day(self) -> dt.date | None:
        """The latest day on which something happened: the natural `as of` of a book of the past."""
        days = (_latest(TABLES[name], table) for name, table in self._tables.items())
        closed = _max_day(self.deals["closed_on"])
        return max((day for day in (*days, closed) if day is not None), default=None)


@lru_cache
def _empty(name: str) -> pa.Table:
    return schema_of(TABLES[name].columns).empty_table()


def _known(spec: TableSpec, table: pa.Table, day: dt.date) -> pa.Table:
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
    known = _not_after(table["recorded_at"], midnight)
    if spec.happened:
        happened = pc.cast(table[spec.happened], pa.timestamp("us"))
        known = pc.and_(known, _not_after(happened, midnight))
    return table.filter(known)


def _not_after(moments: pa.ChunkedArray, midnight: dt.datetime) -> pa.ChunkedArray:
    return pc.fill_null(pc.less(moments, pa.scalar(midnight, pa.timestamp("us"))), True)


def _still_open(deals: pa.Table, day: dt.date) -> pa.Table:
    closes_later = pc.fill_null(pc.greater(deals["closed_on"], pa.scalar(day)), False)
    for name in ("outcome", "closed_on", "won_amount", "stage"):
        blank = pa.scalar(None, deals.schema.field(name).type)
        masked = pc.if_else(closes_later, blank, deals[name])
        deals = deals.set_column(deals.column_names.index(name), name, masked)
    return deals


def _latest(spec: TableSpec, table: pa.Table) -> dt.date | None:
    return _max_day(table[spec.happened]) if spec.happened else None


def _max_day(moments: pa.ChunkedArray) -> dt.date | None:
    latest = pc.max(moments).as_py()
    return latest.date() if isinstance(latest, dt.datetime) else latest
