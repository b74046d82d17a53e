"""The error of a mean whose cases hang together: those of one customer, one seller, one pair."""

from __future__ import annotations

import math

import numpy as np

from ignition.measuring.stating import Floats, Ints, Labels

FEWEST_CLUSTERS = 10
"""With fewer, the error itself is mostly luck."""


def mean_error(influence: Floats, cluster: Labels | None = None) -> tuple[float, float]:
    """Standard error of the mean of `influence` and its degrees of freedom; each case by itself where no cluster is given.

    Belief: clusters are independent, inside one anything goes. Formula: s^2 = G/(G-1) sum_g (sum_{i in g} (x_i - mean))^2 / n^2,
    with G - 1 degrees of freedom. Source: Liang & Zeger (1986), Biometrika 73; the factor is CR1 of Cameron & Miller (2015),
    Journal of Human Resources 50. It fails with few clusters, or one far larger than the others: infinite below
    `FEWEST_CLUSTERS`.

    >>> cases = np.array([1.0, 1.0, 3.0, 3.0] * 20)
    >>> [round(mean_error(cases, who)[0], 3) for who in (None, np.arange(80) // 2)]
    [0.113, 0.16]
    """
    deviation = influence - influence.mean() if len(influence) else influence
    sums = deviation if cluster is None else np.bincount(coded(cluster), weights=deviation)
    groups = len(sums)
    if groups < FEWEST_CLUSTERS:
        return math.inf, 1.0
    squares = float(np.square(sums).sum()) * groups / (groups - 1)
    return math.sqrt(squares) / len(influence), float(groups - 1)


def coded(labels: Labels) -> Ints:
    """Labels as 0, 1, 2..., in their sorted order."""
    codes: Ints = np.unique(np.asarray(labels), return_inverse=True)[1].reshape(-1).astype(np.int64)
    return codes
