"""Promised against realised: what was shown, what was done, what came of it, and how far to trust the next promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.special import ndtri

from ignition.assumptions import Assumptions
from ignition.backends import Desk, connect
from ignition.book import Book
from ignition.estimate import Estimate, Grade

Floats = npt.NDArray[np.float64]

FEWEST_COMPARED = 5
"""Done, and not done, each: below it a play's promises are neither trusted more nor less than at first."""
TRUST_SD = 0.5
"""Before anything is known a promise is believed to be kept in full, give or take a half."""
MOST_TRUSTED = 1.5
AS_STATED = Assumptions()


@dataclass(frozen=True, slots=True)
class PlayEffect:
    """One play's promises that are due. EUR contribution, for the time from showing to due day.

    `kept` is realised over promised. Who did what was not decided by lot, so that it stands at L1: it goes with, it does not cause.
    `factor` is what the play's next promise is multiplied by: `kept`, shrunk towards 1.
    """

    play: str
    done: int
    not_done: int
    promised: float
    kept: Estimate
    factor: float


@dataclass(frozen=True, slots=True)
class Effects:
    """`points`: one row for each point that is due: promised, brought, before, done. `plays`: what they say of each play."""

    points: pa.Table
    plays: tuple[PlayEffect, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)


POINTS_SCHEMA = pa.schema(
    [
        ("point_id", pa.string()),
        ("play", pa.string()),
        ("customer_id", pa.string()),
        ("deal_id", pa.string()),
        ("done", pa.bool_()),
        ("promised", pa.float64()),
        ("brought", pa.float64()),
        ("before", pa.float64()),
    ]
)


def measure(book: Book, on: dt.date | None = None, assumptions: Assumptions = AS_STATED) -> Effects:
    """Hold every point that is due by `on` (default: the last day of the book) against what happened.

    `promised` is the part of the promise that falls between showing and due day, spread evenly over the horizon. `brought` is
    the contribution since: the customer's purchases, or the deal's amount where it was won. `before` is what the customer's
    purchases brought in as many days before. The realised effect of a play is the change (brought - before) at those points that
    were done, less the change at those that were not: what would have come by itself is not counted as won by us.

    >>> book = Book(purchases=[{"customer_id": "A", "on": "2026-03-01", "amount": 1000.0}],
    ...             points=[{"point_id": "1", "at": "2026-02-01", "play": "win_back", "customer_id": "A",
    ...                      "promised": 400.0, "due_on": "2026-05-01"}])
    >>> measure(book, dt.date(2026, 5, 1)).points.select(["done", "promised", "brought"]).to_pylist()
    [{'done': False, 'promised': 97.53, 'brought': 350.0}]
    """
    day = on or book.last_day
    if day is None or "points" not in book:
        return Effects(POINTS_SCHEMA.empty_table())
    known = book.as_of(day)
    with connect(known) as desk:
        settled = _settled(desk, day, assumptions).order_by("point_id").to_pyarrow().cast(POINTS_SCHEMA)
    found = tuple(_effect(settled, play, assumptions.interval) for play in sorted(set(settled["play"].to_pylist())))
    return Effects(settled, found, {effect.play: effect.factor for effect in found})


def _settled(desk: Desk, on: dt.date, assumptions: Assumptions) -> ir.Table:
    points = desk.table("points")
    shown_on = points.at.date()
    due = points.filter(points.due_on <= on, points.due_on > shown_on, points.promised.notnull())
    days = (due.due_on.epoch_days() - due.at.date().epoch_days()).cast("float64")
    due = due.mutate(
        shown_on=due.at.date(),
        days=days,
        due_share=(days / float(assumptions.horizon_days)).clip(upper=1.0),
    )
    for part in (_purchases(desk, due), _won(desk, due), _done(desk)):
        due = due.left_join(part, "point_id").drop("point_id_right")
    about_deal = due.deal_id.notnull()
    brought = ibis.ifelse(about_deal, due.won.fill_null(0.0), due.after.fill_null(0.0))
    return due.select(
        "point_id",
        "play",
        "customer_id",
        "deal_id",
        done=due.was_done.fill_null(False),
        promised=(due.promised * due.due_share).round(2),
        brought=(assumptions.margin * brought).round(2),
        before=(assumptions.margin * ibis.ifelse(about_deal, 0.0, due.earlier.fill_null(0.0))).round(2),
    )


def _purchases(desk: Desk, due: ir.Table) -> ir.Table:
    """The customer's revenue from showing to due day, and in as many days before."""
    bought = desk.table("purchases").select(buyer="customer_id", bought_on="on", spent="amount")
    both = due.select("point_id", "customer_id", "shown_on", "days").join(bought, due.customer_id == bought.buyer)
    since = (both.bought_on.epoch_days() - both.shown_on.epoch_days()).cast("float64")
    return both.group_by("point_id").aggregate(
        after=both.spent.sum(where=(since > 0) & (since <= both.days)),
        earlier=both.spent.sum(where=(since <= 0) & (since > -both.days)),
    )


def _won(desk: Desk, due: ir.Table) -> ir.Table:
    deals = desk.table("deals").select("closed_on", "outcome", "amount", "won_amount", deal="deal_id")
    both = due.filter(due.deal_id.notnull()).join(deals, due.deal_id == deals.deal)
    in_time = both.closed_on.between(both.shown_on, both.due_on)
    won = both.filter(both.outcome == "won", in_time)
    return won.group_by("point_id").aggregate(won=ibis.coalesce(won.won_amount, won.amount, 0.0).max())


def _done(desk: Desk) -> ir.Table:
    """The last thing said of a point counts."""
    answers = desk.table("answers")
    last = answers.group_by("point_id").aggregate(said=answers.said.argmax(answers.at))
    return last.select("point_id", was_done=last.said == "done")


def _effect(settled: pa.Table, play: str, mass: float) -> PlayEffect:
    mine = [row for row in settled.to_pylist() if row["play"] == play]
    change = np.array([row["brought"] - row["before"] for row in mine])
    promised = np.array([row["promised"] for row in mine])
    done = np.array([row["done"] for row in mine])
    kept, sd = _kept(change[done], change[~done], float(promised[done].mean()) if done.any() else 0.0)
    return PlayEffect(
        play=play,
        done=int(done.sum()),
        not_done=int((~done).sum()),
        promised=float(promised[done].sum()),
        kept=_estimate(kept, sd, len(mine), mass),
        factor=trust(kept, sd),
    )


def _kept(done: Floats, not_done: Floats, promised: float) -> tuple[float | None, float]:
    """Realised over promised, a point, and its standard error; None where there is too little to compare."""
    if min(len(done), len(not_done)) < FEWEST_COMPARED or promised <= 0:
        return None, 0.0
    realised = float(done.mean() - not_done.mean())
    variance = done.var(ddof=1) / len(done) + not_done.var(ddof=1) / len(not_done)
    return realised / promised, float(np.sqrt(variance)) / promised


def _estimate(kept: float | None, sd: float, n: int, mass: float) -> Estimate:
    reach = sd * float(ndtri((1 + mass) / 2))
    low, high = (None, None) if kept is None else (kept - reach, kept + reach)
    return Estimate(kept, low, high, n, Grade.POOLED, "realised_over_promised")


def trust(kept: float | None, sd: float) -> float:
    """The factor for the next promise: normal prior about 1, normal evidence, between 0 and 1.5.

    >>> trust(None, 0.0), trust(0.2, 0.5), trust(0.2, 0.0)
    (1.0, 0.6, 0.2)
    """
    if kept is None:
        return 1.0
    weight = TRUST_SD**2 / (TRUST_SD**2 + sd**2)
    return float(np.clip(round(1 + weight * (kept - 1), 6), 0.0, MOST_TRUSTED))
