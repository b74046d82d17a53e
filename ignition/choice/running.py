"""In which order offers are looked at, and which of them are in the running at all."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ignition.allocation import Plan, one_each_subject
from ignition.choice.worth import LEAST_WORTH, net_at
from ignition.gains import Floats, Ints, Offers

CONTENDERS = 50
"""Offers of one person among which chance is played out."""


def in_the_running(offers: Offers, plan: Plan) -> Ints:
    """Rows, in order, among which the day's moves are chosen: one act for each customer or deal, one move for each customer."""
    net = net_at(offers, plan)
    acting = one_each_subject(offers)
    if plan.follows_rule:
        acting = acting[plan.hours[acting] > 0]
    return _one_each_customer(offers, np.concatenate([acting, np.flatnonzero(offers.dose == 0)]), net)


def best_first(offers: Offers, plan: Plan, net: Floats, eligible: Ints) -> Ints:
    """Eligible rows by person, and for each the best first."""
    by_rule = _rounded(plan.hours) if plan.follows_rule else np.zeros(len(offers))
    keys = (eligible, -_rounded(net[eligible]), -by_rule[eligible], offers.person[eligible])
    ordered: Ints = eligible[np.lexsort(keys)]
    return ordered


def by_risk(offers: Offers, mine: Ints, risky_plays: Collection[str]) -> Ints:
    risky = np.array([name in risky_plays for name in offers.plays])[offers.play[mine]]
    risky &= (offers.at_risk[mine] >= LEAST_WORTH) & (offers.gain[mine] >= LEAST_WORTH)
    rows = mine[risky]
    largest: Ints = rows[np.lexsort((rows, -_rounded(offers.at_risk[rows])))][:CONTENDERS]
    return largest


def _one_each_customer(offers: Offers, rows: Ints, net: Floats) -> Ints:
    """At most one move a customer a day, whoever of us makes it: the one with the largest net gain."""
    customer = offers.customer[rows]
    unknown = rows[customer < 0]
    known = rows[customer >= 0]
    order = known[np.lexsort((known, -_rounded(net[known]), offers.customer[known]))]
    first = np.diff(offers.customer[order], prepend=-2) != 0
    return np.sort(np.concatenate([unknown, order[first]]))


def of_person(order: Ints, person: Ints, code: int) -> Ints:
    start, stop = np.searchsorted(person[order], [code, code + 1])
    return order[start:stop]


def _rounded(values: Floats) -> Floats:
    """To six digits, so that the last bit of a sum never decides an order."""
    size = np.floor(np.log10(np.maximum(np.abs(values), 1e-9)))
    scale = 10.0 ** (5 - size)
    rounded: Floats = np.round(values * scale) / scale
    return rounded
