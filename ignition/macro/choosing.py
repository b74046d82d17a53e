"""The organisation's Ignition Point: which move it is, how long it burns, and when another takes over."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ignition.assumptions import Assumptions
from ignition.choice import SURE_TO_GAIN, SURE_TO_LEAD
from ignition.macro.contenders import Contender, sure_to_lead
from ignition.macro.org_moves import OrgMove, OrgPoint, OrgStanding
from ignition.macro.weighing import MOST_DISPLACED, Hours
from ignition.relighting import stays
from ignition.scarcity import Bottleneck, Resource


def judged(contenders: list[Contender], mass: float) -> tuple[OrgMove, ...]:
    """All moves of all kinds, the largest net gain first."""
    told = [_move(one, leads, mass) for one, leads in zip(contenders, sure_to_lead(contenders), strict=True)]
    return tuple(sorted(told, key=lambda move: (-move.net_gain, move.kind, move.name)))


def light(
    contenders: list[Contender], hours: Hours, scarce: Bottleneck | None, on: dt.date,
    assumptions: Assumptions, standing: OrgStanding | None = None,
) -> OrgPoint | None:  # fmt: skip
    """The feasible move with the largest net gain among those sure enough; None where nothing passes.

    One lit earlier stays while it is unspent, sure enough, and the new one is not worth more by the switching cost and one posterior
    sd; where the binding resource has changed since (hours were scarce, now opportunities are, or the other way round), it is lit anew.
    """
    leads = sure_to_lead(contenders)
    sure = [
        place
        for place, one in enumerate(contenders)
        if one.feasible and one.sure_to_gain >= SURE_TO_GAIN and leads[place] >= SURE_TO_LEAD and one.net.mean() > 0
    ]
    if not sure:
        return None
    resource: Resource = scarce.resource if scarce else "moves"
    best = max(sure, key=lambda place: float(contenders[place].net.mean()))
    kept = _kept(contenders, sure, best, standing, resource, hours, on)
    chosen = best if kept is None else kept
    since = on if kept is None or standing is None else standing.lit_on
    fuel = _fuel(contenders[chosen], hours, assumptions, since, on)
    next_on = standing.next_on if kept is not None and standing else on + dt.timedelta(_lasts(fuel, hours, assumptions))
    return OrgPoint(_move(contenders[chosen], leads[chosen], assumptions.interval), fuel, next_on, resource, since)


def _kept(
    contenders: list[Contender], sure: list[int], best: int, standing: OrgStanding | None,
    resource: Resource, hours: Hours, on: dt.date,
) -> int | None:  # fmt: skip
    if standing is None or standing.next_on <= on or standing.resource != resource:
        return None
    wanted = (standing.kind, standing.name, standing.customers)
    old = next((p for p in sure if (contenders[p].kind, contenders[p].name, contenders[p].customers) == wanted), None)
    if old is None:
        return None
    net = np.array([float(one.net.mean()) for one in contenders])
    worlds = np.column_stack([one.net for one in contenders])
    return old if stays(net, worlds, best, old, hours.price) else None


def _fuel(one: Contender, hours: Hours, assumptions: Assumptions, since: dt.date, on: dt.date) -> float:
    """Hours until all whom it can reach are reached: up to there each returns as much, beyond it nothing."""
    whole = one.span_hours or one.hours
    given = (on - since).days * MOST_DISPLACED * hours.there_are / assumptions.horizon_days
    return max(whole - given, 0.0)


def _lasts(fuel: float, hours: Hours, assumptions: Assumptions) -> int:
    """Days, at the hours a change may displace; at least one, at most the horizon."""
    a_day = MOST_DISPLACED * hours.there_are / assumptions.horizon_days
    return int(np.clip(np.ceil(fuel / a_day) if a_day > 0 else 1, 1, assumptions.horizon_days))


def _move(one: Contender, leads: float, mass: float) -> OrgMove:
    return OrgMove(
        kind=one.kind,
        name=one.name,
        title=one.title,
        reason=one.reason,
        hours=one.hours,
        gain=one.estimate(mass),
        net_gain=float(one.net.mean()),
        p_positive=one.sure_to_gain,
        p_top3=leads,
        feasible=one.feasible,
        customers=one.customers,
    )
