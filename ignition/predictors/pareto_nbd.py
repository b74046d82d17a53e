"""Pareto/NBD: how often customers without a contract buy, and whether they still do, when they may leave at any moment.

Belief: while alive a customer buys at random at their own rate; rates differ as Gamma(r, alpha). They leave after a time
of their own, exponential with a rate that differs as Gamma(s, beta); the two have nothing to do with each other. Nobody
says that they leave. Unlike in BG/NBD, a customer with one purchase may have left.

    L = Gamma(r + x) alpha^r beta^s / Gamma(r) [ (alpha + T)^-(r + x) (beta + T)^-s + s I ],
    I = integral from t_x to T of (alpha + u)^-(r + x) (beta + u)^-(s + 1) du

The published formula for I is a difference of two hypergeometric functions, which loses its digits for frequent buyers.
Here I is a sum of positive terms: Gauss-Legendre on y = ((c + u) / (c + t_x))^-(r + s + x), with c such that y falls at
first exactly as the integrand does. Slope and curvature are moments over the same terms (Louis 1982).

Source: Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1); Fader & Hardie (2005),
A note on deriving the Pareto/NBD model.
Where it fails: contracts and subscriptions, seasons, buyers as regular as a clock, customers who stop and come back, and a
base so young that nobody can have left: then s and beta run off together, and only their ratio means something.

Times are in weeks here. Customers with the same (x, t_x, T) are one row with a weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from ignition.predictors import descent
from ignition.predictors.descent import Bowl
from ignition.predictors.fitting import Likelihood, pull_of
from ignition.predictors.outlook import Outlook
from ignition.predictors.purchasing import Floats, Purchasing

NODES = 24
_CLOSER, _NOTHING = 4, 1e-300
"""Nodes are even in y^(1 / _CLOSER), which crowds them where the integrand bends most."""
_POINTS, _MASSES = (np.asarray(column) for column in np.polynomial.legendre.leggauss(NODES))
_TYPICAL = np.log([0.6, 0.6, 0.6])
"""r, s and beta (in tenths of the longest time seen): where to begin, and where s and beta are pulled to when few came back."""
_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class ParetoNbd:
    """Parameters, and how sure they are: `spread` is the covariance of their logarithms, `plausible` its sigma points.

    What the eight plausible vectors say of a figure differs from it by its standard deviation, in the mean of squares.
    """

    r: float
    alpha: float
    s: float
    beta: float
    spread: Floats
    plausible: tuple[Floats, ...]
    log_likelihood: float
    n: int

    @property
    def logs(self) -> Floats:
        return np.asarray(np.log([self.r, self.alpha, self.s, self.beta]))

    @property
    def standard_errors(self) -> tuple[float, ...]:
        """Of r, alpha, s, beta: those of the logarithms, times the parameters (delta method)."""
        return descent.errors_of(np.exp(self.logs), self.spread)


def fit(purchasing: Purchasing) -> ParetoNbd | None:
    """Maximum likelihood; None where it does not converge to finite numbers.

    >>> rng = np.random.default_rng(1)
    >>> life = rng.exponential(1 / rng.gamma(1.0, 1 / 20, 2000))
    >>> x = rng.poisson(rng.gamma(1.0, 1 / 8, 2000) * np.minimum(life, 52)).astype(float)
    >>> t_x = np.minimum(life, 52) * rng.uniform(size=2000) ** (1 / np.maximum(x, 1)) * (x > 0)
    >>> model = fit(Purchasing.counted(x, t_x, np.full(2000, 52.0)))
    >>> model.n, abs(model.r / model.alpha * 8 - 1) < 0.15
    (2000, True)
    """
    unit = purchasing.unit
    if unit <= 0:
        return None
    scaled = purchasing.in_units_of(unit)
    pull = pull_of(scaled)
    logs = LIKELIHOOD.highest(scaled, pull, _start(scaled))
    return None if logs is None else _model(logs, scaled, pull, unit)


def log_likelihood(model_logs: Floats, purchasing: Purchasing) -> float:
    """Of all customers together, at the logarithms of (r, alpha, s, beta); times in the unit of alpha and beta."""
    return -LIKELIHOOD.loss(model_logs, purchasing).loss


def look_ahead(parameters: Floats, x: Floats, t_x: Floats, seen: Floats, weeks: float) -> Outlook:
    """Outlook of customers with x repeat purchases, the last at t_x of `seen` weeks.

    Given alive the rate is Gamma(r + x, alpha + T), and somebody stays u weeks more with probability
    ((beta + T) / (beta + T + u))^s.

    >>> one = np.array([[2.0], [30.43], [38.86]])
    >>> ahead = look_ahead(np.array([0.553, 10.578, 0.606, 11.669]), *one, weeks=39)
    >>> round(float(ahead.p_alive[0]), 3), round(float((ahead.p_alive * ahead.mean_alive)[0]), 3)
    (0.869, 1.455)
    """
    r, alpha, s, beta = parameters
    shape, rate = r + x, alpha + seen
    ends, back = np.unique(seen, return_inverse=True)
    stays, square_stays = (moment[back] for moment in _staying(s, beta + ends, weeks))
    mean = shape / rate * stays
    return Outlook(p_alive(parameters, x, t_x, seen), mean, mean + shape * (shape + 1) / rate**2 * square_stays)


def _staying(s: float, past: Floats, weeks: float) -> tuple[Floats, Floats]:
    """Time an alive customer stays within the weeks: its mean and mean square, by quadrature that is defined at s = 1 too."""
    longest = np.log1p(weeks / past)[:, None]
    grown = longest * (1 + _POINTS) / 2
    stays = np.exp((1 - s) * grown) * _MASSES * longest / 2
    return past * np.sum(stays, axis=1), 2 * past**2 * np.sum(np.expm1(grown) * stays, axis=1)


def p_alive(parameters: Floats, x: Floats, t_x: Floats, seen: Floats) -> Floats:
    """P(alive at the end of `seen`): the share of the likelihood in which they never left."""
    alive = np.empty(len(x))
    for begin in range(0, len(x), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        logs, _ = _histories(parameters, x[part], t_x[part], seen[part])
        alive[part] = np.exp(logs[:, 0] - _log_sum(logs))
    return alive


def _model(logs: Floats, scaled: Purchasing, pull: float, unit: float) -> ParetoNbd:
    spread, points = descent.doubt(lambda there: LIKELIHOOD.loss(there, scaled, pull), logs)
    shift = np.log([1.0, unit, 1.0, unit])
    plausible = tuple(np.exp(point + shift) for point in points)
    # densities of the purchase times carry the unit they are measured in
    total = log_likelihood(logs, scaled) - float(np.sum(scaled.weight * scaled.x)) * float(np.log(unit))
    r, alpha, s, beta = (float(value) for value in np.exp(logs + shift))
    return ParetoNbd(r, alpha, s, beta, spread, plausible, total, int(scaled.weight.sum()))


def _start(scaled: Purchasing) -> Floats:
    exposure = np.sum(scaled.weight * np.where(scaled.x > 0, scaled.t_x, scaled.seen))
    rate = (np.sum(scaled.weight * scaled.x) + 1) / (exposure + 1)
    r, s, beta = _TYPICAL
    return np.array([r, r - np.log(rate), s, beta])


def _of_counts(parameters: Floats, kinds: Purchasing) -> Bowl:
    """The factor before the bracket."""
    r, alpha, s, beta = parameters
    x, w, n = kinds.x, kinds.weight, kinds.weight.sum()
    value = np.sum(w * (gammaln(r + x) - gammaln(r))) + n * (r * np.log(alpha) + s * np.log(beta))
    d_r = np.sum(w * (digamma(r + x) - digamma(r))) + n * np.log(alpha)
    h_rr = np.sum(w * (polygamma(1, r + x) - polygamma(1, r)))
    curvature = np.zeros((4, 4))
    curvature[:2, :2] = [[h_rr, n / alpha], [n / alpha, -n * r / alpha**2]]
    curvature[2:, 2:] = [[0.0, n / beta], [n / beta, -n * s / beta**2]]
    return Bowl(float(value), np.array([d_r, n * r / alpha, n * np.log(beta), n * s / beta]), curvature)


def _of_times(parameters: Floats, x: Floats, t_x: Floats, seen: Floats, w: Floats) -> Bowl:
    """The bracket: alive until now, or gone at one of the nodes."""
    r, alpha, s, beta = parameters
    logs, until = _histories(parameters, x, t_x, seen)
    total = _log_sum(logs)
    share = np.exp(logs - total[:, None]) * w[:, None]
    gone = np.append(0.0, np.ones(NODES))
    rate, life = 1 / (alpha + until), 1 / (beta + until)
    shape, leaving = (r + x)[:, None], s + gone
    slopes = [-np.log(alpha + until), -shape * rate, gone / s - np.log(beta + until), -leaving * life]
    means = np.stack([np.sum(share * each, axis=1) for each in slopes])
    curvature = np.array([[np.sum(share * one * other) for other in slopes] for one in slopes])
    curvature -= np.einsum("im,jm->ij", means / w, means)
    own = {(0, 1): -rate, (1, 1): shape * rate**2, (2, 2): -gone / s**2, (2, 3): -life, (3, 3): leaving * life**2}
    for (row, column), second in own.items():
        curvature[row, column] += np.sum(share * second)
        curvature[column, row] = curvature[row, column]
    return Bowl(float(np.sum(w * total)), means.sum(axis=1), curvature)


def _histories(parameters: Floats, x: Floats, t_x: Floats, seen: Floats) -> tuple[Floats, Floats]:
    """Logarithm of each term of the bracket, and until when the customer lives in it: alive today first, then the nodes."""
    r, alpha, s, beta = parameters
    shape, power = (r + x)[:, None], (r + s + x)[:, None]
    begin, end = t_x[:, None], seen[:, None]
    near = (power + 1) / (shape / (alpha + begin) + (s + 1) / (beta + begin))
    last = np.exp(-power / _CLOSER * np.log1p((end - begin) / near))
    log_y = _CLOSER * np.log(last + (1 - last) * (1 + _POINTS) / 2)
    gone = begin + near * np.expm1(-log_y / power)
    # du = near / power * y^(-1 / power - 1) dy, and dy = _CLOSER * y^(1 - 1 / _CLOSER) dz
    mass = (
        np.log(_CLOSER * near / power * _MASSES / 2 * np.maximum(1 - last, _NOTHING))
        - (1 / power + 1 / _CLOSER) * log_y
    )
    gone_logs = np.log(s) + mass - shape * np.log(alpha + gone) - (s + 1) * np.log(beta + gone)
    alive_logs = -shape * np.log(alpha + end) - s * np.log(beta + end)
    return np.hstack([alive_logs, gone_logs]), np.hstack([end, gone])


def _log_sum(logs: Floats) -> Floats:
    most = logs.max(axis=1)
    return np.asarray(most + np.log(np.sum(np.exp(logs - most[:, None]), axis=1)))


LIKELIHOOD = Likelihood(_of_counts, _of_times, _TYPICAL[1:], at_once=_AT_ONCE, many_rows=10_000, few_rows=3_000)
