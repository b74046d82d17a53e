"""Does the plan earn its keep: plan against simple rule on past days of the same Book."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition import effects
from ignition.allocation import Contest, allocate, contest
from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.engine import look, planned
from ignition.estimate import Grade
from ignition.gains import Floats
from ignition.ladder import Said

AS_STATED = Assumptions()
WINDOW_DAYS = 91
"""Days after which it is looked what came of the customers and deals that hours would have gone to."""


def plan_against_rule(
    book: Book,
    on: dt.date | None = None,
    assumptions: Assumptions = AS_STATED,
    judgements: Mapping[str, Said] | None = None,
    days: int = 4,
    within: float = math.inf,
) -> Contest:
    """Play both on up to `days` past days, a quarter apart, each as it was known then, and hold them against what came.

    An hour acts on what comes: an allocation is worth the sum over offers of contribution that came within the quarter
    x lift of its hours. What came is observed, the lift is that of the responses, alike for both: the contest tells whether the plan
    sends hours to where more comes of them than the rule does. It stands at the grade of the responses. It cannot tell what
    other hours would have changed; only a lot can. The last of the days lies a quarter before `on` (default: the last day
    of the book). Nothing recorded after `on` is looked at. `within` are the seconds it may take: the latest days come first, and
    where time runs out the earlier ones are left.

    >>> plan_against_rule(Book(purchases=[{"customer_id": "A", "on": "2026-03-01", "amount": 10.0}])).rule_wins
    False
    """
    day = on or book.last_day
    if day is None:
        return contest([], np.empty(0), np.empty(0), Grade.ASSUMED)
    known, first = book.as_of(day), _first_day(book)
    past = [day - dt.timedelta(WINDOW_DAYS * back) for back in range(1, days + 1)]
    past = [one for one in past if first is not None and first < one]
    began, played = time.monotonic(), list[tuple[Floats, Floats]]()
    for done, one in enumerate(past):
        spent = time.monotonic() - began
        if done and spent + spent / done > within:
            break
        played.append(_play(known, one, assumptions, judgements or {}))
    past = past[: len(played)]
    plan, rule = (np.concatenate([np.empty(0), *(pair[side] for pair in played)]) for side in (0, 1))
    return contest(past, plan, rule, Grade.ASSUMED, assumptions.interval)


def _play(book: Book, on: dt.date, assumptions: Assumptions, judgements: Mapping[str, Said]) -> tuple[Floats, Floats]:
    """EUR each offer would have returned under the plan and under the rule."""
    known = book.as_of(on)
    with connect(known) as desk:
        today = planned(desk, look(desk, on, assumptions), known, on, assumptions, judgements)
    offers = today.offers
    by_rule = allocate(offers, today.hours, follow_rule=True).hours
    rows = np.flatnonzero((today.plan.hours > 0) | (by_rule > 0))
    if not len(rows):
        return np.empty(0), np.empty(0)
    came = what_came(book, offers.table.take(pa.array(rows)), on, assumptions)
    share = came / offers.stake[rows]
    return offers.expected(rows, today.plan.hours[rows]) * share, offers.expected(rows, by_rule[rows]) * share


def what_came(book: Book, candidates: pa.Table, on: dt.date, assumptions: Assumptions) -> Floats:
    """EUR contribution of each candidate's customer or deal in the quarter after `on`, never below nought."""
    due_on = on + dt.timedelta(WINDOW_DAYS)
    points = [
        {
            "point_id": f"{place:09d}",
            "at": dt.datetime.combine(on, dt.time()),
            "play": row["play"],
            "customer_id": row["customer_id"] or row["subject_id"],
            "deal_id": row["subject_id"] if row["subject"] == "deal" else None,
            "promised": 0.0,
            "due_on": due_on,
        }
        for place, row in enumerate(candidates.to_pylist())
    ]
    later = Book(purchases=book.purchases, deals=book.deals, points=points)
    settled = effects.measure(later, due_on, assumptions).points
    came = np.zeros(candidates.num_rows)
    came[[int(name) for name in settled["point_id"].to_pylist()]] = settled["brought"].to_numpy()
    return np.maximum(came, 0.0)


def _first_day(book: Book) -> dt.date | None:
    days = [pc.min(book.purchases["on"]).as_py(), pc.min(book.deals["opened_on"]).as_py()]
    return min((one for one in days if one is not None), default=None)
