"""Hours to moves: each person's hours go where the next one is expected to return most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ignition.gains import Flags, Floats, Ints, Offers

MOST_STEPS = 4
"""Doses of one act that one plan may hold."""
FILLERS = 50
"""Steps looked at to fill the hours that the first step too long left over."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`hours` and `gain` stand for each offer; `prices` is EUR an hour for each person, what the last hour still returns.

    `rule_value` is what the simple rule (hours proportional to elasticity x margin x revenue) reaches with the same
    hours under the same responses, and `value` what this plan reaches.
    """

    hours: Floats
    gain: Floats
    prices: Mapping[str, float]
    value: float
    rule_value: float

    @property
    def rule_wins(self) -> bool:
        return self.rule_value > self.value * (1 + 1e-9)


@dataclass(frozen=True, slots=True)
class Steps:
    """The doses that may be given one after another: each with its own hours and the gain it adds."""

    offer: Ints
    number: Ints
    hours: Floats
    gain: Floats

    @property
    def returns(self) -> Floats:
        """EUR an hour. Within one offer it falls from step to step."""
        return self.gain / self.hours


def allocate(offers: Offers, budgets: Mapping[str, float]) -> Plan:
    """Give each person's hours, step by step, to the offer with the best return an hour.

    Returns fall from step to step, so that this greedy choice is optimal for the relaxation in which the last step
    may be given in part; it stays below that bound by less than one step. Two offers on one subject stand for the same
    effort: only the better is planned. Hours that an offer frees are not spent in this plan: they come back bit by bit.
    """
    steps = dose_steps(offers, one_each_subject(offers))
    hours = np.array([max(budgets.get(name, 0.0), 0.0) for name in offers.people])
    taken, prices = _greedy(steps, offers.person[steps.offer], hours)
    planned: Floats = np.bincount(steps.offer[taken], steps.hours[taken], minlength=len(offers)).astype(np.float64)
    gain: Floats = np.bincount(steps.offer[taken], steps.gain[taken], minlength=len(offers)).astype(np.float64)
    rule_rows, rule_hours = simple_rule(offers, hours)
    return Plan(
        hours=planned,
        gain=gain,
        prices=dict(zip(offers.people, prices.tolist(), strict=True)),
        value=float(gain.sum()),
        rule_value=float(offers.expected(rule_rows, rule_hours).sum()),
    )


def one_each_subject(offers: Offers) -> Ints:
    """Of the offers that act on one customer or deal, the one that returns most an hour."""
    acting = np.flatnonzero(offers.dose > 0)
    returns = offers.gain[acting] / offers.dose[acting]
    order = acting[np.lexsort((offers.play[acting], -returns, offers.subject[acting]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = offers.subject[order][1:] != offers.subject[order][:-1]
    return np.sort(order[first])


def dose_steps(offers: Offers, rows: Ints) -> Steps:
    """A first dose (the minimum effective one where the response is S-shaped), then further ones up to the most."""
    doses = np.stack([offers.dose[rows] + number * offers.step[rows] for number in range(MOST_STEPS)])
    feasible = doses <= offers.most[rows] + 1e-6
    feasible[0] = True
    total = np.stack([offers.expected(rows, dose) for dose in doses])
    added = np.diff(total, axis=0, prepend=0.0)
    hours = np.diff(doses, axis=0, prepend=0.0)
    worth = feasible & (added > 0)
    number, which = np.nonzero(np.logical_and.accumulate(worth, axis=0))
    return Steps(rows[which], number.astype(np.int64), hours[number, which], added[number, which])


def simple_rule(offers: Offers, budgets: Floats) -> tuple[Ints, Floats]:
    """Hours proportional to elasticity x margin x revenue, to as many offers as get a dose each; rows and their hours."""
    rows = one_each_subject(offers)
    elasticity = np.array([offers.responses[name].elasticity for name in offers.plays] or [0.0])
    weight = elasticity[offers.play[rows]] * offers.stake[rows] if len(rows) else np.empty(0)
    order = np.lexsort((-weight, offers.person[rows]))
    rows, weight, person = rows[order], weight[order], offers.person[rows][order]
    so_far = _running(weight, person)
    gets_a_dose = budgets[person] * weight >= offers.dose[rows] * so_far
    gets_a_dose &= _running((~gets_a_dose).astype(np.float64), person) == 0
    rows, weight, person = rows[gets_a_dose], weight[gets_a_dose], person[gets_a_dose]
    total = np.bincount(person, weight, minlength=len(budgets))
    share = np.minimum(budgets[person] * weight / total[person], offers.most[rows])
    return rows, share


def _greedy(steps: Steps, person: Ints, budgets: Floats) -> tuple[Ints, Floats]:
    """Indices of the steps taken, and each person's shadow price."""
    order = np.lexsort((-steps.returns, person))
    fits = _running(steps.hours[order], person[order]) <= budgets[person[order]] + 1e-6
    # The best come first: nothing behind the first step that does not fit belongs to the optimum of the relaxation.
    fits &= _running((~fits).astype(np.float64), person[order]) == 0
    taken = order[fits]
    prices = _prices(steps, person, order, fits, len(budgets))
    left = budgets - np.bincount(person[taken], steps.hours[taken], minlength=len(budgets))
    return np.concatenate([taken, _fillers(steps, person, order[~fits], taken, left)]), prices


def _prices(steps: Steps, person: Ints, order: Ints, fits: Flags, people: int) -> Floats:
    """The return of the last step taken; 0 where everything fits and hours are left over."""
    prices = np.zeros(people)
    refused = np.unique(person[order[~fits]])
    last = np.full(people, -1, dtype=np.int64)
    last[person[order[fits]]] = order[fits]  # in order, so that the last write is the last step taken
    first_refused = np.full(people, -1, dtype=np.int64)
    first_refused[person[order[~fits]][::-1]] = order[~fits][::-1]
    marginal = np.where(last[refused] >= 0, last[refused], first_refused[refused])
    prices[refused] = steps.returns[marginal]
    return prices


def _fillers(steps: Steps, person: Ints, waiting: Ints, taken: Ints, left: Floats) -> Ints:
    """Shorter steps further down that still fit in what is left, each only after the ones before it in its own offer."""
    given = set(zip(steps.offer[taken].tolist(), steps.number[taken].tolist(), strict=True)) if len(waiting) else set()
    rank = _running(np.ones(len(waiting)), person[waiting])
    fillers = []
    for step in waiting[rank <= FILLERS].tolist():
        offer, number = int(steps.offer[step]), int(steps.number[step])
        if steps.hours[step] <= left[person[step]] + 1e-6 and (number == 0 or (offer, number - 1) in given):
            left[person[step]] -= steps.hours[step]
            given.add((offer, number))
            fillers.append(step)
    return np.array(fillers, dtype=np.int64)


def _running(values: Floats, group: Ints) -> Floats:
    """Cumulative sum within each run of equal `group`."""
    total = np.cumsum(values)
    start = np.flatnonzero(np.diff(group, prepend=-1))
    before = np.concatenate([[0.0], total])[start]
    lengths = np.diff(np.append(start, len(group)))
    running: Floats = total - np.repeat(before, lengths)
    return running
