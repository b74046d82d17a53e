"""A customer's patience: what was answered a short while ago is not proposed again at once."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk

REST_DAYS = {"done": 14, "no": 28, "later": 1}
"""Days from the answer until the same play may come back to the same customer or deal. `later` comes back tomorrow."""


HELD_DAYS = 28
"""What a lot held back stays so for as long: shown the next day, it would tell nothing of what showing does."""


def awake(candidates: ir.Table, desk: Desk, on: dt.date) -> ir.Table:
    """Candidates but those whose point was answered, or held back by lot, so recently that they rest."""
    if not desk.holds("points"):
        return candidates
    resting = _subjects(_held(desk, on))
    if desk.holds("answers"):
        resting = resting.union(_resting(desk, on), distinct=True)
    return candidates.anti_join(
        resting,
        (candidates.play == resting.rests)
        & (candidates.subject == resting.subject_rests)
        & (candidates.subject_id == resting.id_rests),
    )


def just_asked(desk: Desk, on: dt.date) -> frozenset[str]:
    """Customers, deals and plays about which something was to be learnt a short while ago."""
    if not desk.holds("answers"):
        return frozenset()
    resting = _resting(desk, on)
    return frozenset(resting.filter(resting.rests == "learn").id_rests.to_pyarrow().to_pylist())


def _resting(desk: Desk, on: dt.date) -> ir.Table:
    points, answers = desk.table("points"), desk.table("answers")
    rest = answers.said.cases(*REST_DAYS.items(), else_=0)
    days = ibis.literal(on).epoch_days() - answers.at.date().epoch_days()
    fresh = answers.filter(days < rest).select("point_id").distinct()
    return _subjects(points.semi_join(fresh, "point_id"))


def _held(desk: Desk, on: dt.date) -> ir.Table:
    points = desk.table("points")
    days = ibis.literal(on).epoch_days() - points.at.date().epoch_days()
    return points.filter(points.shown == 0, days < HELD_DAYS)


def _subjects(points: ir.Table) -> ir.Table:
    return points.select(
        rests=points.play,
        subject_rests=ibis.ifelse(points.deal_id.isnull(), "customer", "deal"),
        id_rests=ibis.coalesce(points.deal_id, points.customer_id),
    ).distinct()
