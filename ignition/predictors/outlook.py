"""What BG/NBD expects of one customer: alive today, and purchases over the coming weeks.

Given the customer is alive, their rate is Gamma(r + x, alpha + T) and their chance to leave Beta(a, b + x). For a known
rate l and chance p, purchases until t number min(Poisson(l t), Geometric(p)), with mean (1 - exp(-l p t)) / p. The
rate is integrated in closed form and the chance by Gauss-Jacobi quadrature. This equals eq. 10 of Fader, Hardie & Lee
(2005), without its hypergeometric function, which overflows for many purchases and is not defined at a = 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from ignition.predictors.bg_nbd import Floats

NODES = 20


@dataclass(frozen=True, slots=True)
class Outlook:
    """Per customer. `mean_alive` and `square_alive` are E[Y] and E[Y^2] given alive."""

    p_alive: Floats
    mean_alive: Floats
    square_alive: Floats


def look_ahead(parameters: Floats, x: Floats, t_x: Floats, seen: Floats, weeks: float) -> Outlook:
    """Outlook of customers with x repeat purchases, the last at t_x of `seen` weeks.

    >>> one = np.array([[2.0], [30.43], [38.86]])
    >>> ahead = look_ahead(np.array([0.243, 4.414, 0.793, 2.426]), *one, weeks=39)
    >>> round(float(ahead.p_alive[0]), 3), round(float((ahead.p_alive * ahead.mean_alive)[0]), 3)
    (0.727, 1.226)
    """
    mean, square = _purchases(parameters, x, seen, weeks)
    return Outlook(p_alive(parameters, x, t_x, seen), mean, square)


def p_alive(parameters: Floats, x: Floats, t_x: Floats, seen: Floats) -> Floats:
    """P(alive at the end of `seen`), Fader, Hardie & Lee (2008), in logarithms so that frequent buyers do not overflow."""
    r, alpha, a, b = parameters
    log_odds_left = np.log(a) - np.log(b + np.maximum(x - 1, 0)) + (r + x) * np.log((alpha + seen) / (alpha + t_x))
    return np.where(x > 0, expit(-log_odds_left), 1.0)


def some_purchase(r: float, alpha: float, x: Floats, seen: Floats, weeks: float) -> Floats:
    """P(at least one purchase within `weeks` | alive): who leaves does so after a purchase, so that only the rate counts.

    >>> one = np.array([2.0]), np.array([38.86])
    >>> round(float(some_purchase(0.243, 4.414, *one, weeks=39.0)[0]), 3)
    0.763
    """
    return np.asarray(1 - np.exp(-(r + x) * np.log1p(weeks / (alpha + seen))))


def _purchases(parameters: Floats, x: Floats, seen: Floats, weeks: float) -> tuple[Floats, Floats]:
    """Both moments, worked out once for each pair (x, seen)."""
    x_kinds, which_x = np.unique(x, return_inverse=True)
    seen_kinds, which_seen = np.unique(seen, return_inverse=True)
    pairs, back = np.unique(which_x * len(seen_kinds) + which_seen, return_inverse=True)
    of_x, of_seen = np.divmod(pairs, max(len(seen_kinds), 1))
    r, alpha, a, b = parameters
    chance, mass = _beta_nodes(a, b + x_kinds)
    mean, square = _moments(chance[of_x], (r + x_kinds[of_x])[:, None], (alpha + seen_kinds[of_seen])[:, None], weeks)
    return np.sum(mass[of_x] * mean, axis=1)[back], np.sum(mass[of_x] * square, axis=1)[back]


def _moments(p: Floats, shape: Floats, rate: Floats, weeks: float) -> tuple[Floats, Floats]:
    """E[Y] and E[Y^2] for a known chance to leave p, the purchase rate Gamma(shape, rate) integrated out."""
    ratio = p * weeks / rate
    none = np.exp(-shape * np.log1p(ratio))
    some = -np.expm1(-shape * np.log1p(ratio))
    beyond = some - shape * ratio / (1 + ratio) * none
    tiny = shape * ratio < 1e-4
    # series: the difference above has lost its digits there
    beyond = np.where(tiny, shape * (shape + 1) * ratio**2 / 2, beyond)
    mean = some / p
    return mean, 2 * (mean + (1 - p) * beyond / p**2) - mean


def _beta_nodes(a: float, b: Floats) -> tuple[Floats, Floats]:
    """Nodes and weights (adding up to 1) for an expectation over Beta(a, b), one row for each b (Golub & Welsch 1969)."""
    one, other = b[:, None] - 1, a - 1.0
    k = np.arange(NODES)[None, :]
    both = one + other
    middle = 2 * k + both
    with np.errstate(divide="ignore", invalid="ignore"):
        diagonal = (other**2 - one**2) / (middle * (middle + 2))
        beside = 4 * k * (k + one) * (k + other) * (k + both) / (middle**2 * (middle + 1) * (middle - 1))
    diagonal[:, 0] = ((other - one) / (both + 2))[:, 0]
    beside[:, 1] = (4 * (1 + one) * (1 + other) / ((2 + both) ** 2 * (3 + both)))[:, 0]
    matrix = np.zeros((len(b), NODES, NODES))
    matrix[:, np.arange(NODES), np.arange(NODES)] = diagonal
    off = np.sqrt(beside[:, 1:])
    matrix[:, np.arange(NODES - 1), np.arange(1, NODES)] = matrix[:, np.arange(1, NODES), np.arange(NODES - 1)] = off
    points, vectors = np.linalg.eigh(matrix)
    return np.clip((1 + points) / 2, 1e-12, 1.0), vectors[:, 0, :] ** 2
