"""Our Book: the tables of each app, put together for the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book
from ignition_web.business import tables as business
from ignition_web.business.models import Target
from ignition_web.customers import tables as customers
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.points import tables as points
from ignition_web.points.models import Answer, Point
from ignition_web.sales import tables as sales
from ignition_web.sales.models import Deal, DealChange, Product, Purchase, PurchaseLine, StageChange
from ignition_web.team import tables as team
from ignition_web.team.models import Role, User
from ignition_web.voice import tables as voice
from ignition_web.voice.models import Signal

GROWING: Mapping[str, tuple[Any, Callable[[int], pa.Table]]] = {
    "customers": (Customer, customers.customers),
    "contacts": (Contact, customers.contacts),
    "deals": (Deal, sales.deals),
    "stage_changes": (StageChange, sales.stage_changes),
    "deal_changes": (DealChange, sales.deal_changes),
    "activities": (Activity, customers.activities),
    "purchases": (Purchase, sales.purchases),
    "purchase_lines": (PurchaseLine, sales.purchase_lines),
    "signals": (Signal, voice.signals),
    "points": (Point, points.points),
    "answers": (Answer, points.answers),
}
"""Tables to which rows come one by one, in an order in which they can be taken in: whose rows they are, and how they are read."""
WHOLE: Mapping[str, tuple[Any, Callable[[], pa.Table]]] = {
    "products": (Product, sales.products),
    "targets": (Target, business.targets),
}
"""Small tables about everybody."""


def our_book() -> Book:
    """Everything this company knows, as of now. What nobody (or nobody any more) follows is the owner's to follow."""
    return Book(**_tables())


def our_past() -> Book:
    """The same, to look back at: each row known from the day it happened.

    An invoice of March that was imported in November was known to the company in March, though not to us; by the day of the
    import there would be no past to look back at for months.
    """
    return Book(**{name: _since_it_happened(rows) for name, rows in _tables().items()})


def what_came(after: Mapping[str, int]) -> dict[str, pa.Table]:
    """Of each table named, the rows whose key is above the one given."""
    everybody = team.people()
    return {name: _read(name, everybody, after[name]) for name in GROWING if name in after}


def _tables() -> dict[str, pa.Table]:
    everybody = team.people()
    growing = {name: _read(name, everybody) for name in GROWING}
    return {**growing, **{name: read() for name, (_, read) in WHOLE.items()}, "people": everybody}


def _read(name: str, everybody: pa.Table, after: int = 0) -> pa.Table:
    rows = GROWING[name][1](after)
    return _followed(rows, everybody) if name in ("customers", "deals") else rows


def _since_it_happened(rows: pa.Table) -> pa.Table:
    return rows.drop_columns("recorded_at") if "recorded_at" in rows.column_names else rows


def _followed(rows: pa.Table, everybody: pa.Table) -> pa.Table:
    """Rows with an owner each, as long as the company has one."""
    head = User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
    if head is None or not rows.num_rows:
        return rows
    owner = rows["owner"].cast(pa.string())
    works_here = pc.is_in(owner, pc.unique(everybody["person_id"]))
    return rows.set_column(rows.column_names.index("owner"), "owner", pc.if_else(works_here, owner, str(head.pk)))
