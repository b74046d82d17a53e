"""The plan of a day over candidates that stay where they lie: only those that can get an hour come to the driver."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from ignition import plays
from ignition.allocation import Plan, allocate
from ignition.assumptions import Assumptions
from ignition.backends import Desk
from ignition.book.tables import Column
from ignition.candidate import CANDIDATE
from ignition.choice import Shown, choose
from ignition.gains import Offers, weigh
from ignition.responses import ElasticityPrior, Response
from ignition.resting import awake
from ignition.scale.shortlist import shortlist
from ignition.situation import Situation

WEIGHED: tuple[Column, ...] = (
    *CANDIDATE,
    Column("dose", "number", "first dose worth giving, hours; 0 where the act frees hours"),
    Column("frees", "number", "hours"),
    Column("gain", "number", "EUR expected of the first dose"),
    Column("weight", "number", "elasticity x stake: what the simple rule goes by"),
)
AS_STATED = Assumptions()


@dataclass(frozen=True, slots=True)
class Planned:
    """`offers`: the candidates that could get an hour. `considered`: how many there were."""

    offers: Offers
    considered: int
    hours: dict[str, float]
    plan: Plan
    shown: tuple[Shown, ...]


def plan(
    desk: Desk,
    situation: Situation,
    on: dt.date,
    assumptions: Assumptions = AS_STATED,
    responses: Mapping[str, Response] | None = None,
    factors: Mapping[str, float] | None = None,
) -> Planned:
    """Hours, shadow prices and what each person is shown, as `ignition.ignite` plans them.

    `responses` and `factors` are what was learnt of each play (default: the elasticity prior, and full trust).
    """
    prior = ElasticityPrior(assumptions.elasticity_median, assumptions.elasticity_sigma)
    known = dict(responses or dict.fromkeys(plays.PLAYS, prior))
    weighed = desk.each(
        "weighed", _candidates(desk, situation, on, assumptions), WEIGHED, partial(_weighed, known, dict(factors or {}))
    )
    hours = _weekly_hours(desk, weighed, assumptions)
    offers = weigh(_ordered(desk, shortlist(desk, weighed, hours)), known, factors or {})
    hours = {name: hours[name] for name in offers.people}
    given = allocate(offers, hours)
    risky = frozenset(name for name, play in plays.PLAYS.items() if play.risk is not None)
    considered = int(desk.fetch(weighed.aggregate(n=weighed.count()))["n"][0].as_py())
    shown = choose(offers, given, hours, risky, on, assumptions.interval)
    return Planned(offers, considered, hours, given, tuple(shown))


def _candidates(desk: Desk, situation: Situation, on: dt.date, assumptions: Assumptions) -> ir.Table:
    people = desk.fetch(desk.table("people").select("person_id").limit(2))["person_id"]
    only = people[0].as_py() if len(people) == 1 else ""
    candidates = awake(plays.propose(situation, assumptions), desk, on)
    return candidates.mutate(
        person=candidates.person.nullif("").fill_null(only),
        # What differs in the last bit of a sum only must not differ here.
        **{name: candidates[name].round(6).cast("float64") for name in ("stake", "stake_sd", "at_risk")},
    ).select([column.name for column in CANDIDATE])


def _weighed(responses: dict[str, Response], factors: dict[str, float], candidates: pa.Table) -> pa.Table:
    offers = weigh(candidates, responses, factors)
    elasticity = np.array([responses[name].elasticity for name in offers.plays] or [0.0])
    weight = elasticity[offers.play] * offers.stake if len(offers) else np.empty(0)
    values = {"dose": offers.dose, "frees": offers.frees, "gain": offers.gain, "weight": weight}
    for name, column in values.items():
        candidates = candidates.append_column(name, pa.array(column, pa.float64()))
    return candidates


def _weekly_hours(desk: Desk, weighed: ir.Table, assumptions: Assumptions) -> dict[str, float]:
    people = desk.fetch(desk.table("people").select("person_id", "weekly_hours"))
    stated = dict(zip(people["person_id"].to_pylist(), people["weekly_hours"].to_pylist(), strict=True))
    found = desk.fetch(weighed.select("person").distinct())["person"].to_pylist()
    hours = {name: stated.get(name) for name in found}
    return {name: assumptions.weekly_hours if known is None else max(known, 0.0) for name, known in hours.items()}


def _ordered(desk: Desk, contenders: ir.Table) -> pa.Table:
    columns = [column.name for column in CANDIDATE]
    table = desk.fetch(contenders.select(columns))
    return table.sort_by([(name, "ascending") for name in ("person", "play", "subject", "subject_id")])
