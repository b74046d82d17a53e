"""Simulated companies in which the truth is planted: what acting brings, and who would have bought anyway."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring import (
    Choices,
    Trial,
    cross_fitted,
    cuped,
    doubly_robust,
    effect_in_pairs,
    effect_of_acting,
    effect_of_seller_weeks,
    hold_out_pairs,
    hold_out_seller_weeks,
    ips,
    snips,
    without_before,
)

Company = Callable[[np.random.Generator, float], Estimate]


def spent(draw: np.random.Generator, size: np.ndarray) -> np.ndarray:
    """EUR of a period: many buy nothing, a few a lot."""
    return np.where(draw.random(len(size)) < 0.6, draw.gamma(2.0, size / 1.2), 0.0)


def gained(draw: np.random.Generator, effect: float, n: int) -> np.ndarray:
    """What acting brings, a case: here nothing, there a lot, `effect` in the mean."""
    return effect * draw.gamma(1.0, 1.0, n)


def near_ties(draw: np.random.Generator, effect: float) -> tuple[Trial, np.ndarray]:
    """Larger customers are shown more often, so that a plain comparison of the arms would mislead."""
    n = int(draw.integers(250, 500))
    size = draw.gamma(3.0, 100.0, n)
    chance = 0.2 + 0.6 * size.argsort().argsort() / n
    acted = draw.random(n) < chance
    outcome = spent(draw, size) + np.where(acted, gained(draw, effect, n), 0.0)
    return Trial(outcome, acted, chance), size[:, None]


def company_of_near_ties(draw: np.random.Generator, effect: float) -> Estimate:
    return effect_of_acting(near_ties(draw, effect)[0])


def company_of_near_ties_with_a_model(draw: np.random.Generator, effect: float) -> Estimate:
    trial, facts = near_ties(draw, effect)
    return effect_of_acting(trial, *cross_fitted(trial, facts))


def company_asked_twice(draw: np.random.Generator, effect: float) -> Estimate:
    """Each customer comes four times, and is a good or a bad one each time."""
    n, times = 120, 4
    customer = np.repeat(np.arange(n), times)
    size = np.repeat(draw.gamma(3.0, 100.0, n), times)
    acted = draw.random(n * times) < 0.5
    outcome = size + spent(draw, size) + np.where(acted, gained(draw, effect, n * times), 0.0)
    return effect_of_acting(Trial(outcome, acted, np.full(n * times, 0.5), customer))


def company_with_a_past(draw: np.random.Generator, effect: float) -> Estimate:
    n = 300
    size = draw.gamma(3.0, 100.0, n)
    acted = draw.random(n) < 0.5
    outcome = spent(draw, size) + np.where(acted, gained(draw, effect, n), 0.0)
    return cuped(Trial(outcome, acted, np.full(n, 0.5)), before=spent(draw, size))


def company_of_pairs(draw: np.random.Generator, effect: float) -> Estimate:
    n = 200
    size = draw.gamma(3.0, 100.0, n)
    lot = hold_out_pairs(np.arange(n), draw.integers(0, 5, n), size, seed=int(draw.integers(2**31)))
    acted = ~lot.held
    outcome = spent(draw, size) + np.where(acted, gained(draw, effect, n), 0.0)
    return effect_in_pairs(without_before(outcome, spent(draw, size), acted), lot)


def company_of_seller_weeks(sellers: int, weeks: int) -> Company:
    """Sellers differ, seasons are the same for all, and a good week is often followed by another."""

    def company(draw: np.random.Generator, effect: float) -> Estimate:
        seller, week = np.tile(np.arange(sellers), weeks), np.repeat(np.arange(weeks), sellers)
        lot = hold_out_seller_weeks(seller, week, seed=int(draw.integers(2**31)))
        luck = draw.normal(0, 120, (weeks, sellers))
        for one in range(1, weeks):
            luck[one] = 0.4 * luck[one - 1] + luck[one]
        level = draw.gamma(4.0, 200.0, sellers)[seller] + draw.normal(0, 200, weeks)[week]
        outcome = level + luck.reshape(-1) + np.where(lot.held, 0.0, gained(draw, effect, len(seller)))
        return effect_of_seller_weeks(outcome, seller, week, lot)

    return company


EFFECTS: dict[str, Company] = {
    "near-ties": company_of_near_ties,
    "near-ties with a model": company_of_near_ties_with_a_model,
    "customers asked four times": company_asked_twice,
    "a past to compare with": company_with_a_past,
    "pairs of customers": company_of_pairs,
    "weeks of three sellers": company_of_seller_weeks(3, 52),
    "weeks of one seller": company_of_seller_weeks(1, 104),
    "weeks of twenty sellers": company_of_seller_weeks(20, 26),
}


def policy_choices(draw: np.random.Generator) -> tuple[Choices, np.ndarray, np.ndarray, float]:
    """Three acts for each of 400 customers: the choices, what a fair model predicts of them, and the true value of the policy."""
    n = 400
    size = draw.gamma(3.0, 100.0, n)
    worth = size[:, None] * np.array([1.0, 1.2, 0.8])
    logged = draw.dirichlet([12.0, 6.0, 6.0], n)
    wanted = np.array([0.1, 0.7, 0.2])
    act = (draw.random(n)[:, None] > logged.cumsum(axis=1)).sum(axis=1).clip(max=2)
    row = np.arange(n)
    choices = Choices(draw.gamma(2.0, worth[row, act] / 2), logged[row, act], wanted[act])
    model = 0.9 * worth
    return choices, model[row, act], model @ wanted, float(300.0 * np.array([1.0, 1.2, 0.8]) @ wanted)


POLICIES: dict[str, Callable[[Choices, np.ndarray, np.ndarray], Estimate]] = {
    "ips": lambda choices, predicted, expected: ips(choices),
    "snips": lambda choices, predicted, expected: snips(choices),
    "doubly robust": doubly_robust,
}
