"""Logistic regression of an outcome on what was said of it, by sums over the cases alone.

Source: Newton's method with halved steps; Cox (1958), Biometrika 45.
"""

from __future__ import annotations

import numpy as np

from ignition.metrics.columns import Floats, is_far, settled, total, totals_of

_MOST_STEPS, _MOST_HALVES = 100, 40


def logistic(o: Floats, p: Floats) -> tuple[Floats, Floats] | None:
    """a and b of logit(o) = a + b logit(p), and their standard errors; None where they run away.

    >>> found = logistic(np.array([0.0, 1, 0, 1, 1, 0]), np.array([0.2, 0.8, 0.4, 0.6, 0.3, 0.7]))
    >>> [round(float(value), 2) for value in found[0]]
    [0.0, 0.72]
    """
    o, logit = settled(o, np.log(p / (1 - p)))
    n = len(o)
    if n < 2 or o.sum() in (0, n) or _spread(logit, n) == 0:
        return None
    beta = np.zeros(2)
    height = _height(o, logit, beta)
    for _ in range(_MOST_STEPS):
        slope, information = _bowl(o, logit, beta)
        if np.linalg.cond(information) > 1e12:
            return None
        step = np.linalg.solve(information, slope)
        if np.abs(step).max() < 1e-10:
            return beta, np.sqrt(np.diag(np.linalg.inv(information)))
        beta, height = _higher(o, logit, beta, np.asarray(step, dtype=float), height)
    return None


def _higher(o: Floats, logit: Floats, beta: Floats, step: Floats, height: float) -> tuple[Floats, float]:
    """A whole step, or as many halves of it as are needed to climb; the likelihood is concave, so that some part of it does."""
    for _ in range(_MOST_HALVES):
        there = _height(o, logit, beta + step)
        if there >= height - 1e-12 * abs(height):
            break
        step = step / 2
    return beta + step, there


def _height(o: Floats, logit: Floats, beta: Floats) -> float:
    o, logits = settled(o, beta[0] + beta[1] * logit)
    return total(o * logits - np.logaddexp(0.0, logits))


def _bowl(o: Floats, logit: Floats, beta: Floats) -> tuple[Floats, Floats]:
    """Slope and curvature of the log-likelihood: five sums over the cases."""
    fitted = 1 / (1 + np.exp(-np.clip(beta[0] + beta[1] * logit, -30, 30)))
    o, logit, fitted = settled(o, logit, fitted)
    off, weight = o - fitted, fitted * (1 - fitted)
    a, b, one, two, three = totals_of(off, off * logit, weight, weight * logit, weight * logit * logit)
    return np.array([a, b]), np.array([[one, two], [two, three]])


def _spread(values: Floats, n: int) -> float:
    """Mean square about the mean; 0 where all are the same."""
    if not is_far(values):
        return float(np.ptp(values))
    off = values - total(values) / n
    square = total(off * off) / n
    return square if square > 1e-18 else 0.0
