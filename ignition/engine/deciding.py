"""Choose and say: from how everybody stands to the moves of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ignition import plays
from ignition.allocation import Contest
from ignition.assumptions import Assumptions
from ignition.backends import Desk
from ignition.book import Book
from ignition.choice import choose, in_the_running
from ignition.engine.models import Effort
from ignition.engine.planning import Planned, planned
from ignition.gains import Ints
from ignition.ladder import Said
from ignition.moves import Moves, Slot
from ignition.notes import Missing, tell_contest, tell_fallen_back, what_is_missing, what_is_open
from ignition.ranking import hour_prices, ranked
from ignition.relighting import Standing, rows_of, standing_points
from ignition.saying import DeskFacts, Facts, say
from ignition.situation import Situation
from ignition.wording import Sentence

RISKY = frozenset(name for name, play in plays.PLAYS.items() if play.risk is not None)


def decide(
    desk: Desk,
    situation: Situation,
    known: Book,
    on: dt.date,
    assumptions: Assumptions,
    judgements: Mapping[str, Said],
    contest: Contest | None = None,
    effort: Effort | None = None,
) -> Moves:
    """From how everybody stands to what is worth doing: propose, allocate, choose, say it."""
    follow_rule = contest is not None and contest.rule_wins
    today = planned(desk, situation, known, on, assumptions, judgements, follow_rule, effort)
    standing = standing_points(known, on, today.kept.fallen_back, today.kept.refuted)
    deals = situation.deals
    counted = deals.select("expected_on", "amount", "winners_p80_days", "deals_n", "deals_grade")
    counts = what_is_open(desk.answer(("counted",), lambda: counted))
    return decided(
        today, standing, DeskFacts(desk, situation, on), Missing.of(known, counts), on, assumptions, contest
    ).moves


@dataclass(frozen=True, slots=True)
class Decided:
    """The day's moves, which offers were in the running for them, and in which slot each that is shown stands."""

    moves: Moves
    eligible: Ints
    slots: tuple[tuple[int, Slot], ...]


def decided(
    today: Planned,
    standing: Sequence[Standing],
    facts: Facts,
    missing: Missing,
    on: dt.date,
    assumptions: Assumptions,
    contest: Contest | None,
) -> Decided:
    """Choose among what was planned, and say it."""
    offers, plan, fallen_back = today.offers, today.plan, today.kept.fallen_back
    eligible = in_the_running(offers, plan)
    chosen = choose(
        offers, plan, today.hours, RISKY, on, assumptions.interval, rows_of(offers.table, standing), eligible
    )
    slots = tuple((one.row, one.slot) for person in chosen for one in person.chosen)
    shown, held = say(facts, plays.PLAYS, offers, chosen, on, assumptions)
    moves = Moves(
        on=on,
        table=ranked(offers, plan, slots, assumptions.interval),
        shown=shown,
        held=held,
        shadow_prices=plan.prices,
        an_hour=hour_prices(offers, plan, assumptions.interval),
        weekly_hours=today.hours,
        notes=notes(missing, on, assumptions, plan.rule_wins, fallen_back, contest),
    )
    return Decided(moves, eligible, slots)


def notes(
    missing: Missing,
    on: dt.date,
    assumptions: Assumptions,
    rule_wins: bool,
    fallen_back: Collection[str],
    contest: Contest | None,
) -> tuple[Sentence, ...]:
    """What could not be done and what would help, what fell back, and who won the contest."""
    return (
        *what_is_missing(missing, on, assumptions, rule_wins=rule_wins and contest is None),
        *tell_fallen_back(fallen_back),
        *tell_contest(contest),
    )
