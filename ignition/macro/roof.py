"""The macro view: seven levers in euro per displaced hour, and the one move worth most to the whole organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np

from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.engine import ignite
from ignition.macro import words
from ignition.macro.answers import Levers
from ignition.macro.base_levers import arrivals_of_customers, base_levers
from ignition.macro.changes import achievable
from ignition.macro.choosing import judged, light
from ignition.macro.contenders import Contender, flow_moves, time_moves
from ignition.macro.deal_levers import deal_levers
from ignition.macro.learning import what_to_learn
from ignition.macro.lever import Lever
from ignition.macro.measured import Measured, Name
from ignition.macro.org_moves import OrgStanding
from ignition.macro.organisation import coaching, discount_rule, moving, pairing
from ignition.macro.reading import Bought, Dealt, bought, days_since_1970, dealt
from ignition.macro.table import table_of
from ignition.macro.velocity import velocity_of
from ignition.macro.weighing import HOURS_EACH, Hours, Weighed, weigh_lever
from ignition.metrics.intervals import Z
from ignition.metrics.stating import FEWEST_PEOPLE
from ignition.moves import Moves
from ignition.wording import Sentence

AS_STATED = Assumptions()
_YEAR = 365


def levers(
    book: Book,
    on: dt.date | None = None,
    assumptions: Assumptions = AS_STATED,
    lang: str = "en",
    hours_each: Mapping[Name, float] = HOURS_EACH,
    standing: OrgStanding | None = None,
    plan: Moves | None = None,
) -> Levers:
    """The seven levers of the revenue process as of a day, and the organisation's Ignition Point.

    It believes R = arrivals x conversion x value x (1 - discount) + base (activation, retention, expansion). All elasticities of
    a product are 1, so that a gap to a benchmark says nothing: a lever's worth is its *achievable change* x R x margin for the hours
    that the change displaces, each at the shadow price of the company's plan. What is achievable is the company's own best half-year
    before the last year, shrunk by empirical Bayes; else half of the way between its groups; else a stated assumption, which never
    reaches 90 % by itself.

    `hours_each`: hours an effort takes for each deal or customer of a year, by lever. `standing`: the point lit on an earlier day,
    kept while nothing is worth enough more. `plan`: what `ignite` answered for the same book and day, where it is at hand.

    It fails where the past cannot come back (a product that is no longer sold), and where the hours are far from those assumed.
    Source: design, section 3; Little (1961) for the cycle; Raiffa & Schlaifer (1961) for what to learn.

    >>> told = levers(Book(purchases=[{"customer_id": "A", "on": "2026-01-10", "amount": 90.0}]))
    >>> told.ignition, [one.name for one in told.levers][:2]
    (None, ['arrivals', 'conversion'])
    >>> told.lever("conversion").reason.say("en")
    'There are no deals: add a CRM export.'
    """
    day = on or book.last_day or dt.datetime.now(tz=dt.UTC).date()
    known = book.as_of(day)
    moves = plan or ignite(known, day, assumptions)
    with connect(known) as desk:
        deals, purchases = dealt(desk), bought(desk)
    hours = _hours(known, moves, assumptions)
    measured = measure_levers(deals, purchases, days_since_1970(day), assumptions.horizon_days)
    weighed = weigh_levers(measured, hours, day, assumptions, hours_each)
    rows = table_of(measured, weighed)
    contenders = _contenders(weighed, rows, measured, deals, known, moves, hours, day, assumptions)
    velocity = velocity_of(deals, days_since_1970(day), hours)
    notes = _notes(known, weighed, hours, moves, standing)
    point = light(contenders, hours, moves.bottleneck, day, assumptions, standing)
    gaps = [one for one in measured if not one.known]
    learn = what_to_learn(weighed, contenders, gaps, hours, assumptions) if point is None else None
    ranked = judged(contenders, assumptions.interval)
    return Levers(day, rows, ranked, point, learn, moves.bottleneck, velocity, tuple(notes), lang)


def measure_levers(deals: Dealt | None, purchases: Bought | None, today: int, horizon: float) -> list[Measured]:
    """The seven as the Book shows them, in the order of the process; without deals, new customers are what arrives."""
    flow = list(deal_levers(deals, today, horizon))
    if deals is None and purchases is not None and len(purchases.day):
        arrived, value = arrivals_of_customers(purchases, today, horizon)
        flow = [arrived, flow[1], value, flow[3]]
    return [*flow, *base_levers(purchases, today, horizon, _not_from_deals(deals, purchases, today))]


def weigh_levers(
    measured: list[Measured],
    hours: Hours,
    on: dt.date,
    assumptions: Assumptions,
    hours_each: Mapping[Name, float] = HOURS_EACH,
) -> list[Weighed]:
    """Those that can be weighed, each in its worlds."""
    return [
        weigh_lever(
            one,
            achievable(one.quarters, one.groups, on),
            hours,
            on,
            assumptions,
            hours_each.get(one.name, HOURS_EACH[one.name]),
        )
        for one in measured
        if one.known
    ]


def _hours(known: Book, moves: Moves, assumptions: Assumptions) -> Hours:
    """Everybody's, those too for whom the plan has no move today."""
    stated = {row["person_id"]: row["weekly_hours"] for row in known.people.to_pylist()}
    theirs = {name: assumptions.weekly_hours if hours is None else hours for name, hours in stated.items()}
    everybody = {**theirs, **moves.weekly_hours} or {"": assumptions.weekly_hours}
    a_week = sum(max(hours, 0.0) for hours in everybody.values())
    worth = moves.bottleneck.worth if moves.bottleneck else None
    price = (worth.value if worth else 0.0) or 0.0
    spread = (worth.high - worth.low) / 2 / Z if worth and worth.high is not None and worth.low is not None else 0.0
    return Hours(a_week * assumptions.horizon_days / 7, price, max(spread, 0.0))


def _not_from_deals(deals: Dealt | None, purchases: Bought | None, today: int) -> float:
    """The share of what was bought in a year that no won deal of the same customers accounts for: no euro is counted twice."""
    if deals is None or purchases is None:
        return 1.0
    invoiced = float(purchases.amount[today - purchases.day < _YEAR].sum())
    recent = (today - deals.closed < _YEAR) & np.isin(deals.customer, purchases.names)
    worth = np.where(np.isnan(deals.agreed), deals.asked, deals.agreed)
    won = float(np.nansum(worth[recent & (deals.outcome == 1)]))
    return float(np.clip(1 - won / invoiced, 0.0, 1.0)) if invoiced > 0 else 1.0


def _contenders(
    weighed: list[Weighed], rows: tuple[Lever, ...], measured: list[Measured], deals: Dealt | None,
    known: Book, moves: Moves, hours: Hours, on: dt.date, assumptions: Assumptions,
) -> list[Contender]:  # fmt: skip
    conversion = next(one for one in measured if one.name == "conversion")
    people = _people(known, moves)
    return [
        *flow_moves(weighed, {row.name: row.reason for row in rows}),
        *coaching(conversion, people, hours, on, assumptions),
        *pairing(moves.table, people, hours, on, assumptions),
        *moving(moves.table, moves.shadow_prices, moves.weekly_hours, hours, on),
        *discount_rule(deals, days_since_1970(on), hours, on, assumptions),
        *time_moves(moves.table, hours, on),
    ]


def _people(known: Book, moves: Moves) -> int:
    """How many work with customers."""
    return max(sum(bool(name) for name in moves.weekly_hours), int(known.people.num_rows))


def _notes(
    known: Book, weighed: list[Weighed], hours: Hours, moves: Moves, standing: OrgStanding | None
) -> list[Sentence]:
    if not weighed and not any(name in known for name in ("purchases", "deals")):
        return [words.NOTHING.of()]
    notes = [words.HOURS.of(price=hours.price) if hours.are_scarce else words.FREE_HOURS.of()]
    if hours.there_are <= 0:
        notes = [words.NO_HOURS.of()]
    if _people(known, moves) < FEWEST_PEOPLE:
        notes.append(words.TOO_FEW_PEOPLE.of())
    scarce = moves.bottleneck.resource if moves.bottleneck else None
    if standing is not None and scarce is not None and standing.resource != scarce:
        changed = {"now": words.RESOURCES[scarce], "before": words.RESOURCES[standing.resource]}
        notes.append(words.CHANGED.of(**changed))
    return notes
