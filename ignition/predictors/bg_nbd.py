"""BG/NBD: how often customers without a contract buy, and whether they still do.

Belief: while alive a customer buys at random at their own rate; rates differ between customers as Gamma(r, alpha).
After each purchase they leave for good with their own probability; those differ as Beta(a, b). Nobody says that they leave.

Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2), eq. 6-10.
Where it fails: contracts and subscriptions, seasons, buyers as regular as a clock, and customers who stop and come
back. A customer with one purchase cannot have left in this model: they are only slow.

Times are in weeks here. Customers with the same (x, t_x, T) are one row with a weight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize
from scipy.special import betaln, digamma, gammaln

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_LOWEST, _HIGHEST = -9.0, 12.0
_TYPICAL_SHAPES = np.log([0.8, 2.5])
"""Where dropout (a, b) is pulled to when few customers ever came back; beyond `_ENOUGH` of them nothing is pulled."""
_ENOUGH = 100
_DEEPEST_FALL, _HALVINGS = 3.0, 12
"""Curvature alone foresees a fall of 2 at each sigma point."""


@dataclass(frozen=True, slots=True)
class Purchasing:
    """What the model needs of each kind of customer: x repeat purchases, the last at t_x of `seen` weeks, `weight` of them."""

    x: Floats
    t_x: Floats
    seen: Floats
    weight: Floats
    x_kinds: Floats
    which: NDArray[np.int64]
    """The few different x, and which of them each row has: special functions are worked out once for each."""

    @classmethod
    def counted(cls, x: Floats, t_x: Floats, seen: Floats) -> Purchasing:
        """The unique rows with their counts, sorted: the order of the customers changes nothing."""
        order = np.lexsort((seen, t_x, x))
        rows = np.stack([x, t_x, seen]).astype(float)[:, order]
        new = np.append(np.any(rows[:, 1:] != rows[:, :-1], axis=0), True)[: rows.shape[1]]
        ends = np.flatnonzero(new)
        unique = rows[:, ends]
        x_kinds, which = np.unique(unique[0], return_inverse=True)
        return cls(unique[0], unique[1], unique[2], np.diff(ends, prepend=-1).astype(float), x_kinds, which)

    def in_units_of(self, unit: float) -> Purchasing:
        return replace(self, t_x=self.t_x / unit, seen=self.seen / unit)


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


def about(logs: Floats, spread: Floats) -> list[Floats]:
    """The eight steps from `logs` to its sigma points."""
    steps = _root(spread) * np.sqrt(len(logs))
    return [np.asarray(sign * step) for step in steps.T for sign in (1, -1)]


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
    unit = float(purchasing.seen.max(initial=0.0)) / 10
    if unit <= 0:
        return None
    scaled = purchasing.in_units_of(unit)
    pull = 1.0 if scaled.weight[scaled.x > 0].sum() < _ENOUGH else 0.0
    # not L-BFGS-B, whose tiny LAPACK calls wake threads: on a busy machine it takes ten times as long
    found = optimize.minimize(
        _fenced, _start(scaled), args=(scaled, pull), jac=True, method="BFGS", options={"maxiter": 500, "gtol": 1e-8}
    )
    if not np.all(np.isfinite(found.x)):
        return None
    return _model(np.clip(found.x, _LOWEST, _HIGHEST), scaled, pull, unit)


def log_likelihood(model_logs: Floats, purchasing: Purchasing) -> float:
    """Of all customers together, at the logarithms of (r, alpha, a, b); times in the unit of alpha."""
    each, _ = _each(model_logs, purchasing)
    return float(np.sum(purchasing.weight * each))


def _model(logs: Floats, scaled: Purchasing, pull: float, unit: float) -> BgNbd:
    spread = _spread(logs, scaled, pull)
    # densities of the purchase times carry the unit they are measured in
    shift = np.log([1.0, unit, 1.0, 1.0])
    points = tuple(np.exp(logs + _held(step, logs, scaled, pull) + shift) for step in about(logs, spread))
    total = log_likelihood(logs, scaled) - float(np.sum(scaled.weight * scaled.x)) * float(np.log(unit))
    r, alpha, a, b = np.exp(logs)
    return BgNbd(float(r), float(alpha * unit), float(a), float(b), spread, points, total, int(scaled.weight.sum()))


def _start(scaled: Purchasing) -> Floats:
    exposure = np.sum(scaled.weight * np.where(scaled.x > 0, scaled.t_x, scaled.seen))
    rate = (np.sum(scaled.weight * scaled.x) + 1) / (exposure + 1)
    start = np.array([np.log(0.7), np.log(0.7 / rate), *_TYPICAL_SHAPES])
    return np.asarray(np.clip(start, _LOWEST, _HIGHEST))


def _fenced(logs: Floats, scaled: Purchasing, pull: float) -> tuple[float, Floats]:
    """The loss, with a slope back beyond the bounds."""
    inside = np.clip(logs, _LOWEST, _HIGHEST)
    loss, slope = _loss(inside, scaled, pull)
    beyond = logs - inside
    return loss + 0.5 * float(np.sum(beyond**2)), slope * (beyond == 0) + beyond


def _loss(logs: Floats, scaled: Purchasing, pull: float) -> tuple[float, Floats]:
    each, slopes = _each(logs, scaled)
    n = scaled.weight.sum()
    away = np.array([0.0, 0.0, *(logs[2:] - _TYPICAL_SHAPES)]) * pull
    # sums, not matrix products: these vectors gain nothing from threads, which cost much on a busy machine
    loss = -np.sum(scaled.weight * each) + 0.5 * np.sum(away * away)
    return float(loss / n), (-np.sum(slopes * scaled.weight, axis=1) + away) / n


def _each(logs: Floats, kinds: Purchasing) -> tuple[Floats, Floats]:
    """Log-likelihood of each kind of customer, and its slope on each log-parameter (4 rows)."""
    r, alpha, a, b = np.exp(logs)
    x, again = kinds.x, kinds.x > 0
    before = np.maximum(x - 1, 0)
    few = kinds.x_kinds
    counts = gammaln(r + few) - gammaln(r) + r * np.log(alpha) + betaln(a, b + few) - betaln(a, b)
    alive = -(r + x) * np.log(alpha + kinds.seen)
    left = np.log(a) - np.log(b + before) - (r + x) * np.log(alpha + kinds.t_x)
    left = np.where(again, left, -np.inf)
    either = np.logaddexp(alive, left)
    share = np.exp(left - either)
    return counts[kinds.which] + either, _slopes((r, alpha, a, b), kinds, share)


def _slopes(parameters: tuple[Any, ...], kinds: Purchasing, share: Floats) -> Floats:
    """`share` is the posterior weight of having left."""
    r, alpha, a, b = parameters
    x, few = kinds.x, kinds.x_kinds
    log_alive, log_left = np.log(alpha + kinds.seen), np.log(alpha + kinds.t_x)
    all_shapes = (digamma(a + b) - digamma(a + b + few))[kinds.which]
    d_r = (digamma(r + few) - digamma(r))[kinds.which] + np.log(alpha) - (1 - share) * log_alive - share * log_left
    d_alpha = r / alpha - (r + x) * ((1 - share) / (alpha + kinds.seen) + share / (alpha + kinds.t_x))
    d_a = all_shapes + share / a
    d_b = (digamma(b + few) - digamma(b))[kinds.which] + all_shapes - share / (b + np.maximum(x - 1, 0))
    return np.asarray(np.vstack([r * d_r, alpha * d_alpha, a * d_a, b * d_b]))


def _spread(logs: Floats, scaled: Purchasing, pull: float, step: float = 1e-4) -> Floats:
    """Inverse of the Hessian, from differences of the analytic gradient; no log-parameter is surer than it or vaguer than e^3."""
    n = scaled.weight.sum()
    columns = [
        (_loss(logs + move, scaled, pull)[1] - _loss(logs - move, scaled, pull)[1]) * n / (2 * step)
        for move in np.eye(4) * step
    ]
    hessian = np.array(columns)
    values, vectors = np.linalg.eigh((hessian + hessian.T) / 2)
    return np.asarray((vectors / np.maximum(values, 1 / 9)) @ vectors.T)


def _held(step: Floats, logs: Floats, scaled: Purchasing, pull: float) -> Floats:
    """The step, halved until the likelihood falls no more than a good deal beyond what its curvature foresees."""
    n = scaled.weight.sum()
    best = _loss(logs, scaled, pull)[0] * n
    for _ in range(_HALVINGS):
        away = np.clip(logs + step, _LOWEST, _HIGHEST)
        if _loss(away, scaled, pull)[0] * n - best <= _DEEPEST_FALL:
            return np.asarray(away - logs)
        step = step / 2
    return np.zeros_like(step)


def _root(spread: Floats) -> Floats:
    values, vectors = np.linalg.eigh(spread)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0)))
