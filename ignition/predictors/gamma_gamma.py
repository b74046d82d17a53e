"""Gamma-Gamma: what one purchase of a customer is worth.

Belief: a customer's purchases vary about their own mean as Gamma(p, nu); nu differs between customers as
Gamma(q, gamma); how much somebody spends says nothing about how often. A customer with few purchases is pulled to the
mean of all: E[mean | n purchases of mean m] = p (gamma + n m) / (p n + q - 1).

Source: Fader, Hardie & Lee (2005), RFM and CLV, Journal of Marketing Research 42(4); Fader & Hardie (2013), note 025.
Where it fails: amounts that grow or shrink with time, a few contracts much larger than the rest, negative amounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize
from scipy.special import digamma, gammaln

from ignition.predictors.bg_nbd import Floats

_STATED_P, _STATED_Q = 4.0, 3.0
_BOUNDS = [(-3.0, 10.0), (-4.0, 8.0), (-12.0, 16.0)]
_HEAVIEST_TAIL = 2.05


@dataclass(frozen=True, slots=True)
class GammaGamma:
    p: float
    q: float
    gamma: float
    n: int
    log_likelihood: float | None = None

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
    # in one order, so that the same customers give the same sums to the last bit
    order = np.lexsort((m, n))
    n, m = n[order], m[order]
    unit = float(np.median(m))
    scaled = m / unit
    kinds, back = np.unique(n, return_inverse=True)
    found = optimize.minimize(
        _loss, np.log([_STATED_P, _STATED_Q - 1, 0.5]), args=(kinds, back, scaled), jac=True, method="L-BFGS-B",
        bounds=_BOUNDS, options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-9},
    )  # fmt: skip
    if not np.all(np.isfinite(found.x)):
        return None
    p, more, gamma = (float(value) for value in np.exp(found.x))
    total = -float(found.fun) * len(n) - len(n) * np.log(unit)
    return GammaGamma(p, 1 + more, gamma * unit, len(n), float(total))


def _loss(logs: Floats, kinds: Floats, back: Floats, m: Floats) -> tuple[float, Floats]:
    p, more, gamma = np.exp(logs)
    q = 1 + more
    n = kinds[back]
    pot = np.log(gamma + n * m)
    counts = gammaln(p * kinds + q) - gammaln(p * kinds) - gammaln(q) + q * np.log(gamma) + p * kinds * np.log(kinds)
    each = counts[back] + (p * n - 1) * np.log(m) - (p * n + q) * pot
    d_p = n * ((digamma(p * kinds + q) - digamma(p * kinds) + np.log(kinds))[back] + np.log(m) - pot)
    d_q = (digamma(p * kinds + q) - digamma(q))[back] + np.log(gamma) - pot
    d_gamma = q / gamma - (p * n + q) / (gamma + n * m)
    slopes = np.array([p * d_p.mean(), more * d_q.mean(), gamma * d_gamma.mean()])
    return -float(each.mean()), -slopes
