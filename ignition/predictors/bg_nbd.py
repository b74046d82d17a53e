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
from ignition.predictors.purchasing import Floats, Mask, Purchasing

__all__ = ["BgNbd", "Floats", "Mask", "Purchasing", "fit", "log_likelihood"]

_TYPICAL_SHAPES = np.log([0.8, 2.5])
"""Where dropout (a, b) is pulled to when few customers ever came back; beyond `_ENOUGH` of them nothing is pulled."""
_ENOUGH = 100
_MANY_ROWS, _FEW_ROWS = 40_000, 10_000
_AT_ONCE = 8192
"""Rows worked on together: few enough to stay in the cache."""


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
        return tuple(float(error) for error in np.exp(self.logs) * np.sqrt(np.diag(self.spread)))


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
    pull = 1.0 if scaled.weight[scaled.x > 0].sum() < _ENOUGH else 0.0
    start: Floats | None = _start(scaled)
    if len(scaled.x) > _MANY_ROWS:
        start = _found(scaled.thinned(len(scaled.x) // _FEW_ROWS), pull, start)
    logs = _found(scaled, pull, start)
    return None if logs is None else _model(logs, scaled, pull, unit)


def log_likelihood(model_logs: Floats, purchasing: Purchasing) -> float:
    """Of all customers together, at the logarithms of (r, alpha, a, b); times in the unit of alpha."""
    return -_loss(model_logs, purchasing, 0.0).loss


def _found(scaled: Purchasing, pull: float, start: Floats | None) -> Floats | None:
    if start is None:
        return None
    return descent.lowest(lambda logs: _loss(logs, scaled, pull), start, n=float(scaled.weight.sum()))


def _model(logs: Floats, scaled: Purchasing, pull: float, unit: float) -> BgNbd:
    spread, points = descent.doubt(lambda there: _loss(there, scaled, pull), logs)
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


def _loss(logs: Floats, scaled: Purchasing, pull: float) -> Bowl:
    """Minus the log-likelihood of all customers together, with its slope and curvature on the log-parameters."""
    parameters = np.exp(logs)
    value, slope, curvature = _of_counts(parameters, scaled)
    for begin in range(0, len(scaled.x), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        more = _of_times(parameters, scaled.x[part], scaled.t_x[part], scaled.seen[part], scaled.weight[part])
        value, slope, curvature = value + more.loss, slope + more.slope, curvature + more.curvature
    whole = descent.in_logs(parameters, value, slope, curvature)
    away = np.array([0.0, 0.0, *(logs[2:] - _TYPICAL_SHAPES)]) * pull
    pulled = np.diag([0.0, 0.0, pull, pull])
    return Bowl(0.5 * float(np.sum(away * away)) - whole.loss, away - whole.slope, pulled - whole.curvature)


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
