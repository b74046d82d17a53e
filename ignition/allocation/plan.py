"""The plan: each person's hours go where the next one is expected to return most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ignition.allocation.bound import bounds_at
from ignition.allocation.choosing import contested, one_each_at
from ignition.allocation.greedy import Greedy, greedy
from ignition.allocation.rule import simple_rule
from ignition.allocation.steps import MOST_STEPS, Steps, dose_steps, one_each_subject
from ignition.gains import Floats, Ints, Offers

CHOICES = 4
"""Times at most that acts are chosen anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`hours` and `gain` stand for each offer; `prices` is EUR an hour for each person, what the last hour still returns.

    `rule_value` is what the simple rule (hours proportional to elasticity x margin x revenue) reaches with the same
    hours under the same responses, and `value` what this plan reaches. No plan of as many doses an act could reach more than
    `bound`: at most `most_steps` of them, which no play exceeds.
    """

    hours: Floats
    gain: Floats
    prices: Mapping[str, float]
    value: float
    rule_value: float
    bound: float = 0.0
    price_sds: Mapping[str, float] = field(default_factory=dict)
    """EUR an hour, one standard deviation of each price."""
    follows_rule: bool = False
    """Hours follow the simple rule: on past days it had brought at least as much."""
    values: Mapping[str, float] = field(default_factory=dict)
    """`value`, by person."""
    rule_values: Mapping[str, float] = field(default_factory=dict)
    """`rule_value`, by person."""

    @property
    def rule_wins(self) -> bool:
        return self.rule_value > self.value * (1 + 1e-9)

    @property
    def gap(self) -> float:
        """Share of the bound that the plan leaves on the table."""
        return max(1 - self.value / self.bound, 0.0) if self.bound > 0 else 0.0


def allocate(
    offers: Offers, budgets: Mapping[str, float], most_steps: int = MOST_STEPS, follow_rule: bool = False
) -> Plan:
    """Give each person's hours, step by step, to the offer with the best return an hour.

    Returns fall from step to step, so that this greedy choice is optimal for the relaxation in which the last step
    may be given in part (`Plan.bound`); what the last step leaves over is put to use by exchanging steps near the margin.
    Two offers on one subject stand for the same effort: only one is planned, the better at what the person's hours are worth.
    Hours that an offer frees are not spent in this plan: they come back bit by bit. With `follow_rule` the hours go by the simple rule, at the same prices.
    """
    budget = np.array([max(budgets.get(name, 0.0), 0.0) for name in offers.people])
    steps, best = _best(offers, budget, most_steps)
    rule_rows, rule_hours = simple_rule(offers, budget)
    rule_gain = _laid(rule_rows, offers.expected(rule_rows, rule_hours), len(offers))
    gain = _laid(steps.offer[best.taken], steps.gain[best.taken], len(offers))
    planned = _laid(steps.offer[best.taken], steps.hours[best.taken], len(offers))
    return Plan(
        hours=_laid(rule_rows, rule_hours, len(offers)) if follow_rule else planned,
        gain=rule_gain if follow_rule else gain,
        prices=dict(zip(offers.people, best.prices.tolist(), strict=True)),
        value=float(gain.sum()),
        rule_value=float(rule_gain.sum()),
        bound=float(best.bounds.sum()),
        price_sds=dict(zip(offers.people, _price_sds(offers, steps, best).tolist(), strict=True)),
        follows_rule=follow_rule,
        values=_by_person(offers, gain),
        rule_values=_by_person(offers, rule_gain),
    )


def _best(offers: Offers, budget: Floats, most_steps: int) -> tuple[Steps, Greedy]:
    """The acts that return most an hour give a price of hours; at that price the acts are chosen anew, as long as it helps.

    Each person's by themselves: nobody's plan hangs on somebody else's.
    """
    rivals = contested(offers)
    rows = one_each_subject(offers)
    steps, best = _at_best(offers, rows, budget, most_steps)
    if not len(rivals):
        return steps, best
    for _ in range(CHOICES):
        anew = one_each_at(offers, rivals, best.prices, most_steps)
        if np.array_equal(anew, rows):
            break
        tried, found = _at_best(offers, anew, budget, most_steps)
        better = _values(offers, tried, found) > _values(offers, steps, best) * (1 + 1e-9)
        if not better.any():
            break
        rows = np.sort(np.concatenate([anew[better[offers.person[anew]]], rows[~better[offers.person[rows]]]]))
        steps, best = _at_best(offers, rows, budget, most_steps)
    return steps, replace(best, bounds=bounds_at(offers, best.prices, budget, most_steps))


def _at_best(offers: Offers, rows: Ints, budget: Floats, most_steps: int) -> tuple[Steps, Greedy]:
    steps = dose_steps(offers, rows, most_steps)
    return steps, greedy(steps, offers.person[steps.offer], budget)


def _values(offers: Offers, steps: Steps, best: Greedy) -> Floats:
    """EUR of each person's plan."""
    values: Floats = np.bincount(
        offers.person[steps.offer[best.taken]], steps.gain[best.taken], minlength=len(offers.people)
    ).astype(np.float64)
    return values


def _by_person(offers: Offers, gain: Floats) -> dict[str, float]:
    total = np.bincount(offers.person, gain, minlength=len(offers.people))
    return dict(zip(offers.people, total.tolist(), strict=False))


def _laid(rows: Ints, values: Floats, n: int) -> Floats:
    laid: Floats = np.bincount(rows, values, minlength=n).astype(np.float64)
    return laid


def _price_sds(offers: Offers, steps: Steps, best: Greedy) -> Floats:
    """The last hour is as unsure, in proportion, as the offer it goes to."""
    if not len(steps.offer):
        return np.zeros(len(best.prices))
    offer = steps.offer[best.marginal]
    sds: Floats = best.prices * offers.gain_sd[offer] / np.maximum(offers.gain[offer], 1e-12)
    return sds
