"""How everybody stands, of whom a few stand otherwise since the full run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from ignition.lit.places import Placed
from ignition.telling import Values


@dataclass(frozen=True, slots=True)
class Stood:
    """One row for each customer, or for each open deal; `changed` holds those described again, None where one is no more."""

    key: str
    placed: Placed
    changed: Mapping[str, Values | None]

    @classmethod
    def of(cls, key: str, table: pa.Table) -> Stood:
        return cls(key, Placed.of(table, key), {})

    def rows(self, ids: Collection[str]) -> dict[str, Values]:
        """Those that there are, by id."""
        unchanged = {name for name in ids if name not in self.changed}
        found = {row[self.key]: row for row in self.placed.where(**{self.key: unchanged}).to_pylist()}
        again = {name: self.changed[name] for name in ids if name in self.changed}
        return found | {name: row for name, row in again.items() if row is not None}

    def lacking(self, column: str, ids: Collection[str]) -> frozenset[str]:
        """Those that there are of whom this is not known."""
        unchanged = self.placed.where(**{self.key: {name for name in ids if name not in self.changed}})
        again = ((name, self.changed[name]) for name in ids if name in self.changed)
        return frozenset(unchanged.filter(unchanged[column].is_null())[self.key].to_pylist()) | frozenset(
            name for name, row in again if row is not None and row[column] is None
        )

    def again(self, gone: Collection[str], rows: Sequence[Values]) -> Stood:
        """Without those that are gone, with these rows as they stand now."""
        fresh = {row[self.key]: row for row in rows}
        return replace(self, changed={**self.changed, **dict.fromkeys(gone), **fresh})


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """What a move says of whom it is about (`ignition.saying.Facts`)."""

    customers: Stood
    deals: Stood
    just_asked: frozenset[str]

    def rows(self, subject: str, ids: Sequence[str]) -> Mapping[str, Values]:
        return (self.deals if subject == "deal" else self.customers).rows(ids)

    def nameless(self, deal_ids: Sequence[str]) -> Collection[str]:
        return self.deals.lacking("amount", deal_ids)

    def asked(self) -> Collection[str]:
        return self.just_asked
