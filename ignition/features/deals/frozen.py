"""Deals frozen at landmarks of their age: what was known then, and what became of them afterwards.

The predictor learns from these rows. A landmark's facts are worked out by the very expressions that describe an open deal
today, on the rows known by the landmark's day, so that nothing of what came afterwards can be in them.
"""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.book.tables import Column
from ignition.features.columns import day_number, nothing, shaped
from ignition.features.deals.facts import with_facts
from ignition.features.deals.rows import known_deals
from ignition.situation import DEAL_DESCRIBED, DEAL_FEATURES

AGES = (0, 1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 540, 730)
"""Days since opening at which a deal is frozen."""
MOST_DEALS = 10_000
DEAL_LANDMARK: tuple[Column, ...] = (
    Column("deal_id", "text", "", required=True),
    Column("opened_on", "day", ""),
    *(column for column in DEAL_DESCRIBED if column.name in DEAL_FEATURES),
    Column("exit", "text", "won, ended (lost or no decision), open (on the day)"),
    Column("after_days", "number", "from the landmark to the exit"),
)


def landmarks(desk: Desk, on: dt.date, most_deals: int = MOST_DEALS, ages: tuple[int, ...] = AGES) -> ir.Table:
    """Each deal at each age at which it was open, as it stood then. Columns and units are those of `DEAL_LANDMARK`.

    Of very many deals `most_deals` are taken, spread evenly in the order in which they were opened.

    >>> from ignition.backends import connect
    >>> from ignition.book import Book
    >>> day = dt.date(2026, 3, 1)
    >>> deal = {"deal_id": "D", "opened_on": "2026-01-10", "closed_on": "2026-01-20", "outcome": "won"}
    >>> with connect(Book(deals=[deal])) as desk:
    ...     found = landmarks(desk, day).order_by("age_days").to_pyarrow().to_pylist()
    >>> [(row["age_days"], row["exit"], row["after_days"]) for row in found]
    [(0.0, 'won', 10.0), (1.0, 'won', 9.0), (3.0, 'won', 7.0), (7.0, 'won', 3.0)]
    """
    if not desk.holds("deals"):
        return nothing(desk, "no_landmarks", DEAL_LANDMARK)
    frozen = desk.keep("landmark_moments", _moments(_chosen(known_deals(desk), most_deals), on, ages))
    found = with_facts(desk, frozen)
    return shaped(found.mutate(stage=ibis.coalesce(found.entered, ibis.literal(""))), DEAL_LANDMARK)


def _chosen(deals: ir.Table, most: int) -> ir.Table:
    everyone = ibis.window()
    timed = deals.filter(deals.outcome.isnull() | deals.closed_on.notnull())
    ranked = timed.mutate(
        place=ibis.row_number().over(ibis.window(order_by=[timed.opened_on, timed.deal_id])),
        all=timed.deal_id.count().over(everyone),
    )
    spread = (ranked.all <= most) | ((ranked.place * most) % ranked.all < most)
    return ranked.filter(spread).drop("place", "all", "stage")


def _moments(deals: ir.Table, on: dt.date, ages: tuple[int, ...]) -> ir.Table:
    last = ibis.coalesce(deals.closed_on.epoch_days(), day_number(on)).cast("int64")
    at = deals.mutate(last=last, age=ibis.literal(list(ages), "array<int64>").unnest())
    at = at.mutate(day=at.opened_on.epoch_days() + at.age)
    there = at.filter(at.day < at.last)
    ended = ibis.ifelse(there.outcome == "won", "won", "ended")
    return there.mutate(
        exit=ibis.ifelse(there.outcome.isnull(), "open", ended), after_days=there.last - there.day
    ).drop("age", "last")
