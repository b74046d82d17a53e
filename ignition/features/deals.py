"""How each open deal stands on the day, and what became of all deals until then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach, days_until, nothing, one_each, shaped
from ignition.features.deal_history import history
from ignition.features.deal_rows import is_open, known_deals, stage_entries
from ignition.situation import DEAL_DESCRIBED

__all__ = ["describe", "history"]


def describe(desk: Desk, on: dt.date) -> ir.Table:
    """One row per deal open on the day. Columns and units are those of `DEAL_DESCRIBED`.

    An activity belongs to a deal when it names it, or when it names only its customer and came after the deal was
    opened. `stage_since` is known only where stage changes are recorded.

    >>> from ignition.backends import connect
    >>> from ignition.book import Book
    >>> day = dt.date(2026, 3, 1)
    >>> book = Book(deals=[{"deal_id": "D1", "opened_on": "2026-01-10", "amount": 900},
    ...                    {"deal_id": "D2", "opened_on": "2026-01-11", "closed_on": "2026-02-11", "outcome": "lost"}])
    >>> with connect(book.as_of(day)) as desk:
    ...     [(row["name"], row["age_days"]) for row in describe(desk, day).to_pyarrow().to_pylist()]
    [('D1', 50.0)]
    """
    if not desk.holds("deals"):
        return nothing(desk, "no_deals", DEAL_DESCRIBED)
    deals = known_deals(desk)
    deals = deals.filter(is_open(deals))
    for part in (_stages(desk), _pushes(desk), _touches(desk, deals)):
        deals = attach(deals, part, "deal_id")
    deals = attach(attach(deals, _customer_names(desk), "customer_id"), _product_names(desk), "product_id")
    return shaped(_filled(deals, on), DEAL_DESCRIBED)


def _filled(deals: ir.Table, on: dt.date) -> ir.Table:
    none = ibis.literal("")
    name = ibis.coalesce(deals.name, deals.product_name, deals.deal_id)
    touched = ibis.coalesce(deals.last_activity_on, deals.opened_on)
    return deals.mutate(
        name=name,
        customer_name=ibis.coalesce(deals.customer_name, deals.customer_id, name),
        customer_id=ibis.coalesce(deals.customer_id, none),
        owner=ibis.coalesce(deals.owner, none),
        product_id=ibis.coalesce(deals.product_id, none),
        stage=ibis.coalesce(deals.entered, deals.stage, none),
        age_days=days_until(on, deals.opened_on),
        stage_age_days=days_until(on, deals.stage_since),
        days_to_expected=0 - days_until(on, deals.expected_on),
        pushes=deals.pushes.fill_null(0),
        days_since_activity=days_until(on, touched),
        contacts_met=deals.contacts_met.fill_null(0),
    )


def _stages(desk: Desk) -> ir.Table:
    entries = stage_entries(desk)
    last = one_each(entries, "deal_id", entries.day.desc())
    return last.select("deal_id", entered="stage", stage_since="day")


def _pushes(desk: Desk) -> ir.Table:
    """ISO days compare as text, so that no value needs to be read as a date."""
    changes = desk.table("deal_changes")
    later = (changes.field == "expected_on") & (changes.new.substr(0, 10) > changes.old.substr(0, 10))
    pushed = changes.filter(later)
    return pushed.group_by("deal_id").agg(pushes=pushed.count())


def _touches(desk: Desk, deals: ir.Table) -> ir.Table:
    activities = desk.table("activities")
    direct = activities.filter(activities.deal_id.notnull())
    touches = ibis.union(_touch_columns(direct), _touch_columns(_by_customer(activities, deals)))
    spoken = touches.kind != "note"
    return touches.group_by("deal_id").agg(
        last_activity_on=touches.at.max().date(), contacts_met=touches.contact_id.nunique(where=spoken)
    )


def _by_customer(activities: ir.Table, deals: ir.Table) -> ir.Table:
    loose = activities.filter(activities.deal_id.isnull()).drop("deal_id")
    opened = deals.select(open_deal="deal_id", of="customer_id", since="opened_on")
    reached: list[Any] = [loose.customer_id == opened.of, loose.at.date() >= opened.since]
    return loose.join(opened, reached).rename(deal_id="open_deal")


def _touch_columns(activities: ir.Table) -> ir.Table:
    return activities.select("deal_id", "at", "kind", "contact_id")


def _customer_names(desk: Desk) -> ir.Table:
    cards = desk.table("customers")
    latest = ibis.desc(cards.recorded_at, nulls_first=False)
    return one_each(cards, "customer_id", latest, cards.name, cards.owner).select("customer_id", customer_name="name")


def _product_names(desk: Desk) -> ir.Table:
    products = desk.table("products")
    return one_each(products, "product_id", products.name).select("product_id", product_name="name")
