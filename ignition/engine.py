"""The one roof: describe, foresee, propose, allocate, choose, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import pyarrow as pa

from ignition import effects, features, plays, predictors
from ignition.allocation import Contest, Plan, allocate
from ignition.assumptions import Assumptions
from ignition.backends import Desk, connect
from ignition.book import Book
from ignition.candidate import CANDIDATE
from ignition.choice import choose, in_the_running
from ignition.gains import Ints, Offers, weigh
from ignition.ladder import Said, climb, factors_beside
from ignition.moves import Moves, Slot
from ignition.notes import Missing, tell_contest, tell_fallen_back, what_is_missing, what_is_open
from ignition.ranking import hour_prices, ranked
from ignition.relighting import Standing, rows_of, standing_points
from ignition.responses import Response
from ignition.responses import read as read_effort
from ignition.resting import awake
from ignition.saying import DeskFacts, Facts, say
from ignition.situation import Situation, beside
from ignition.wording import Sentence

AS_STATED = Assumptions()


def ignite(
    book: Book,
    on: dt.date | None = None,
    assumptions: Assumptions = AS_STATED,
    lang: str = "en",
    people: Collection[str] | None = None,
    judgements: Mapping[str, Said] | None = None,
    contest: Contest | None = None,
    models: Models | None = None,
) -> Moves:
    """The moves worth most on the day: every one considered, and the three, two, one shown to each person.

    `on` is the day it is decided on (default: the last day of the book); nothing recorded later is looked at. `people`
    are the persons to show moves for (default: everybody found). `judgements` are what was stated for a play, by its
    name (`ignition.ladder.Said`): four answers, those of several judges, a published effect; the prior answers for the others. `contest` is how the plan and the simple rule did on past
    days (`ignition.proving.plan_against_rule`): where the rule did at least as well, hours follow it. `models` are those of an
    earlier run (`ignition.lit.light` keeps them), used instead of learning again. `lang` is the language in which `Moves` prints itself.

    Every gain is incremental contribution in EUR over the assumptions' horizon, at the grade the ladder of evidence
    gives it (`ignition.ladder.climb`). The same book and day give the same moves, whatever the order of its rows.

    >>> book = Book(purchases=[{"customer_id": who, "on": f"2026-{month:02d}-10", "amount": 900.0}
    ...                        for who, until in (("Rossi", 10), ("Bianchi", 6), ("Verdi", 10)) for month in range(1, until)])
    >>> moves = ignite(book, on=dt.date(2026, 9, 30))
    >>> [(move.play, move.customer_name) for move in moves.shown][:1]
    [('win_back', 'Bianchi')]
    """
    day = on or book.last_day or dt.datetime.now(tz=dt.UTC).date()
    known = book.as_of(day)
    with connect(known) as desk:
        seen = see(desk, day, assumptions, models)
        moves = decide(desk, seen.situation, known, day, assumptions, judgements or {}, contest, seen.models.effort)
    moves = replace(moves, lang=lang)
    return moves if people is None else moves.only(people)


@dataclass(frozen=True, slots=True)
class Effort:
    """What an hour changes, play by play, and what promises have turned out to be worth."""

    kept: effects.Effects
    responses: Mapping[str, Response]
    factors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Models:
    """What was learnt of everybody together. Kept from one full run to the next, each customer and deal is scored by itself."""

    base: predictors.customer_base.Base
    deals: predictors.deals.DealModel
    ties: predictors.white_space.Ties | None = None
    usual: pa.Table | None = None
    """What customers are compared with, one row; None: worked out from today's."""
    effort: Effort | None = None
    """None: measured and read again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How everybody stands on a day, as Arrow and on the desk, and the models that say what to expect."""

    customers: pa.Table
    deals: pa.Table
    situation: Situation
    models: Models


def look(desk: Desk, on: dt.date, assumptions: Assumptions, models: Models | None = None) -> Situation:
    """How everybody stands on the day, and what to expect if we go on as usual; by `models` where they are already known."""
    return see(desk, on, assumptions, models).situation


def see(desk: Desk, on: dt.date, assumptions: Assumptions, models: Models | None = None) -> Seen:
    """As `look`, with all that it stands on."""
    customers, deals = describe_customers(desk, on), describe_deals(desk, on)
    models = models or learn(desk, customers, on)
    customers = score_customers(desk, customers, models, on, assumptions)
    return stand(desk, customers, score_deals(deals, models, assumptions), models)


def describe_customers(desk: Desk, on: dt.date) -> pa.Table:
    return desk.answer(("customers", on), lambda: features.customers.describe(desk, on))


def describe_deals(desk: Desk, on: dt.date) -> pa.Table:
    return desk.answer(("deals", on), lambda: features.deals.describe(desk, on))


def score_customers(desk: Desk, customers: pa.Table, models: Models, on: dt.date, assumptions: Assumptions) -> pa.Table:
    """What to expect of each customer beside how they stand; each by itself."""
    customers = beside(customers, predictors.customer_base.score(models.base, customers, assumptions))
    families = customers if models.ties is None else _families(desk, on)  # without ties nobody looks at them
    return beside(customers, predictors.white_space.score(models.ties, customers, families, assumptions))


def score_deals(deals: pa.Table, models: Models, assumptions: Assumptions) -> pa.Table:
    return beside(deals, predictors.deals.score(models.deals, deals, assumptions))


def stand(desk: Desk, customers: pa.Table, deals: pa.Table, models: Models) -> Seen:
    """Those scored, laid out for the plays."""
    everyone, pipeline = desk.lay("situation_customers", customers), desk.lay("situation_deals", deals)
    usual = desk.answer(("usual",), lambda: plays.usual(everyone)) if models.usual is None else models.usual
    situation = Situation(everyone, pipeline, desk.lay("usual", usual))
    return Seen(customers, deals, situation, replace(models, usual=usual))


def learn(desk: Desk, customers: pa.Table, on: dt.date) -> Models:
    """All models, fitted on what is known on the day; `customers` as described."""
    history = desk.answer(("history", on), lambda: features.deals.history(desk, on))
    landmarks = desk.answer(("landmarks", on), lambda: features.deals.landmarks(desk, on))
    ties = predictors.white_space.learn(_families(desk, on), on)
    return Models(predictors.customer_base.fit(customers), predictors.deals.learn(history, on, landmarks), ties)


def _families(desk: Desk, on: dt.date) -> pa.Table:
    return desk.answer(("families", on), lambda: features.families.describe(desk, on))


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
    """Every candidate of every play but those that rest, in one fixed order; nobody's go to the only person there is."""
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


RISKY = frozenset(name for name, play in plays.PLAYS.items() if play.risk is not None)
