"""Customers with a contract: how many renew, and how long they stay (shifted beta-geometric and beta-discrete-Weibull).

Belief: at each renewal a customer leaves with their own chance, which differs between customers as Beta(a, b). Whoever is
left after some years is who was unlikely to leave, so retention rises with tenure although nobody changes. With `c` the
chance of one customer changes too: above 1 it grows with tenure, below 1 it falls; the shifted beta-geometric (sBG) is c = 1.

    S(t) = B(a, b + t^c) / B(a, b),    retention at renewal t = S(t) / S(t - 1)

Only counts are needed: how many left at renewal t, and how many were still there after t renewals when last seen.

Source: Fader & Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1); Fader, Hardie,
Liu, Davin & Steenburgh (2018), "How to project customer retention" revisited, same journal 43.
Where it fails: no contract, so that nobody says when they leave; renewals of different length in one count; prices or
competitors that change for everybody in one year; very few renewals, from which a and b are not told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, digamma, polygamma

from ignition.predictors import descent
from ignition.predictors.descent import Bowl
from ignition.predictors.purchasing import Floats, Mask

_TYPICAL = np.log([0.7, 1.5, 1.0])
"""Where a, b and c are pulled to when few customers ever left; beyond `_ENOUGH` of them nothing is pulled."""
_ENOUGH = 100


@dataclass(frozen=True, slots=True)
class Tenures:
    """For each number of renewals t: customers who left at the t-th, and customers still there after t when last seen.

    >>> Tenures.of_cohort([1000, 869, 743])
    Tenures(renewals=array([1., 2.]), left=array([131., 126.]), kept=array([  0., 743.]))
    """

    renewals: Floats
    left: Floats
    kept: Floats

    @classmethod
    def counted(cls, renewals: Floats, has_left: Mask) -> Tenures:
        """One entry a customer: renewals faced, and whether they left at the last of them. Nobody is counted at 0."""
        faced = renewals >= 1
        t, which = np.unique(renewals[faced], return_inverse=True)
        left = np.bincount(which[has_left[faced]], minlength=len(t))
        kept = np.bincount(which, minlength=len(t)) - left
        return cls(t.astype(float), left.astype(float), kept.astype(float))

    @classmethod
    def of_cohort(cls, sizes: Sequence[float]) -> Tenures:
        """Customers who began together: how many at first, and after each renewal."""
        left = -np.diff(np.asarray(sizes, dtype=np.float64))
        kept = np.zeros(len(left))
        kept[-1:] = sizes[-1]
        return cls(np.arange(1, len(left) + 1, dtype=np.float64), left, kept)

    @property
    def n(self) -> int:
        return round(float(self.left.sum() + self.kept.sum()))


@dataclass(frozen=True, slots=True)
class Staying:
    """Parameters, and how sure they are: `spread` is the covariance of the logarithms of (a, b, c); that of a fixed c is 0."""

    a: float
    b: float
    c: float
    spread: Floats
    log_likelihood: float
    n: int
    n_left: int

    @property
    def logs(self) -> Floats:
        return np.asarray(np.log([self.a, self.b, self.c]))

    @property
    def standard_errors(self) -> tuple[float, float, float]:
        """Of a, b and c."""
        a, b, c = descent.errors_of(np.exp(self.logs), self.spread)
        return a, b, c

    def log_survival(self, renewals: Floats) -> Floats:
        return _log_survival(np.exp(self.logs), renewals)[0]

    def slopes(self, renewals: Floats) -> Floats:
        """Of `log_survival` on the log-parameters: one row for each of them."""
        return np.asarray(_log_survival(np.exp(self.logs), renewals)[1] * np.exp(self.logs)[:, None])


def fit_sbg(tenures: Tenures) -> Staying | None:
    """The shifted beta-geometric by maximum likelihood; None where nobody faced a renewal, or it does not converge.

    >>> regular = [1000, 631, 468, 382, 326, 289, 262, 241]
    >>> model = fit_sbg(Tenures.of_cohort(regular))
    >>> round(model.a, 3), round(model.b, 3), model.c
    (0.704, 1.182, 1.0)
    """
    return _fit(tenures, free=2)


def fit_bdw(tenures: Tenures) -> Staying | None:
    """The beta-discrete-Weibull by maximum likelihood; None where nobody faced a renewal, or it does not converge.

    >>> high_end = [1000, 869, 743, 653, 593]
    >>> model = fit_bdw(Tenures.of_cohort(high_end))
    >>> round(model.a, 2), round(model.b, 2), round(model.c, 2)
    (0.26, 1.72, 1.58)
    """
    return _fit(tenures, free=3)


def _fit(tenures: Tenures, free: int) -> Staying | None:
    if tenures.n == 0:
        return None
    pull = 1.0 if tenures.left.sum() < _ENOUGH else 0.0
    logs = descent.lowest(lambda few: _loss(few, tenures, pull), _TYPICAL[:free], n=tenures.n)
    if logs is None:
        return None
    spread = np.zeros((3, 3))
    spread[:free, :free] = descent.spread(_loss(logs, tenures, pull).curvature)
    a, b, c = (float(value) for value in np.exp([*logs, *_TYPICAL[free:]]))
    total = -_loss(logs, tenures, 0.0).loss
    return Staying(a, b, c, spread, total, tenures.n, round(float(tenures.left.sum())))


def _loss(logs: Floats, tenures: Tenures, pull: float) -> Bowl:
    """Minus the log-likelihood, with slope and curvature on as many log-parameters as are given; c is 1 otherwise."""
    free = len(logs)
    parameters = np.exp([*logs, *_TYPICAL[free:]])
    t, w = tenures.renewals, tenures.left
    before, d_before, h_before = _log_survival(parameters, t - 1)
    after, d_after, h_after = _log_survival(parameters, t)
    fall = after - before
    odds = 1 / np.expm1(-fall)
    steeper = d_after - d_before
    value = np.sum(w * (before + np.log(-np.expm1(fall)))) + np.sum(tenures.kept * after)
    slope = d_before @ w - steeper @ (w * odds) + d_after @ tenures.kept
    curvature = h_before @ w - (h_after - h_before) @ (w * odds) + h_after @ tenures.kept
    curvature -= (steeper * w * odds * (1 + odds)) @ steeper.T
    whole = descent.in_logs(parameters, float(value), slope, curvature)
    away = (logs - _TYPICAL[:free]) * pull
    bent = np.eye(free) * pull - whole.curvature[:free, :free]
    return Bowl(0.5 * float(away @ away) - whole.loss, away - whole.slope[:free], bent)


def _log_survival(parameters: Floats, t: Floats) -> tuple[Floats, Floats, Floats]:
    """log S at each t, its slope (3 rows) and curvature (3 by 3) on a, b and c."""
    a, b, c = parameters
    log_t = np.log(np.maximum(t, 1))
    u = np.where(t > 0, np.exp(c * log_t), 0.0)
    faster, bend = digamma(b + u) - digamma(a + b + u), polygamma(1, b + u) - polygamma(1, a + b + u)
    d_a = digamma(a + b) - digamma(a + b + u)
    slope = np.stack([d_a, digamma(b + u) - digamma(b) + d_a, u * log_t * faster])
    h_a = polygamma(1, a + b) - polygamma(1, a + b + u)
    h_b = polygamma(1, b + u) - polygamma(1, b) + h_a
    h_ac, h_bc = -u * log_t * polygamma(1, a + b + u), u * log_t * bend
    h_c = u * log_t**2 * faster + (u * log_t) ** 2 * bend
    return betaln(a, b + u) - betaln(a, b), slope, np.array([[h_a, h_a, h_ac], [h_a, h_b, h_bc], [h_ac, h_bc, h_c]])
