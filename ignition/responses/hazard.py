"""How the hazard of a result goes with the effort before it: one number, from cells that compare like with like."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ignition.responses.curve import Floats

Ints = npt.NDArray[np.int64]
_STEPS = 40
_WEAK = 4.0
"""Variance of the weak prior about 0 that keeps a slope finite where all results fall on one level of effort."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Elasticity as the data alone show it, unshrunk, and its standard error; infinite where nothing varied."""

    value: float
    error: float

    def low(self, reach: float) -> float:
        return self.value - reach * self.error if math.isfinite(self.error) else -math.inf


NOTHING = Slope(0.0, math.inf)


def slope(stratum: Ints, touches: Ints, exposure: Floats, events: Floats) -> Slope:
    """Elasticity e of the hazard h = a(stratum) (1 + touches)^e.

    Belief: within a stratum (same segment, size or pace, age of the wait, part of time) the fortnights differ in effort only, and
    effort is one more than the activities written down: some of it nobody writes down. The strata's own hazards fall out:
    l(e) = sum_s [sum_c y_c e x_c - Y_s log sum_c E_c exp(e x_c)], x = log(1 + touches), y results and E fortnights of cell c. Newton,
    with a weak normal prior; the error is the inverse root of the information.

    Source: Cox (1972), JRSS B 34, in discrete time with counts (Holford 1980, Biometrics 36). It fails where effort follows hope: who is
    close to buying gets more calls, and the slope then says who was called, not what a call did. Never a cause (below L4).

    >>> found = slope(np.zeros(2, int), np.array([0, 3]), np.array([1000.0, 1000.0]), np.array([100.0, 141.0]))
    >>> round(found.value, 2), round(found.error, 2)
    (0.25, 0.09)
    """
    group = np.unique(stratum, return_inverse=True)[1]
    x, results = np.log1p(touches), np.bincount(group, weights=events)
    guess = 0.0
    for _ in range(_STEPS):
        mean, spread = _moments(group, x, exposure * np.exp(guess * x))
        information = float(results @ spread)
        score = float(events @ x - results @ mean) - guess / _WEAK
        step = float(np.clip(score / (information + 1 / _WEAK), -0.5, 0.5))
        guess += step
        if abs(step) < 1e-9:
            break
    return Slope(guess, 1 / math.sqrt(information)) if information > 1e-9 else NOTHING


def telling(stratum: Ints, touches: Ints, ended: Floats) -> int:
    """Ended waits in strata where effort varied: the others say nothing about it.

    >>> telling(np.array([0, 0, 1]), np.array([0, 2, 0]), np.array([5.0, 1.0, 9.0]))
    6
    """
    if not len(stratum):
        return 0
    group = np.unique(stratum, return_inverse=True)[1]
    least, most = np.full(group.max() + 1, np.inf), np.full(group.max() + 1, -np.inf)
    np.minimum.at(least, group, touches)
    np.maximum.at(most, group, touches)
    return int(ended[(most > least)[group]].sum())


def _moments(group: Ints, x: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of x within each stratum, under these weights."""
    total = np.bincount(group, weights=weight)
    mean = np.bincount(group, weights=weight * x) / total
    square = np.bincount(group, weights=weight * x**2) / total
    return mean, np.maximum(square - mean**2, 0.0)
