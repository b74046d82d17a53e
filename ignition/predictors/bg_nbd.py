"""BG/NBD: how often customers without a contract buy, and whether they still do.

Belief: while alive a customer buys at random at their own rate; rates differ between customers as Gamma(r, alpha).
After each purchase they leave for good with their own probability; those differ as Beta(a, b). Nobody says that they leave.

Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), eq. 6-10.
Where it fails: contracts and subscriptions, seasons, buyers as regular as a clock, and customers who stop and come
back. A customer with one purchase cannot have left in this model: they are only slow.

Times are in weeks here. Customers with the same (x, t_x, T) are one row with a weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, digamma, gammaln, polygamma

from ignition.predictors import descent
from ignition.predictors.descent import Bowl
from ignition.predictors.fitting import Likelihood, pull_of
from ignition.predictors.purchasing import Floats, Mask, Purchasing

__all__ = ["BgNbd", "Floats", "Mask", "Purchasing", "fit", "log_likelihood"]

_TYPICAL_SHAPES = np.log([0.8, 2.5])
"""Where dropout (a, b) is pulled to when few customers ever came back."""


@dataclass(frozen=True, slots=True)
class BgNbd:
    """Parameters, and how sure they are.

    `spread` is the covariance of their logarithms. `plausible` are eight parameter vectors one standard deviation out (the
    sigma points of the unscented transform): what they say of a figure differs from it by its standard deviation, in the
    mean of squares. Where the likelihood falls faster than its curvature says, they stand closer.
    """

    r: float
    alpha: float
    a: float
    b: float
    spread: Floats
    plausible: tuple[Floats, ...]
    log_likelihood: float
    n: int

    @property
    def logs(self) -> Floats:
        return np.asarray(np.log([self.r, self.alpha, self.a, self.b]))

    @property
    def standard_errors(self) -> tuple[float, ...]:
        """Of r, alpha, a, b: those of the logarithms, times the parameters (delta method)."""
        return descent.errors_of(np.exp(self.logs), self.spread)


def fit(purchasing: Purchasing) -> BgNbd | None:
    """Maximum likelihood; None where it does not converge to finite numbers.

    >>> rng = np.random.default_rng(1)
    >>> rate, seen = rng.gamma(1.0, 1 / 8, 500), np.full(500, 52.0)
    >>> x = rng.poisson(rate * 52).astype(float)
    >>> t_x = 52 * rng.uniform(size=500) ** (1 / np.maximum(x, 1)) * (x > 0)
    >>> model = fit(Purchasing.counted(x, t_x, seen))
    >>> model.n, round(model.r / model.alpha * 8, 1)
    (500, 1.0)
    """
    unit = purchasing.unit
    if unit <= 0:
        return None
    scaled = purchasing.in_units_of(unit)
    pull = pull_of(scaled)
    logs = LIKELIHOOD.highest(scaled, pull, _start(scaled))
    return None if logs is None else _model(logs, scaled, pull, unit)


def log_likelihood(model_logs: Floats, purchasing: Purchasing) -> float:
    """Of all customers together, at the logarithms of (r, alpha, a, b); times in the unit of alpha."""
    return -LIKELIHOOD.loss(model_logs, purchasing).loss


def _model(logs: Floats, scaled: Purchasing, pull: float, unit: float) -> BgNbd:
    spread, points = descent.doubt(lambda there: LIKELIHOOD.loss(there, scaled, pull), logs)
    # densities of the purchase times carry the unit they are measured in
    shift = np.log([1.0, unit, 1.0, 1.0])
    plausible = tuple(np.exp(point + shift) for point in points)
    total = log_likelihood(logs, scaled) - float(np.sum(scaled.weight * scaled.x)) * float(np.log(unit))
    r, alpha, a, b = np.exp(logs)
    return BgNbd(float(r), float(alpha * unit), float(a), float(b), spread, plausible, total, int(scaled.weight.sum()))


def _start(scaled: Purchasing) -> Floats:
    exposure = np.sum(scaled.weight * np.where(scaled.x > 0, scaled.t_x, scaled.seen))
    rate = (np.sum(scaled.weight * scaled.x) + 1) / (exposure + 1)
    return np.array([np.log(0.7), np.log(0.7 / rate), *_TYPICAL_SHAPES])


def _of_counts(parameters: Floats, kinds: Purchasing) -> Bowl:
    """The part of the log-likelihood that only knows how often; special functions are worked out once for each x."""
    r, alpha, a, b = parameters
    # the rows are sorted by x
    begins = np.flatnonzero(np.append(True, kinds.x[1:] != kinds.x[:-1]))
    x, w = kinds.x[begins], np.add.reduceat(kinds.weight, begins)
    n = w.sum()
    each = gammaln(r + x) - gammaln(r) + betaln(a, b + x) - betaln(a, b)
    d_r, d_a = digamma(r + x) - digamma(r), digamma(a + b) - digamma(a + b + x)
    d_b = digamma(b + x) - digamma(b) + d_a
    slope = np.array([np.sum(w * d_r) + n * np.log(alpha), n * r / alpha, np.sum(w * d_a), np.sum(w * d_b)])
    h_rr, h_a = polygamma(1, r + x) - polygamma(1, r), polygamma(1, a + b) - polygamma(1, a + b + x)
    h_bb = polygamma(1, b + x) - polygamma(1, b) + h_a
    curvature = np.zeros((4, 4))
    curvature[:2, :2] = [[np.sum(w * h_rr), n / alpha], [n / alpha, -n * r / alpha**2]]
    curvature[2:, 2:] = [[np.sum(w * h_a)] * 2, [np.sum(w * h_a), np.sum(w * h_bb)]]
    return Bowl(float(np.sum(w * each) + n * r * np.log(alpha)), slope, curvature)


def _of_times(parameters: Floats, x: Floats, t_x: Floats, seen: Floats, w: Floats) -> Bowl:
    """The part that knows when: alive until now, or gone after the last purchase, at odds exp(z)."""
    r, alpha, a, b = parameters
    shape, past, now, before = r + x, alpha + t_x, alpha + seen, b + np.maximum(x - 1, 0)
    log_now = np.log(now)
    z = np.where(x > 0, np.log(a / before) + shape * (log_now - np.log(past)), -np.inf)
    small = np.exp(-np.abs(z))
    value = np.sum(w * (np.maximum(z, 0) + np.log1p(small) - shape * log_now))
    gone = w * np.where(z >= 0, 1.0, small) / (1 + small)
    unsure = gone * np.where(z >= 0, small, 1.0) / (1 + small)
    nearer = 1 / now - 1 / past
    dz = np.stack([log_now - np.log(past), shape * nearer, np.full_like(x, 1 / a), -1 / before])
    # sums, not matrix products: these vectors gain nothing from threads, which cost much on a busy machine
    slope = np.einsum("im,m->i", dz, gone) - np.array([np.sum(w * log_now), np.sum(w * shape / now), 0.0, 0.0])
    curvature = np.einsum("im,jm->ij", dz * unsure, dz)
    curvature[0, 1] += np.sum(gone * nearer) - np.sum(w / now)
    curvature[1, 0] = curvature[0, 1]
    curvature[1, 1] += np.sum(w * shape / now**2) - np.sum(gone * shape * nearer * (1 / now + 1 / past))
    curvature[2, 2] -= gone.sum() / a**2
    curvature[3, 3] += np.sum(gone / before**2)
    return Bowl(float(value), slope, curvature)


LIKELIHOOD = Likelihood(_of_counts, _of_times, _TYPICAL_SHAPES, at_once=8192, many_rows=40_000, few_rows=10_000)
