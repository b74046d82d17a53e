"""How each customer stands on the day."""

from __future__ import annotations

import datetime as dt
from functools import reduce

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.buying import BOUGHT, bought
from ignition.features.columns import attach, days_until, end_of, nothing, one_each, shaped
from ignition.features.deals.rows import is_open, known_deals
from ignition.features.talking import TALKED, talked
from ignition.situation import CUSTOMER_DESCRIBED


def describe(desk: Desk, on: dt.date) -> ir.Table:
    """One row per customer named anywhere: in customers, purchases, deals or activities.

    Columns and units are those of `CUSTOMER_DESCRIBED`. Counts are 0 where nothing was recorded; everything else
    that nobody recorded is null. Who owns the customer's latest deal follows a customer without an owner.

    >>> from ignition.backends import connect
    >>> from ignition.book import Book
    >>> day = dt.date(2026, 3, 1)
    >>> book = Book(purchases=[{"customer_id": "A", "on": "2026-01-10", "amount": 50},
    ...                        {"customer_id": "A", "on": "2026-01-30", "amount": 70}])
    >>> with connect(book.as_of(day)) as desk:
    ...     row = describe(desk, day).to_pyarrow().to_pylist()[0]
    >>> row["frequency"], row["recency_days"], row["observed_days"], row["days_silent"]
    (1, 20.0, 50.0, 30.0)
    """
    parts = (_cards(desk), _bought(desk, on), _talked(desk, on), _deals(desk), _signals(desk, on))
    table = reduce(lambda left, right: attach(left, right, "customer_id"), parts, _everybody(desk))
    counts = (
        "purchase_days",
        "frequency",
        "days_half",
        "days_half_before",
        "open_deals",
        "open_signals",
        "open_complaints",
    )
    filled = table.mutate(
        name=ibis.coalesce(table.name, table.customer_id),
        owner=ibis.coalesce(table.owner, table.deal_owner, ibis.literal("")),
        **{count: table[count].fill_null(0) for count in counts},
    )
    return shaped(filled, CUSTOMER_DESCRIBED)


def _everybody(desk: Desk) -> ir.Table:
    tables = (desk.table(name) for name in ("customers", "purchases", "deals", "activities"))
    named = [table.filter(table.customer_id.notnull()).select("customer_id") for table in tables]
    return ibis.union(*named).distinct()


def _cards(desk: Desk) -> ir.Table:
    """What the business wrote of them, the latest card where there are several."""
    cards = desk.table("customers")
    latest = ibis.desc(cards.recorded_at, nulls_first=False)
    return one_each(cards, "customer_id", latest, cards.name, cards.owner).select("customer_id", "name", "owner")


def _bought(desk: Desk, on: dt.date) -> ir.Table:
    if desk.holds("purchases"):
        return desk.keep("bought", bought(desk, on))
    return nothing(desk, "bought", CUSTOMER_DESCRIBED, *BOUGHT)


def _talked(desk: Desk, on: dt.date) -> ir.Table:
    if desk.holds("activities"):
        return desk.keep("talked", talked(desk, on))
    return nothing(desk, "talked", CUSTOMER_DESCRIBED, *TALKED)


def _deals(desk: Desk) -> ir.Table:
    if not desk.holds("deals"):
        return nothing(desk, "dealt", CUSTOMER_DESCRIBED, "customer_id", "open_deals", "won_on").mutate(
            deal_owner=ibis.null("string")
        )
    deals = known_deals(desk).filter(lambda deal: deal.customer_id.notnull())
    counted = deals.group_by("customer_id").agg(
        open_deals=ibis.ifelse(is_open(deals), 1, 0).sum(),
        won_on=deals.closed_on.min(where=deals.outcome == "won"),
    )
    followed = deals.filter(deals.owner.notnull())
    latest = one_each(followed, "customer_id", followed.opened_on.desc(), followed.deal_id)
    return attach(counted, latest.select("customer_id", deal_owner="owner"), "customer_id")


def _signals(desk: Desk, on: dt.date) -> ir.Table:
    signals = desk.table("signals")
    unanswered = signals.filter(signals.answered_at.isnull() | (signals.answered_at >= end_of(on)))
    complains = unanswered.kind == "complaint"
    told = unanswered.group_by("customer_id").agg(
        open_signals=unanswered.count(),
        open_complaints=ibis.ifelse(complains, 1, 0).sum(),
        complained_on=unanswered["at"].min(where=complains).date(),
    )
    return told.mutate(complaint_days=days_until(on, told.complained_on)).drop("complained_on")
