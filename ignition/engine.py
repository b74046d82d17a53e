"""The one roof: describe, foresee, propose, allocate, choose, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import pyarrow as pa

from ignition import effects, features, plays, predictors
from ignition.allocation import Contest, Plan, allocate
from ignition.assumptions import Assumptions
from ignition.backends import Desk, connect
from ignition.book import Book
from ignition.candidate import CANDIDATE
from ignition.choice import Chosen, Shown, choose
from ignition.gains import Offers, weigh
from ignition.ladder import Said, climb, factors_beside
from ignition.learning import Lesson, what_to_learn
from ignition.moves import Move, Moves
from ignition.notes import tell_contest, tell_fallen_back, what_is_missing
from ignition.ranking import hour_prices, ranked
from ignition.relighting import rows_of, standing_points
from ignition.responses import read as read_effort
from ignition.resting import awake, just_asked
from ignition.situation import Situation
from ignition.telling import Values, tell, tell_lesson

AS_STATED = Assumptions()


def ignite(
    book: Book,
    on: dt.date | None = None,
    assumptions: Assumptions = AS_STATED,
    lang: str = "en",
    people: Collection[str] | None = None,
    judgements: Mapping[str, Said] | None = None,
    contest: Contest | None = None,
) -> Moves:
    """The moves worth most on the day: every one considered, and the three, two, one shown to each person.

    `on` is the day it is decided on (default: the last day of the book); nothing recorded later is looked at. `people`
    are the persons to show moves for (default: everybody found). `judgements` are the four answers a company gave for a
    play, by its name; the elasticity prior answers for the others. `contest` is how the plan and the simple rule did on past
    days (`ignition.proving.plan_against_rule`): where the rule did at least as well, hours follow it. `lang` is the language in which
    `Moves` prints itself.

    Every gain is incremental contribution in EUR over the assumptions' horizon, at evidence grade L0 until effects were
    measured. The same book and day give the same moves, whatever the order of its rows.

    >>> book = Book(purchases=[{"customer_id": who, "on": f"2026-{month:02d}-10", "amount": 900.0}
    ...                        for who, until in (("Rossi", 10), ("Bianchi", 6), ("Verdi", 10)) for month in range(1, until)])
    >>> moves = ignite(book, on=dt.date(2026, 9, 30))
    >>> [(move.play, move.customer_name) for move in moves.shown][:1]
    [('win_back', 'Bianchi')]
    """
    day = on or book.last_day or dt.datetime.now(tz=dt.UTC).date()
    known = book.as_of(day)
    with connect(known) as desk:
        situation = look(desk, day, assumptions)
        moves = decide(desk, situation, known, day, assumptions, judgements or {}, contest)
    moves = replace(moves, lang=lang)
    return moves if people is None else moves.only(people)


@dataclass(frozen=True, slots=True)
class Models:
    """What was learnt of everybody together. Kept from one full run to the next, each customer and deal is scored by itself."""

    base: predictors.customer_base.Base
    deals: predictors.deals.DealModel
    ties: predictors.white_space.Ties | None = None


def look(desk: Desk, on: dt.date, assumptions: Assumptions, models: Models | None = None) -> Situation:
    """How everybody stands on the day, and what to expect if we go on as usual; by `models` where they are already known."""
    customers = desk.answer(("customers", on), lambda: features.customers.describe(desk, on))
    deals = desk.answer(("deals", on), lambda: features.deals.describe(desk, on))
    models = models or learn(desk, customers, on)
    customers = _beside(customers, predictors.customer_base.score(models.base, customers, assumptions))
    families = desk.answer(("families", on), lambda: features.families.describe(desk, on))
    customers = _beside(customers, predictors.white_space.score(models.ties, customers, families, assumptions))
    deals = _beside(deals, predictors.deals.score(models.deals, deals, assumptions))
    return Situation(desk.lay("situation_customers", customers), desk.lay("situation_deals", deals))


def learn(desk: Desk, customers: pa.Table, on: dt.date) -> Models:
    """All models, fitted on what is known on the day; `customers` as described."""
    history = desk.answer(("history", on), lambda: features.deals.history(desk, on))
    ties = predictors.white_space.learn(desk.answer(("families", on), lambda: features.families.describe(desk, on)), on)
    return Models(predictors.customer_base.fit(customers), predictors.deals.learn(history, on), ties)


@dataclass(frozen=True, slots=True)
class Planned:
    """What was on offer on a day, the hours there were, and how the plan gives them out."""

    offers: Offers
    hours: dict[str, float]
    plan: Plan
    kept: effects.Effects


def decide(
    desk: Desk,
    situation: Situation,
    known: Book,
    on: dt.date,
    assumptions: Assumptions,
    judgements: Mapping[str, Said],
    contest: Contest | None = None,
) -> Moves:
    """From how everybody stands to what is worth doing: propose, allocate, choose, say it."""
    follow_rule = contest is not None and contest.rule_wins
    today = planned(desk, situation, known, on, assumptions, judgements, follow_rule)
    offers, plan, fallen_back = today.offers, today.plan, today.kept.fallen_back
    standing = rows_of(offers.table, standing_points(known, on, fallen_back, today.kept.refuted))
    chosen = choose(offers, plan, today.hours, _RISKY, on, assumptions.interval, standing)
    slots = [(one.row, one.slot) for person in chosen for one in person.chosen]
    shown, held = _tell(desk, situation, offers, chosen, on, assumptions)
    return Moves(
        on=on,
        table=ranked(offers, plan, slots, assumptions.interval),
        shown=shown,
        held=held,
        shadow_prices=plan.prices,
        an_hour=hour_prices(offers, plan, assumptions.interval),
        weekly_hours=today.hours,
        notes=(
            *what_is_missing(known, situation, on, assumptions, rule_wins=plan.rule_wins and contest is None),
            *tell_fallen_back(fallen_back),
            *tell_contest(contest),
        ),
    )


def planned(
    desk: Desk,
    situation: Situation,
    known: Book,
    on: dt.date,
    assumptions: Assumptions,
    judgements: Mapping[str, Said],
    follow_rule: bool = False,
) -> Planned:
    """Every offer of the day with its expected gain, and each person's hours given out."""
    kept = effects.measure(known, on, assumptions)
    candidates = propose(desk, situation, known, on, assumptions)
    learnt = read_effort(features.effort.describe(desk, known, on))
    responses = climb(plays.PLAYS, learnt, kept, candidates, assumptions, judgements)
    offers = weigh(candidates, responses, factors_beside(responses, kept.factors))
    hours = _weekly_hours(known, offers, assumptions)
    return Planned(offers, hours, allocate(offers, hours, follow_rule=follow_rule), kept)


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


def _beside(described: pa.Table, foreseen: pa.Table) -> pa.Table:
    for name in foreseen.column_names:
        if name not in described.column_names:
            described = described.append_column(name, foreseen[name])
    return described


def _weekly_hours(book: Book, offers: Offers, assumptions: Assumptions) -> dict[str, float]:
    stated = {row["person_id"]: row["weekly_hours"] for row in book.people.to_pylist()}
    hours = {name: stated.get(name) for name in offers.people}
    return {name: assumptions.weekly_hours if known is None else max(known, 0.0) for name, known in hours.items()}


_RISKY = frozenset(name for name, play in plays.PLAYS.items() if play.risk is not None)


def _tell(
    desk: Desk, situation: Situation, offers: Offers, chosen: list[Shown], on: dt.date, assumptions: Assumptions
) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """What is shown, and what the lot held back, told as if it were shown."""
    lessons = _lessons(desk, situation, offers, chosen, on)
    asked = [lesson.row for lesson in lessons.values() if lesson is not None and lesson.row is not None]
    rows = _rows(desk, situation, offers, [one.row for shown in chosen for one in (*shown.chosen, *shown.held)] + asked)

    def told(one: Chosen) -> Move:
        return tell(one, offers, plays.PLAYS[rows[one.row]["play"]], rows[one.row], on, assumptions)

    moves: list[Move] = []
    for shown in chosen:
        lesson = lessons.get(shown.field.person)
        if lesson is not None:
            about = {} if lesson.row is None else rows[lesson.row]
            moves.append(tell_lesson(lesson, offers, shown.field, about, on))
        moves.extend(told(one) for one in shown.chosen)
    return tuple(moves), tuple(told(one) for shown in chosen for one in shown.held)


def _lessons(
    desk: Desk, situation: Situation, offers: Offers, chosen: list[Shown], on: dt.date
) -> dict[str, Lesson | None]:
    """Where nothing is sure enough to be the Ignition Point, what would be worth knowing."""
    unsure = [shown.field for shown in chosen if not shown.has_ignition]
    if not unsure:
        return {}
    ids = offers.table["subject_id"].take(pa.array([row for field in unsure for row in field.rows.tolist()]))
    contenders = desk.lay("contenders", pa.table({"deal_id": ids}))
    nameless = situation.deals.filter(situation.deals.amount.isnull()).semi_join(contenders, "deal_id")
    missing = frozenset(nameless.deal_id.to_pyarrow().to_pylist())
    asked = just_asked(desk, on)
    return {field.person: what_to_learn(offers, field, missing, asked) for field in unsure}


def _rows(desk: Desk, situation: Situation, offers: Offers, rows: list[int]) -> dict[int, Values]:
    """Each candidate's own columns, over those of its subject's situation."""
    if not rows:
        return {}
    wanted = offers.table.take(pa.array(rows, pa.int64()))
    ids = desk.lay("shown", pa.table({"subject_id": wanted["subject_id"]}))
    found: dict[tuple[str, str], Values] = {}
    for subject, table, key in (("customer", situation.customers, "customer_id"), ("deal", situation.deals, "deal_id")):
        for row in table.semi_join(ids, table[key] == ids.subject_id).to_pyarrow().to_pylist():
            found[subject, row[key]] = row
    candidates = wanted.to_pylist()
    return {
        row: {**found[candidate["subject"], candidate["subject_id"]], **candidate}
        for row, candidate in zip(rows, candidates, strict=True)
    }
