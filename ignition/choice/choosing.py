"""For each person in turn: the offers in the running, the three, two and one, and how long each of them burns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from ignition.allocation import Plan, burnt_on, fuel
from ignition.choice.field import contenders
from ignition.choice.running import best_first, by_risk, in_the_running, of_person
from ignition.choice.slots import Chosen, Shown, three_two_one
from ignition.choice.worth import net_at
from ignition.estimate import Estimate
from ignition.gains import Ints, Offers
from ignition.relighting import Standing

WORKING_DAYS = 5
"""Days a week's hours are spread over."""


def choose(
    offers: Offers,
    plan: Plan,
    weekly_hours: dict[str, float],
    risky_plays: Collection[str],
    on: dt.date,
    mass: float,
    standing: Mapping[int, Standing] | None = None,
    eligible: Ints | None = None,
) -> list[Shown]:
    """At most three actions, two risks and one Ignition Point for each person, no customer twice.

    Actions: the best net gains that fit into today's hours, with an index of at least 1. Risks: the largest amounts that may be
    lost. The Ignition Point: the largest net gain, where it is sure enough to be one; the one of an earlier day (`standing`,
    by row) stays while it is unspent, sure enough, and nothing is worth enough more to leave it. Where the plan follows the simple
    rule, what the rule gives most hours comes first. `eligible`: the rows in the running, where they are known already.
    """
    net = net_at(offers, plan)
    order = best_first(offers, plan, net, in_the_running(offers, plan) if eligible is None else eligible)
    shown = []
    for code in sorted(np.unique(offers.person[order]).tolist(), key=lambda code: offers.people[code]):
        mine = of_person(order, offers.person, code)
        name = offers.people[code]
        risks = by_risk(offers, mine, risky_plays)
        field = contenders(offers, mine, risks, net, plan.prices[name], name, weekly_hours[name] / WORKING_DAYS, on)
        burning = _burning(offers, standing or {}, code, plan.prices[name])
        shown.append(three_two_one(offers, field, risks, mass, burning))
    return _fuelled(offers, shown, on)


def _burning(offers: Offers, standing: Mapping[int, Standing], code: int, price: float) -> tuple[int, dt.date] | None:
    """The row of this person's Ignition Point of an earlier day, while it burns, and that day."""
    theirs = [(one.lit_on, -row) for row, one in standing.items() if offers.person[row] == code]
    if not theirs:
        return None
    lit_on, place = max(theirs)
    return (-place, lit_on) if standing[-place].burns_on(price) else None


def _fuelled(offers: Offers, shown: list[Shown], on: dt.date) -> list[Shown]:
    """Says of every act shown how long it burns; reckoned for all of them at once."""
    acts = [(person.field.price, one) for person in shown for one in person.chosen if offers.dose[one.row] > 0]
    rows = np.array([one.row for _, one in acts], dtype=np.int64)
    prices = np.array([price for price, _ in acts])
    trusts = np.array([(1.0, one.low / one.gain, one.high / one.gain) for _, one in acts]).reshape(-1, 3)
    value, low, high = fuel(offers, np.tile(rows, 3), np.tile(prices, 3), trusts.T.ravel()).reshape(3, -1)
    burns = {}
    for place, row in enumerate(rows.tolist()):
        n, grade = offers.table["n"][row].as_py(), offers.responses[offers.plays[offers.play[row]]].grade
        hours = Estimate(float(value[place]), float(low[place]), float(high[place]), n, grade, "fuel_hours")
        burns[row] = (hours, burnt_on(on, float(value[place]), float(offers.dose[row])))
    return [replace(person, chosen=tuple(_with_fuel(one, burns) for one in person.chosen)) for person in shown]


def _with_fuel(one: Chosen, burns: Mapping[int, tuple[Estimate, dt.date]]) -> Chosen:
    if one.row not in burns:
        return one
    hours, next_on = burns[one.row]
    return replace(one, fuel=hours, next_on=next_on)
