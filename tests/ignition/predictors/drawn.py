"""Customers drawn from known parameters, many at once. Times in weeks."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Drawn(NamedTuple):
    x: Floats
    t_x: Floats
    seen: Floats
    alive: NDArray[np.bool_]
    later: Floats
    """Purchases in the weeks after."""


def pareto_nbd(parameters: tuple[float, ...], n: int, weeks: float, after: float, seed: int) -> Drawn:
    """Buyers at Gamma(r, alpha) rates who leave at Gamma(s, beta) rates, whenever they like."""
    r, alpha, s, beta = parameters
    random = np.random.default_rng(seed)
    seen = np.ceil(random.uniform(weeks / 2, weeks, n) * 7) / 7
    rate, life = random.gamma(r, 1 / alpha, n), random.exponential(1 / random.gamma(s, 1 / beta, n))
    x = random.poisson(rate * np.minimum(life, seen)).astype(float)
    # the last of x even draws
    t_x = np.minimum(life, seen) * random.uniform(size=n) ** (1 / np.maximum(x, 1)) * (x > 0)
    later = random.poisson(rate * np.clip(life - seen, 0, after)).astype(float)
    return Drawn(x, t_x, seen, life > seen, later)


def bg_nbd(parameters: tuple[float, ...], n: int, weeks: float, after: float, seed: int) -> Drawn:
    """Buyers at Gamma(r, alpha) rates who leave after a purchase with Beta(a, b) chances."""
    r, alpha, a, b = parameters
    random = np.random.default_rng(seed)
    seen = random.uniform(weeks / 2, weeks, n)
    rate, leaves = random.gamma(r, 1 / alpha, n), random.beta(a, b, n)
    x, t_x, later = np.zeros(n), np.zeros(n), np.zeros(n)
    now, left_at = np.zeros(n), np.full(n, np.inf)
    while np.any(going := np.isinf(left_at) & (now < seen + after)):
        now = np.where(going, now + random.exponential(1 / rate), now)
        inside = going & (now <= seen)
        x, t_x = x + inside, np.where(inside, now, t_x)
        later += going & (now > seen) & (now <= seen + after)
        left_at = np.where(going & (random.uniform(size=n) < leaves), now, left_at)
    return Drawn(x, t_x, seen, left_at > seen, later)


def contracts(parameters: tuple[float, float, float], n: int, longest: int, seed: int) -> Any:
    """Renewals faced by each of n customers, begun at different times, and whether they left at the last of them."""
    a, b, c = parameters
    random = np.random.default_rng(seed)
    chance, watched = random.beta(a, b, n), random.integers(1, longest + 1, n)
    # P(stays t renewals | chance) = (1 - chance)^(t^c)
    leaves_at = np.ceil((np.log(random.uniform(size=n)) / np.log1p(-chance)) ** (1 / c))
    return np.minimum(leaves_at, watched).astype(float), leaves_at <= watched
