"""Where a smooth loss of a few log-parameters is least, and how sharply it is known: Newton's method with exact curvature.

Belief: near its lowest point the loss is a bowl. Then each step squares the distance to it, and four to ten looks at
the data are enough where methods that learn the curvature on the way need fifty. Far from it the curvature may point up:
steps then go along the absolute curvature (Gill & Murray 1974), never further than `_LONGEST`, and are halved until the
loss falls.

Where it fails: a loss with several valleys gives the one below the start; a parameter the data say nothing of stays at
the fence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ignition.predictors.purchasing import Floats, Mask

LOWEST, HIGHEST = -9.0, 12.0
"""The fence about the logarithm of every parameter."""
_VAGUEST = 1 / 9
"""No log-parameter is called vaguer than a standard deviation of 3, whatever the curvature."""
_MOST_STEPS, _MOST_HALVINGS, _LONGEST = 200, 40, 2.0
_FLATTEST, _STILL, _NOISE = 1e-10, 1e-13, 1e-15
_TOUCHES = 1e-9
_MOST_RESTS = 3
"""Steps that gain nothing: from there on it is rounding that moves."""
_DEEPEST_FALL, _HALVINGS = 3.0, 12
"""Curvature alone foresees a fall of 2 at each sigma point of four parameters."""


class Bowl(NamedTuple):
    """A loss with its slope and its curvature, at one point."""

    loss: float
    slope: Floats
    curvature: Floats


Loss = Callable[[Floats], Bowl]


def lowest(
    loss: Loss, start: Floats, n: float = 1.0, low: Floats | float = LOWEST, high: Floats | float = HIGHEST
) -> Floats | None:
    """The log-parameters with the least loss of n customers, between `low` and `high`; None where it is not finite.

    >>> def bowl(logs):
    ...     return Bowl(float(np.sum(np.cosh(logs - 1))), np.sinh(logs - 1), np.diag(np.cosh(logs - 1)))
    >>> lowest(bowl, np.zeros(2)).round(6).tolist()
    [1.0, 1.0]
    """

    def mean(logs: Floats) -> Bowl:
        total = loss(logs)
        return Bowl(total.loss / n, total.slope / n, total.curvature / n)

    here = np.clip(start, low, high)
    at, rests = mean(here), 0
    for _ in range(_MOST_STEPS):
        if not (np.isfinite(at.loss) and np.all(np.isfinite(at.slope)) and np.all(np.isfinite(at.curvature))):
            return None
        stopped = ((here <= low + _TOUCHES) & (at.slope > 0)) | ((here >= high - _TOUCHES) & (at.slope < 0))
        step = _as_far_as_the_fence(here, _step(at, ~stopped), low, high)
        foreseen = -float(step @ at.slope)
        if foreseen < _STILL:
            return np.asarray(np.clip(here + step, low, high))
        enough, before = at.loss - 1e-4 * foreseen + _NOISE * abs(at.loss), at.loss
        for there in (np.clip(here + step / 2**halvings, low, high) for halvings in range(_MOST_HALVINGS)):
            at = mean(there)
            if at.loss <= enough:
                break
        else:
            return np.asarray(here)
        here = there
        rests = rests + 1 if at.loss >= before else 0
        if rests > _MOST_RESTS:
            break
    return np.asarray(here)


def _as_far_as_the_fence(here: Floats, step: Floats, low: Floats | float, high: Floats | float) -> Floats:
    """A step cut off in one direction alone no longer goes downhill: it is shortened as a whole."""
    room = np.where(step > 0, high - here, here - low)
    longest = np.divide(room, np.abs(step), out=np.full_like(step, np.inf), where=(room > _TOUCHES) & (step != 0))
    return np.asarray(step * min(1.0, float(longest.min(initial=np.inf))))


def _step(at: Bowl, free: Mask) -> Floats:
    """Down the bowl, along the fence where it stands in the way."""
    values, vectors = np.linalg.eigh(at.curvature[np.ix_(free, free)])
    steep = np.maximum(np.abs(values), _FLATTEST)
    step = np.zeros(len(free))
    step[free] = -(vectors / steep) @ (vectors.T @ at.slope[free])
    return np.asarray(step * min(1.0, _LONGEST / max(float(np.abs(step).max(initial=0.0)), 1e-300)))


def errors_of(parameters: Floats, spread: Floats) -> tuple[float, ...]:
    """Standard errors of parameters whose logarithms have the covariance `spread` (delta method).

    >>> errors_of(np.array([2.0, 10.0]), np.array([[0.01, 0.0], [0.0, 0.04]]))
    (0.2, 2.0)
    """
    return tuple(float(error) for error in parameters * np.sqrt(np.diag(spread)))


def in_logs(parameters: Floats, value: float, slope: Floats, curvature: Floats) -> Bowl:
    """The same, on the logarithms of the parameters."""
    each = parameters * slope
    return Bowl(value, each, np.outer(parameters, parameters) * curvature + np.diag(each))


def doubt(loss: Loss, logs: Floats) -> tuple[Floats, list[Floats]]:
    """About the lowest point: the covariance of the log-parameters, and its sigma points.

    The steps to the points are halved where the loss rises a good deal more than its curvature foresees.
    """
    at = loss(logs)
    covariance = spread(at.curvature)
    return covariance, [logs + held(step, logs, lambda away: loss(away).loss, at.loss) for step in about(covariance)]


def spread(curvature: Floats) -> Floats:
    """Covariance of the log-parameters, where the curvature is that of the whole log-likelihood."""
    values, vectors = np.linalg.eigh((curvature + curvature.T) / 2)
    return np.asarray((vectors / np.maximum(values, _VAGUEST)) @ vectors.T)


def about(covariance: Floats) -> list[Floats]:
    """The steps from a point to its sigma points: two for each parameter (unscented transform)."""
    values, vectors = np.linalg.eigh(covariance)
    steps = vectors * np.sqrt(np.maximum(values, 0)) * np.sqrt(len(covariance))
    return [np.asarray(sign * step) for step in steps.T for sign in (1, -1)]


def held(step: Floats, logs: Floats, loss: Callable[[Floats], float], best: float) -> Floats:
    """The step, halved until the loss of all customers rises no more than a good deal beyond what its curvature foresees."""
    for _ in range(_HALVINGS):
        away = np.clip(logs + step, LOWEST, HIGHEST)
        if loss(away) - best <= _DEEPEST_FALL:
            return np.asarray(away - logs)
        step = step / 2
    return np.zeros_like(step)
