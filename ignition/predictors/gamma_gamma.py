"""Gamma-Gamma: what one purchase of a customer is worth.

Belief: a customer's purchases vary about their own mean as Gamma(p, nu); nu differs between customers as
Gamma(q, gamma); how much somebody spends says nothing about how often. A customer with few purchases is pulled to the
mean of all: E[mean | n purchases of mean m] = p (gamma + n m) / (p n + q - 1).

Source: Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4); Fader & Hardie (2013), note 025.
Where it fails: amounts that grow or shrink with time, a few contracts much larger than the rest, negative amounts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.special import digamma, gammaincinv, gammaln, polygamma

from ignition.predictors import descent
from ignition.predictors.descent import Bowl
from ignition.predictors.purchasing import Floats

_STATED_P, _STATED_Q = 4.0, 3.0
_LOWEST, _HIGHEST = np.array([-3.0, -4.0, -12.0]), np.array([10.0, 8.0, 16.0])
"""The fence about the logarithms of p, q - 1 and gamma."""
_STATED_SPREAD = 0.7**2
_HEAVIEST_TAIL = 2.05


@dataclass(frozen=True, slots=True)
class GammaGamma:
    p: float
    q: float
    gamma: float
    n: int
    log_likelihood: float | None = None
    spread: Floats = field(default_factory=lambda: np.eye(3) * _STATED_SPREAD)
    """Covariance of the logarithms of p, q - 1 and gamma."""

    @property
    def standard_errors(self) -> tuple[float, ...]:
        """Of p, q and gamma (delta method)."""
        known = np.array([self.p, self.q - 1, self.gamma])
        return descent.errors_of(known, self.spread)

    def interval(self, n: Floats, m: Floats) -> tuple[Floats, Floats]:
        """80 % interval of the mean value of a customer's purchases after n of mean m: p / nu, nu ~ Gamma(p n + q, gamma + n m).

        >>> low, high = GammaGamma(6.25, 3.74, 15.44, 946).interval(np.array([1.0, 20]), np.array([35.0, 35]))
        >>> low.round(1).tolist(), high.round(1).tolist()
        ([22.2, 31.2], [50.7, 39.1])
        """
        shape, scale = self.p * n + self.q, self.gamma + n * m
        return self.p * scale / gammaincinv(shape, 0.9), self.p * scale / gammaincinv(shape, 0.1)

    def expected(self, n: Floats, m: Floats) -> tuple[Floats, Floats]:
        """Mean value of a customer's purchases after n of mean m, and its second moment."""
        shape = self.p * n + self.q
        scale = self.gamma + n * m
        mean = self.p * scale / (shape - 1)
        return mean, mean**2 * (shape - 1) / (np.maximum(shape, _HEAVIEST_TAIL) - 2)


def stated(mean: float) -> GammaGamma:
    """Where there is too little to fit: purchases of one customer vary by half their mean; the rest is `mean`."""
    return GammaGamma(_STATED_P, _STATED_Q, mean * (_STATED_Q - 1) / _STATED_P, 0)


def fit(n: Floats, m: Floats) -> GammaGamma | None:
    """Maximum likelihood over customers with n > 0 purchases of mean value m > 0; None where it does not converge.

    >>> rng = np.random.default_rng(3)
    >>> n = rng.integers(1, 9, 4000).astype(float)
    >>> m = rng.gamma(6 * n) / n / rng.gamma(4.0, 1 / 15, 4000)
    >>> model = fit(n, m)
    >>> [round(value, 1) for value in (model.p * model.gamma / (model.q - 1), 6 * 15 / 3)]
    [29.6, 30.0]
    """
    return fit_counted(Spending.counted(n, m))


def fit_counted(alike: Spending) -> GammaGamma | None:
    """As `fit`, of customers counted already."""
    unit, customers = alike.middle, round(float(alike.weight.sum()))
    scaled = replace(alike, m=alike.m / unit)
    start = np.log([_STATED_P, _STATED_Q - 1, 0.5])
    logs = descent.lowest(lambda there: _loss(there, scaled), start, n=customers, low=_LOWEST, high=_HIGHEST)
    if logs is None:
        return None
    loss, _, curvature = _loss(logs, scaled)
    p, more, gamma = (float(value) for value in np.exp(logs))
    total = -loss - customers * float(np.log(unit))
    return GammaGamma(p, 1 + more, gamma * unit, customers, total, descent.spread(curvature))


@dataclass(frozen=True, slots=True)
class Spending:
    """n purchases of mean value m, and how many customers have them; one row for each different pair, sorted."""

    n: Floats
    m: Floats
    weight: Floats

    @property
    def middle(self) -> float:
        """The value that half of the customers stay below."""
        order = np.argsort(self.m, kind="stable")
        so_far = np.cumsum(self.weight[order])
        return float(self.m[order][np.searchsorted(so_far, so_far[-1] / 2)])

    @classmethod
    def counted(cls, n: Floats, m: Floats) -> Spending:
        order = np.lexsort((m, n))
        n, m = n[order], m[order]
        ends = np.flatnonzero(np.append((n[1:] != n[:-1]) | (m[1:] != m[:-1]), True)[: len(n)])
        return cls(n[ends], m[ends], np.diff(ends, prepend=-1).astype(float))


def _loss(logs: Floats, spending: Spending) -> Bowl:
    """Minus the log-likelihood, with slope and curvature on the log-parameters; special functions once for each n."""
    p, more, gamma = np.exp(logs)
    q, n, m, w = 1 + more, spending.n, spending.m, spending.weight
    kinds, back = np.unique(n, return_inverse=True)
    pot, log_m = gamma + n * m, np.log(m)
    both, own, common = digamma(p * kinds + q), digamma(p * kinds), digamma(q)
    counts = gammaln(p * kinds + q) - gammaln(p * kinds) - gammaln(q) + q * np.log(gamma) + p * kinds * np.log(kinds)
    each = counts[back] + (p * n - 1) * log_m - (p * n + q) * np.log(pot)
    d_p = n * ((both - own + np.log(kinds))[back] + log_m - np.log(pot))
    d_q = (both - common)[back] + np.log(gamma) - np.log(pot)
    d_gamma = q / gamma - (p * n + q) / pot
    slope = np.array([np.sum(w * d_p), np.sum(w * d_q), np.sum(w * d_gamma)])
    bend = polygamma(1, p * kinds + q)
    pp, pq, qq = (
        (kinds**2 * (bend - polygamma(1, p * kinds)))[back],
        (kinds * bend)[back],
        (bend - polygamma(1, q))[back],
    )
    rows = [
        [pp, pq, -n / pot],
        [pq, qq, 1 / gamma - 1 / pot],
        [-n / pot, 1 / gamma - 1 / pot, (p * n + q) / pot**2 - q / gamma**2],
    ]
    curvature = np.array([[np.sum(w * second) for second in row] for row in rows])
    whole = descent.in_logs(np.array([p, more, gamma]), float(np.sum(w * each)), slope, curvature)
    return Bowl(-whole.loss, -whole.slope, -whole.curvature)
