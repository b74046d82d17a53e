"""Propose and allocate: every offer of a day, what it is expected to bring, and who gives it which hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import ibis.expr.types as ir
import pyarrow as pa

from ignition import effects, features, plays
from ignition.allocation import Plan, allocate
from ignition.assumptions import Assumptions
from ignition.backends import Desk
from ignition.book import Book
from ignition.candidate import CANDIDATE
from ignition.engine.models import Effort
from ignition.gains import Offers, weigh
from ignition.ladder import Said, climb, factors_beside
from ignition.responses import read as read_effort
from ignition.resting import awake
from ignition.situation import Situation


@dataclass(frozen=True, slots=True)
class Planned:
    """What was on offer on a day, the hours there were, and how the plan gives them out."""

    offers: Offers
    hours: dict[str, float]
    plan: Plan
    effort: Effort

    @property
    def kept(self) -> effects.Effects:
        return self.effort.kept


def planned(
    desk: Desk,
    situation: Situation,
    known: Book,
    on: dt.date,
    assumptions: Assumptions,
    judgements: Mapping[str, Said],
    follow_rule: bool = False,
    effort: Effort | None = None,
) -> Planned:
    """Every offer of the day with its expected gain, and each person's hours given out."""
    candidates = propose(desk, situation, known, on, assumptions)
    effort = effort or _effort(desk, known, candidates, on, assumptions, judgements)
    return plan_of(candidates, effort, stated_hours(known), assumptions, follow_rule)


def plan_of(
    candidates: pa.Table,
    effort: Effort,
    stated: Mapping[str, float | None],
    assumptions: Assumptions,
    follow_rule: bool,
) -> Planned:
    """Candidates weighed, and the hours of those they belong to given out."""
    offers = weigh(candidates, effort.responses, effort.factors)
    hours = {name: hours_of(stated.get(name), assumptions) for name in offers.people}
    return Planned(offers, hours, allocate(offers, hours, follow_rule=follow_rule), effort)


def _effort(
    desk: Desk,
    known: Book,
    candidates: pa.Table,
    on: dt.date,
    assumptions: Assumptions,
    judgements: Mapping[str, Said],
) -> Effort:
    kept = effects.measure(known, on, assumptions)
    learnt = read_effort(features.effort.describe(desk, known, on))
    responses = climb(plays.PLAYS, learnt, kept, candidates, assumptions, judgements)
    return Effort(kept, responses, factors_beside(responses, kept.factors))


def propose(desk: Desk, situation: Situation, book: Book, on: dt.date, assumptions: Assumptions) -> pa.Table:
    """Every candidate of every play but those that rest, in a fixed order; nobody's go to the only person there is."""
    only = book.people["person_id"][0].as_py() if book.people.num_rows == 1 else ""
    question = ("candidates", on, assumptions, only)
    return desk.answer(question, lambda: _proposed(desk, situation, on, assumptions, only))


def _proposed(desk: Desk, situation: Situation, on: dt.date, assumptions: Assumptions, only: str) -> ir.Table:
    candidates = awake(plays.propose(situation, assumptions), desk, on)
    candidates = candidates.mutate(
        person=candidates.person.nullif("").fill_null(only),
        # What differs in the last bit of a sum only must not differ here.
        **{name: candidates[name].round(6) for name in ("stake", "stake_sd", "at_risk")},
    )
    ordered = candidates.order_by("person", "play", "subject", "subject_id")
    return ordered.select([column.name for column in CANDIDATE])


def stated_hours(book: Book) -> dict[str, float | None]:
    """Hours a week as the business wrote them, by person."""
    return {row["person_id"]: row["weekly_hours"] for row in book.people.to_pylist()}


def hours_of(stated: float | None, assumptions: Assumptions) -> float:
    return assumptions.weekly_hours if stated is None else max(stated, 0.0)
