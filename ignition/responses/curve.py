"""The shape every response has: what extra effort adds, and from which dose on it pays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from ignition.estimate import Estimate, Grade

Floats = npt.NDArray[np.float64]
TENTH = 1.2815515655446004
"""Standard deviations to either side that hold 80 % of a normal."""
_FAR = 1e3
"""Times the usual effort: beyond any dose somebody could give."""


class Response(Protocol):
    """Lift of the expected result by `effort`, the extra hours over the hours usually spent (0: as usual).

    A lift of 0.05 means 5 % more than as usual. It is uncertain: `lift` is its mean, `lift_sd` its standard
    deviation, and `draw` gives the lift under given standard normal draws of what is unknown.
    """

    @property
    def grade(self) -> Grade: ...

    @property
    def elasticity(self) -> float:
        """Percentage more result for one per cent more effort, at the usual effort."""
        ...

    @property
    def evidence(self) -> Estimate:
        """The elasticity with its 80 % interval, its grade, and the cases it stands on: for `L0` the judges, or none."""
        ...

    @property
    def least_effort(self) -> float:
        """Minimum effective effort: the dose with the best return per hour. 0 where the first minute is the best."""
        ...

    def lift(self, effort: Floats) -> Floats: ...

    def lift_sd(self, effort: Floats) -> Floats: ...

    def draw(self, effort: Floats, normal: Floats) -> Floats:
        """Shape (draws, efforts): one row for each standard normal draw."""
        ...


def tangent_from_now(lift: Callable[[float], float], inflection: float) -> float:
    """Where the straight line from "as usual" touches an S-shaped lift: the end of its concave envelope's first piece.

    `inflection` is the effort at which the curve turns concave. At or below 0 the curve is concave throughout, and
    the answer is 0.

    >>> round(tangent_from_now(lambda u: u**2 / (1 + u**2), inflection=3**-0.5), 6)
    1.0
    """
    if inflection <= 0:
        return 0.0

    def steepness_left(effort: float) -> float:
        step = 1e-5 * max(effort, 1.0)
        slope = (lift(effort + step) - lift(effort - step)) / (2 * step)
        return slope * effort - lift(effort)

    if steepness_left(_FAR) >= 0:
        return _FAR
    return float(brentq(steepness_left, inflection, _FAR))
