"""How each open deal stands on the day."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach, day_number, nothing, one_each, shaped
from ignition.features.deals.facts import with_facts
from ignition.features.deals.roles import unmet_deciders
from ignition.features.deals.rows import is_open, known_deals
from ignition.situation import DEAL_DESCRIBED


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
    deals = deals.filter(is_open(deals)).mutate(day=day_number(on))
    deals = attach(with_facts(desk, deals), unmet_deciders(desk, deals), "deal_id")
    deals = attach(attach(deals, _customer_names(desk), "customer_id"), _product_names(desk), "product_id")
    return shaped(_named(deals), DEAL_DESCRIBED)


def _named(deals: ir.Table) -> ir.Table:
    none = ibis.literal("")
    name = ibis.coalesce(deals.name, deals.product_name, deals.deal_id)
    return deals.mutate(
        name=name,
        customer_name=ibis.coalesce(deals.customer_name, deals.customer_id, name),
        customer_id=ibis.coalesce(deals.customer_id, none),
        owner=ibis.coalesce(deals.owner, none),
        stage=ibis.coalesce(deals.entered, deals.stage, none),
    )


def _customer_names(desk: Desk) -> ir.Table:
    cards = desk.table("customers")
    latest = ibis.desc(cards.recorded_at, nulls_first=False)
    return one_each(cards, "customer_id", latest, cards.name, cards.owner).select("customer_id", customer_name="name")


def _product_names(desk: Desk) -> ir.Table:
    products = desk.table("products")
    return one_each(products, "product_id", products.name).select("product_id", product_name="name")
