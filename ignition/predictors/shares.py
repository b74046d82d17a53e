"""A chance learnt from counts, pulled to what holds of everybody while the counts are small."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import beta

from ignition.predictors.purchasing import Floats, Wholes

PULL = 5.0
"""Cases of what is usual that stand beside those that were counted."""


@dataclass(frozen=True, slots=True)
class Share:
    """(yes + k usual) / (n + k), k = `PULL`, with the 80 % interval of the Beta it is the mean of.

    >>> found = Share.of(np.array([20]), np.array([21]), np.array([0.33]))
    >>> found.mean.round(2).tolist(), found.low.round(2).tolist(), found.high.round(2).tolist()
    ([0.83], [0.74], [0.92])
    """

    yes: Wholes
    n: Wholes
    mean: Floats
    low: Floats
    high: Floats
    sd: Floats

    @classmethod
    def of(cls, yes: Wholes, n: Wholes, usual: Floats) -> Share:
        a, b = yes + PULL * usual, n - yes + PULL * (1 - usual)
        mean, all = a / (a + b), a + b
        return cls(yes, n, mean, _finite(beta.ppf(0.1, a, b), mean), _finite(beta.ppf(0.9, a, b), mean), np.sqrt(mean * (1 - mean) / (all + 1)))  # fmt: skip


def _finite(bound: Floats, mean: Floats) -> Floats:
    return np.where(np.isfinite(bound), bound, mean)
