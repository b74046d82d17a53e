"""Promised against realised: what was shown, what was done, what came of it, and how far to trust the next promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.assumptions import Assumptions
from ignition.backends import Desk, connect
from ignition.book import Book
from ignition.estimate import Estimate
from ignition.measuring import Quarter, Settled, Trial, ledger
from ignition.measuring import trust as trust
from ignition.measuring.lifting import lift_of_acting, lift_of_doing
from ignition.wording import Sentence, Text

AS_STATED = Assumptions()
_KEPT = Text(
    it="{play}: promessi {promised:money} in {done:number} punti fatti; mantenuto {kept:percent}[ (da {low:percent} a {high:percent})], "
    "{n:number} casi, grado {grade}",
    en="{play}: {promised:money} promised in {done:number} points done; kept {kept:percent}[ ({low:percent} to {high:percent})], "
    "{n:number} cases, grade {grade}",
)
_UNTOLD = Text(it="{play}: {why}", en="{play}: {why}")
_NOTHING_DUE = Text(it="Nessuna promessa è ancora scaduta.", en="No promise is due yet.")
LEARN = "learn"
"""The play of a point that asks before it acts: it promises no purchases, and none are held against it."""


@dataclass(frozen=True, slots=True)
class PlayEffect:
    """One play's promises that are due. EUR contribution, for the time from showing to due day.

    `kept` is realised over promised. Where who did what was not decided by lot it stands at L1: it goes with, it does not cause.
    `factor` is what the play's next promise is multiplied by: `kept`, shrunk towards 1. `falls_back` is the kill rule: below half
    of the promise in the last two quarters that could be judged, and the play is an assumption (L0) again.
    """

    play: str
    done: int
    not_done: int
    promised: float
    kept: Estimate
    factor: float
    quarters: tuple[Quarter, ...] = ()
    falls_back: bool = False
    refuted_on: dt.date | None = None
    """The day a lot ruled out that the promise is kept, by the cases due until then; may be looked at every day."""

    @property
    def refuted(self) -> bool:
        return self.refuted_on is not None

    def say(self) -> Sentence:
        """What came of the play's promises, in one line."""
        kept = self.kept
        if kept.value is None:
            return _UNTOLD.of(play=self.play, why=kept.why or "")
        told = {"kept": kept.value, "low": kept.low, "high": kept.high, "n": kept.n, "grade": kept.grade.value}
        return _KEPT.of(play=self.play, promised=self.promised, done=self.done, **told)


@dataclass(frozen=True, slots=True)
class Effects:
    """`points`: one row for each point that is due: promised, brought, before, done. `plays`: what they say of each play."""

    points: pa.Table
    plays: tuple[PlayEffect, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return "\n".join(one.say().say("en") for one in self.plays) or _NOTHING_DUE.of().say("en")

    @property
    def fallen_back(self) -> frozenset[str]:
        """Plays the kill rule sends back to L0: nothing but the prior answers for them until they keep a promise again."""
        return frozenset(effect.play for effect in self.plays if effect.falls_back)

    @property
    def refuted(self) -> dict[str, dt.date]:
        """Plays whose promise a lot ruled out, and since when: a point lit before burns no longer."""
        return {effect.play: effect.refuted_on for effect in self.plays if effect.refuted_on is not None}


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
        ("due_on", pa.date32()),
        ("shown", pa.bool_()),
        ("chance", pa.float64()),
        ("shown_on", pa.date32()),
    ]
)


def lift_by_lot(points: pa.Table, play: str) -> Estimate:
    """What showing the play's points added to what comes by itself, as a share of it: grade L4, or no value and why.

    `points` are those of `Effects`.
    """
    mine = points.filter(pc.equal(points["play"], play))
    column = {name: mine[name].to_numpy() for name in ("brought", "before", "shown", "chance")}
    who = np.array([name or "" for name in mine["customer_id"].to_pylist()])
    trial = Trial(column["brought"] - column["before"], column["shown"], column["chance"], who)
    return lift_of_acting(trial, column["brought"])


def lift_since(points: pa.Table, play: str, day: dt.date) -> Estimate:
    """What came of the play's points that were shown on or after the day: by lot where there was one, else done against not done."""
    since = points.filter(pc.greater_equal(points["shown_on"], pa.scalar(day)))
    by_lot = lift_by_lot(since, play)
    if by_lot.value is not None:
        return by_lot
    mine = since.filter(pc.and_(pc.equal(since["play"], play), since["shown"]))
    brought, before = (mine[name].to_numpy() for name in ("brought", "before"))
    return lift_of_doing(brought - before, brought, mine["done"].to_numpy())


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
    promises = (points.promised.notnull(), points.play != LEARN)
    due = points.filter(points.due_on <= on, points.due_on > shown_on, *promises)
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
        due_on=due.due_on,
        shown=due.shown.fill_null(1) != 0,
        chance=due.chance.fill_null(1.0),
        shown_on=due.shown_on,
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
    mine = settled.filter(pc.equal(settled["play"], play)).sort_by([("due_on", "ascending"), ("point_id", "ascending")])
    column = {name: mine[name].to_numpy() for name in ("promised", "brought", "before", "done", "shown", "chance")}
    quarter = np.array([4 * day.year + (day.month - 1) // 3 for day in mine["due_on"].to_pylist()])
    book = ledger(
        Settled(
            promised=column["promised"],
            change=column["brought"] - column["before"],
            done=column["done"],
            shown=column["shown"],
            chance=column["chance"],
            customer=mine["customer_id"].to_pylist(),
            quarter=quarter,
        ),
        mass,
    )
    done = column["done"]
    return PlayEffect(
        play=play,
        done=int(done.sum()),
        not_done=int((~done & column["shown"]).sum()),
        promised=float(column["promised"][done].sum()),
        kept=book.kept,
        factor=book.factor,
        quarters=book.quarters,
        falls_back=book.falls_back,
        refuted_on=None if book.refuted_by is None else mine["due_on"][book.refuted_by].as_py(),
    )
