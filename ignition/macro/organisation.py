"""Moves of the organisation: coach, pair, move customers, change a rule. About stages, deals and customers; never about a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.assumptions import Assumptions
from ignition.estimate import Grade
from ignition.gains import Floats
from ignition.macro import words
from ignition.macro.changes import ASSUMED_CHANGE, ASSUMED_SD
from ignition.macro.contenders import Contender, log_normal, normal
from ignition.macro.measured import Measured
from ignition.macro.reading import Dealt
from ignition.macro.weighing import MOST_DISPLACED, Hours
from ignition.metrics.intervals import Z
from ignition.metrics.outcomes import Outcome
from ignition.metrics.stating import FEWEST_EVENTS, FEWEST_PEOPLE
from ignition.responses import ElasticityPrior

COACHING_HOURS = 12.0
"""A person and year: an hour a month."""
PAIRED_DEALS, PAIRING_HOURS = 10, 1.0
HANDOVER_HOURS = 1.0
FEWEST_MOVED, MOST_MOVED, NAMED = 3, 10, 3
CAP_QUANTILE = 0.75
KEPT, KEPT_SD = 0.5, 0.5
"""Of what a discount beyond the cap cost, the part a rule is believed to keep: some of those deals would have gone."""
DECISION_HOURS = 0.25


def coaching(
    conversion: Measured, people: int, hours: Hours, on: dt.date, assumptions: Assumptions
) -> Iterator[Contender]:
    """The whole team, on the stage where most is lost. A team of five or more, so that it speaks of nobody."""
    takes = people * COACHING_HOURS
    if people < FEWEST_PEOPLE or not conversion.known or not conversion.stage:
        return
    relative = np.expm1(normal(ASSUMED_CHANGE, ASSUMED_SD, f"{on}|coach"))
    yield _contender(
        "coach", takes, assumptions.margin * conversion.revenue * relative, hours, on, Grade.ASSUMED, conversion.now.n,
        title=words.COACH.of(stage=conversion.stage), reason=words.COACH_WHY.of(people=people),
    )  # fmt: skip


def pairing(table: pa.Table, people: int, hours: Hours, on: dt.date, assumptions: Assumptions) -> Iterator[Contender]:
    """A colleague's hour on each of the largest open deals, answered for by the same response as any other hour."""
    deals = table.filter(pc.and_(pc.equal(table["subject"], "deal"), pc.greater(table["dose_hours"], 0)))
    largest: dict[str, dict[str, float]] = {}
    for row in deals.sort_by([("stake", "descending"), ("subject_id", "ascending")]).to_pylist():
        largest.setdefault(row["subject_id"], row)
        if len(largest) == PAIRED_DEALS:
            break
    if people < FEWEST_PEOPLE or len(largest) < FEWEST_EVENTS:
        return
    prior = ElasticityPrior(assumptions.elasticity_median, assumptions.elasticity_sigma)
    stakes, usual = (np.array([row[name] for row in largest.values()]) for name in ("stake", "usual_hours"))
    lift, sd = prior.lift(PAIRING_HOURS / usual), prior.lift_sd(PAIRING_HOURS / usual)
    gain = log_normal(float(stakes @ lift), float(stakes @ sd), f"{on}|pair")
    yield _contender(
        "pair", PAIRING_HOURS * len(largest), gain, hours, on, Grade.ASSUMED, len(largest), customers=tuple(largest),
        title=words.PAIR.of(n=len(largest)), reason=words.PAIR_WHY.of(stake=float(stakes.sum())),
    )  # fmt: skip


def moving(
    table: pa.Table, prices: Mapping[str, float], weekly: Mapping[str, float], hours: Hours, on: dt.date
) -> Iterator[Contender]:
    """Customers whose next hour is not planned where they are, and would be at the team's mean price.

    The price of an hour differs between territories because their customers do; whose it is, is neither read off nor said. At
    least three customers are moved together, and only in a team of five or more.
    """
    working = {name: price for name, price in prices.items() if weekly.get(name, 0.0) > 0}
    if len(working) < FEWEST_PEOPLE:
        return
    rows = table.filter(pc.and_(pc.greater(table["dose_hours"], 0), pc.not_equal(table["customer_id"], "")))
    better: dict[str, tuple[float, float, float, str]] = {}
    for row in rows.select(
        ["customer_id", "customer_name", "person", "gain", "gain_low", "gain_high", "dose_hours"]
    ).to_pylist():
        here = max(row["gain"] - working.get(row["person"], 0.0) * row["dose_hours"], 0.0)
        there = row["gain"] - hours.price * (row["dose_hours"] + HANDOVER_HOURS)
        sd = (row["gain_high"] - row["gain_low"]) / 2 / Z
        if row["person"] in working and there > here and there - here > better.get(row["customer_id"], (0.0,))[0]:
            better[row["customer_id"]] = (there - here, row["dose_hours"], sd, row["customer_name"])
    best = sorted(better.items(), key=lambda one: (-one[1][0], one[0]))[:MOST_MOVED]
    if len(best) < FEWEST_MOVED:
        return
    takes = sum(dose + HANDOVER_HOURS for _, (_, dose, _, _) in best)
    net = sum(ahead for _, (ahead, _, _, _) in best)
    gain = normal(net + hours.price * takes, float(np.sqrt(sum(sd**2 for _, (_, _, sd, _) in best))), f"{on}|move")
    yield _contender(
        "move", takes, gain, hours, on, Grade.ASSUMED, len(best), customers=tuple(name for name, _ in best),
        title=words.MOVE.of(n=len(best), names=", ".join(named for _, (_, _, _, named) in best[:NAMED])),
        reason=words.MOVE_WHY.of(),
    )  # fmt: skip


def discount_rule(
    deals: Dealt | None, today: int, hours: Hours, on: dt.date, assumptions: Assumptions
) -> Iterator[Contender]:
    """No discount beyond what three in four deals got without a second person's yes."""
    if deals is None:
        return
    recent = (today - deals.closed >= 0) & (today - deals.closed < 365) & (deals.outcome == Outcome.WON)
    both = recent & ~np.isnan(deals.asked) & ~np.isnan(deals.agreed)
    asked, agreed = deals.asked[both], deals.agreed[both]
    off = 1 - agreed / asked
    cap = float(np.quantile(off, CAP_QUANTILE)) if len(off) else 0.0
    beyond = off > cap + 1e-9
    if int(beyond.sum()) < FEWEST_EVENTS or cap < 0:
        return
    cost = float(((off - cap) * asked)[beyond].sum()) * assumptions.horizon_days / 365
    gain: Floats = assumptions.margin * cost * normal(KEPT, KEPT_SD, f"{on}|rule")
    takes = int(beyond.sum()) * DECISION_HOURS * assumptions.horizon_days / 365
    yield _contender(
        "rule", takes, gain, hours, on, Grade.ASSUMED, int(beyond.sum()),
        title=words.RULE.of(cap=cap), reason=words.RULE_WHY.of(n=int(beyond.sum())),
    )  # fmt: skip


def _contender(
    name: str, takes: float, gain: Floats, hours: Hours, on: dt.date, grade: Grade, n: int, **said: object
) -> Contender:
    return Contender(
        kind="organisation",
        name=name,
        hours=takes,
        gain=gain,
        net=gain - hours.prices(on) * takes,
        grade=grade,
        n=n,
        feasible=0 < takes <= MOST_DISPLACED * hours.there_are,
        span_hours=takes,
        **said,  # type: ignore[arg-type]
    )
