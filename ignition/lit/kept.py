"""The Book of a Lit: as it was known at the full run, with what came since; the part of it about a few can be taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import TABLES, Book
from ignition.lit.places import Placed

_KEYS: dict[str, tuple[str, ...]] = {
    "customers": ("customer_id",),
    "deals": ("deal_id", "customer_id"),
    "stage_changes": ("deal_id",),
    "deal_changes": ("deal_id",),
    "activities": ("customer_id", "deal_id", "contact_id"),
    "contacts": ("customer_id", "contact_id"),
    "purchases": ("customer_id",),
    "purchase_lines": ("customer_id",),
    "signals": ("customer_id",),
    "points": ("customer_id", "deal_id", "point_id"),
    "answers": ("point_id",),
}
_WHOLE = ("people", "products")
"""Small, and about everybody."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Customers and deals that must be looked at again. `deals` are those that rows name; others follow from the customers."""

    customers: frozenset[str]
    deals: frozenset[str] = frozenset()
    moves_deals: bool = True
    """Whether how a deal stands may have changed, or only what is known of its customer."""


@dataclass(frozen=True, slots=True)
class KeptBook:
    """The tables of a Book, known on the day of the full run."""

    tables: Mapping[str, Placed]

    @classmethod
    def of(cls, known: Book) -> KeptBook:
        return cls({name: Placed.of(known.table(name), *_KEYS.get(name, ())) for name in TABLES})

    def plus(self, name: str, rows: pa.Table) -> KeptBook:
        return replace(self, tables={**self.tables, name: self.tables[name].plus(rows)})

    @property
    def whole(self) -> Book:
        return Book.holding({name: placed.whole for name, placed in self.tables.items()})

    def touched_by(self, name: str, rows: pa.Table) -> Touched | None:
        """Whom the rows are about; None where that may be everybody."""
        if name in _WHOLE:
            return None
        if name == "answers":
            name, rows = "points", self.tables["points"].where(point_id=_texts(rows, "point_id"))
        if name == "points" and "learn" in _texts(rows, "play"):
            return None
        named, deals = _texts(rows, "customer_id"), _texts(rows, "deal_id")
        named |= _texts(self.tables["contacts"].where(contact_id=_texts(rows, "contact_id")), "customer_id")
        theirs = _texts(self.tables["deals"].where(deal_id=deals), "customer_id")
        moves_deals = name not in ("purchases", "purchase_lines", "signals", "points")
        return Touched(named | theirs, deals, moves_deals)

    def about(self, touched: Touched) -> tuple[Book, frozenset[str]]:
        """All that is known about them, as a Book, and the deals that it holds all of."""
        who = touched.customers
        table = {name: placed.where for name, placed in self.tables.items() if name in _KEYS}
        deals = table["deals"](customer_id=who, deal_id=touched.deals)
        ids = _texts(deals, "deal_id") | touched.deals
        points = table["points"](customer_id=who, deal_id=ids)
        contacts = table["contacts"](customer_id=who)
        met = _texts(contacts, "contact_id")
        part = {
            "deals": table["deals"](deal_id=ids),
            "points": points,
            "answers": table["answers"](point_id=_texts(points, "point_id")),
            "contacts": contacts,
            "activities": table["activities"](customer_id=who, deal_id=ids, contact_id=met),
            **{name: table[name](deal_id=ids) for name in ("stage_changes", "deal_changes")},
            **{name: table[name](customer_id=who) for name in ("customers", "purchases", "purchase_lines", "signals")},
            **{name: self.tables[name].whole for name in _WHOLE},
        }
        return Book.holding(part), ids


def _texts(table: pa.Table, column: str) -> frozenset[str]:
    if column not in table.column_names:
        return frozenset()
    return frozenset(pc.unique(table[column]).drop_null().to_pylist())
