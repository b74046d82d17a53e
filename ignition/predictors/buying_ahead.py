"""How many purchases to expect of customers without a contract, with predictive intervals: for BG/NBD and Pareto/NBD.

Belief: two doubts add up. Chance is independent between customers. Not knowing the parameters is common to all of them; it
is read off the model's sigma points. One customer's count is 0 if they have left, and negative binomial with the model's
own mean and variance if they have not; a total is gamma with its mean and variance, as it cannot fall below 0.

Where it fails: seasons and campaigns move all customers together, which no interval of this model knows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from scipy.special import gammaincinv
from scipy.stats import nbinom

from ignition.estimate import Estimate, Grade
from ignition.predictors.outlook import Outlook
from ignition.predictors.purchasing import Floats, Purchasing

Looking = Callable[[Floats, Floats, Floats, Floats, float], Outlook]
"""`outlook.look_ahead` for BG/NBD, `pareto_nbd.look_ahead` for Pareto/NBD."""
_LOW, _HIGH = 0.1, 0.9
_LEAST = 1e-9


class Buying(Protocol):
    """A fitted model of buying."""

    @property
    def logs(self) -> Floats: ...
    @property
    def plausible(self) -> tuple[Floats, ...]: ...
    @property
    def n(self) -> int: ...


def total_ahead(model: Buying, look_ahead: Looking, customers: Purchasing, weeks: float, grade: Grade) -> Estimate:
    """Purchases of all these customers over the coming weeks, with their 80 % predictive interval.

    >>> from ignition.predictors import bg_nbd, outlook
    >>> rng = np.random.default_rng(1)
    >>> x = rng.poisson(rng.gamma(1.0, 1 / 8, 500) * 52).astype(float)
    >>> t_x = 52 * rng.uniform(size=500) ** (1 / np.maximum(x, 1)) * (x > 0)
    >>> alike = Purchasing.counted(x, t_x, np.full(500, 52.0))
    >>> ahead = total_ahead(bg_nbd.fit(alike), outlook.look_ahead, alike, 26, Grade.SEGMENT)
    >>> 1450 < ahead.value < 1650, ahead.low < ahead.value < ahead.high
    (True, True)
    """
    usual = _looked(look_ahead, customers, weeks, np.exp(model.logs))
    counts = usual.p_alive * usual.mean_alive
    total = float(np.sum(customers.weight * counts))
    chance = np.sum(customers.weight * (usual.p_alive * usual.square_alive - counts**2))
    others = [_looked(look_ahead, customers, weeks, point) for point in model.plausible]
    doubt = np.mean([(np.sum(customers.weight * ahead.p_alive * ahead.mean_alive) - total) ** 2 for ahead in others])
    low, high = _of_gamma(total, float(chance + doubt))
    return Estimate(
        total, low, high, model.n, grade, f"purchases of {customers.weight.sum():.0f} customers in {weeks:g} weeks"
    )


def each_ahead(
    model: Buying, look_ahead: Looking, customers: Purchasing, weeks: float
) -> tuple[Floats, Floats, Floats]:
    """For each kind of customer: expected purchases, and their 80 % predictive interval in whole purchases."""
    usual = _looked(look_ahead, customers, weeks, np.exp(model.logs))
    others = [_looked(look_ahead, customers, weeks, point) for point in model.plausible]
    alive = np.mean([ahead.p_alive for ahead in others], axis=0)
    mean = np.maximum(np.mean([ahead.mean_alive for ahead in others], axis=0), _LEAST)
    square = np.mean([ahead.square_alive for ahead in others], axis=0)
    # never less than a Poisson of this mean
    extra = np.maximum(square - mean**2 - mean, _LEAST * mean)
    size, chance = mean**2 / extra, mean / (mean + extra)
    low, high = (nbinom.ppf(np.clip(1 - (1 - level) / alive, 0, 1), size, chance) for level in (_LOW, _HIGH))
    return usual.p_alive * usual.mean_alive, np.maximum(low, 0.0), np.maximum(high, 0.0)


def _looked(look_ahead: Looking, customers: Purchasing, weeks: float, parameters: Floats) -> Outlook:
    return look_ahead(parameters, customers.x, customers.t_x, customers.seen, weeks)


def _of_gamma(mean: float, variance: float) -> tuple[float, float]:
    if mean <= 0 or variance <= 0:
        return mean, mean
    low, high = (float(gammaincinv(mean**2 / variance, level)) for level in (_LOW, _HIGH))
    return low * variance / mean, high * variance / mean
