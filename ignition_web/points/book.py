"""Our Book: the tables of each app, put together for the engine."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book
from ignition_web.business import tables as business
from ignition_web.customers import tables as customers
from ignition_web.points import tables as points
from ignition_web.sales import tables as sales
from ignition_web.team import tables as team
from ignition_web.team.models import Role, User
from ignition_web.voice import tables as voice


def our_book() -> Book:
    """Everything this company knows, as of now. What nobody (or nobody any more) follows is the owner's to follow."""
    return Book(**_tables())


def our_past() -> Book:
    """The same, to look back at: each row known from the day it happened.

    An invoice of March that was imported in November was known to the company in March, though not to us; by the day of the
    import there would be no past to look back at for months.
    """
    return Book(**{name: _since_it_happened(rows) for name, rows in _tables().items()})


def _tables() -> dict[str, pa.Table]:
    everybody = team.people()
    return {
        "customers": _followed(customers.customers(), everybody),
        "contacts": customers.contacts(),
        "products": sales.products(),
        "deals": _followed(sales.deals(), everybody),
        "stage_changes": sales.stage_changes(),
        "deal_changes": sales.deal_changes(),
        "activities": customers.activities(),
        "purchases": sales.purchases(),
        "purchase_lines": sales.purchase_lines(),
        "signals": voice.signals(),
        "people": everybody,
        "targets": business.targets(),
        "points": points.points(),
        "answers": points.answers(),
    }


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
