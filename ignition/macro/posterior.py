"""Empirical Bayes on a logarithmic scale: how much of what differs is real, and what is left of a difference once that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from ignition.estimate import Estimate
from ignition.gains import Floats
from ignition.metrics.intervals import Z

SPREADS: Floats = np.concatenate([[0.0], np.geomspace(0.01, 1.0, 24)])
"""How far quarters, or groups, may truly lie apart: standard deviations of the logarithm."""
USUAL_SPREAD = 0.15
"""Scale of the half-normal belief about it before anything is seen."""
_LEAST_ERROR = 0.01
_VAGUE = 1e4
"""Variance of what nothing is believed about: the common level."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """A quantity known as a mixture of normals, one for each spread that is possible."""

    weights: Floats
    means: Floats
    sds: Floats

    @property
    def mean(self) -> float:
        return float(self.weights @ self.means)

    @property
    def sd(self) -> float:
        second = float(self.weights @ (self.means**2 + self.sds**2))
        return float(np.sqrt(max(second - self.mean**2, 0.0)))

    @property
    def p_positive(self) -> float:
        known = self.sds > 0
        above = np.where(known, ndtr(self.means / np.where(known, self.sds, 1.0)), self.means > 0)
        return float(self.weights @ above)

    def draw(self, rng: np.random.Generator, draws: int) -> Floats:
        which = rng.choice(len(self.weights), size=draws, p=self.weights)
        drawn: Floats = self.means[which] + self.sds[which] * rng.standard_normal(draws)
        return drawn


def certain_spread(mean: float, sd: float) -> Mixture:
    """One normal."""
    return Mixture(np.ones(1), np.array([mean]), np.array([sd]))


def on_log_scale(estimates: Sequence[Estimate]) -> tuple[Floats, Floats]:
    """Logarithms of the values and their standard errors, read off the 80 % intervals; NaN where there is no figure.

    >>> from ignition.metrics.intervals import share
    >>> y, se = on_log_scale([share("x", 50, 100), share("x", 1, 2)])
    >>> y.round(2).tolist(), se.round(2).tolist()
    ([-0.69, nan], [0.1, nan])
    """
    found = np.array([_log(one) for one in estimates]).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _log(one: Estimate) -> tuple[float, float]:
    if one.value is None or one.value <= 0 or one.high is None:
        return np.nan, np.nan
    value = float(np.log(one.value))
    up = float(np.log(one.high)) - value
    reach = (up + value - float(np.log(one.low))) / 2 if one.low is not None and one.low > 0 else up
    return value, max(reach / Z, _LEAST_ERROR)


def contrasts_given(y: Floats, se: Floats, kernel: Floats, common: Floats, contrasts: Floats) -> list[Mixture]:
    """Posterior of each row of `contrasts` (on the true deviations u) given y = level + common + u + error.

    u ~ N(0, spread^2 kernel), `common` is a covariance shared whatever the spread, errors have the given standard errors. The
    spread is integrated out over `SPREADS` under a half-normal prior: with few quarters it is not taken for known (that would call
    luck a difference). Missing values of `y` are NaN. Source: Gelman et al. (2013), Bayesian Data Analysis, ch. 5 and 21.
    """
    seen = ~np.isnan(y)
    values = y[seen] - y[seen].mean()
    noise = np.diag(se[seen] ** 2) + common[np.ix_(seen, seen)] + _VAGUE
    logs, means, variances = [], [], []
    for spread in SPREADS:
        truth = spread**2 * kernel
        total = truth[np.ix_(seen, seen)] + noise
        gain = np.linalg.solve(total, truth[seen] @ contrasts.T).T
        left = contrasts @ truth @ contrasts.T - gain @ truth[seen] @ contrasts.T
        means.append(gain @ values)
        variances.append(np.maximum(np.diag(left), 0.0))
        _, size = np.linalg.slogdet(total)
        fit = -0.5 * (size + values @ np.linalg.solve(total, values))
        logs.append(fit - 0.5 * (spread / USUAL_SPREAD) ** 2)
    weights = np.exp(np.array(logs) - max(logs)) * np.gradient(SPREADS)
    weights /= weights.sum()
    return [
        Mixture(weights, np.array([mean[row] for mean in means]), np.sqrt([variance[row] for variance in variances]))
        for row in range(len(contrasts))
    ]
