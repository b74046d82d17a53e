"""Intervals that have a formula: shares, rates per time, means, medians. All of 80 % unless z says otherwise."""

from __future__ import annotations

import numpy as np
from scipy import stats

from ignition.estimate import Estimate, Grade
from ignition.metrics.columns import Floats, is_far, total
from ignition.metrics.far import grouped
from ignition.metrics.stating import NOT_DEFINED, Interval, stated, undefined

MASS = 0.80
Z = float(stats.norm.ppf(0.5 + MASS / 2))


def wilson(part: float, whole: float, z: float = Z) -> tuple[float, float]:
    """Interval of a share: (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n) with z2 = z^2.

    Source: Wilson (1927), JASA 22; recommended by Brown, Cai & DasGupta (2001), Statistical Science 16.

    >>> [round(bound, 3) for bound in wilson(0, 20)]
    [0.0, 0.076]
    """
    p, spread = part / whole, z * z / whole
    middle = p + spread / 2
    half = z * np.sqrt(p * (1 - p) / whole + spread / (4 * whole))
    return max(0.0, float((middle - half) / (1 + spread))), min(1.0, float((middle + half) / (1 + spread)))


def share(definition: str, part: int, whole: int, n_censored: int = 0) -> Estimate:
    """A share of cases with its Wilson interval."""
    if whole == 0:
        return undefined(definition, 0, NOT_DEFINED, n_censored)
    return stated(definition, part / whole, wilson(part, whole), whole, n_censored=n_censored)


def mean(definition: str, values: Floats, grade: Grade | None = None) -> Estimate:
    """A mean over cases with Student's t interval."""
    value = total(values) / len(values) if len(values) else float("nan")
    return stated(definition, value, mean_interval(values), len(values), grade=grade)


def poisson_rate(events: int, exposure: float) -> tuple[float, float]:
    """Exact interval of events per exposure (Garwood 1936, Biometrika 28).

    >>> [round(bound, 2) for bound in poisson_rate(10, 1.0)]
    [6.22, 15.41]
    """
    low = stats.gamma.ppf(0.5 - MASS / 2, events) if events else 0.0
    return float(low / exposure), float(stats.gamma.ppf(0.5 + MASS / 2, events + 1) / exposure)


def mean_interval(values: Floats) -> Interval:
    """Student's t interval of a mean."""
    n = len(values)
    if n < 2:
        return None, None
    middle = total(values) / n
    half = stats.t.ppf(0.5 + MASS / 2, n - 1) * np.sqrt(total((values - middle) ** 2) / (n - 1) / n)
    return float(middle - half), float(middle + half)


def middle(values: Floats, never: int = 0) -> tuple[float, Interval]:
    """Median (the lower of two) with its exact interval from order statistics; `never` more are longer than any, a bound there is None.

    >>> middle(np.arange(1.0, 12.0))
    (6.0, (3.0, 9.0))
    """
    different, counts = grouped(values) if is_far(values) else np.unique(values, return_counts=True)
    so_far = np.cumsum(counts)
    n = int(counts.sum()) + never

    def in_place(rank: int) -> float:
        place = int(np.searchsorted(so_far, rank))
        return float(different[place]) if place < len(different) else float("inf")

    if not n:
        return float("nan"), (None, None)
    rank = int(stats.binom.ppf(0.5 - MASS / 2, n, 0.5))
    if rank == 0:
        return in_place((n + 1) // 2), (None, None)
    low, high = in_place(rank), in_place(n - rank + 1)
    return in_place((n + 1) // 2), (low if np.isfinite(low) else None, high if np.isfinite(high) else None)


def share_interval(value: float, error: float, n: int) -> Interval:
    """80 % interval of a cumulative incidence on the scale log(-log F); Wilson at 0 and 1, where the error is 0."""
    if not 0 < value < 1 or error <= 0:
        return wilson(value * n, n)
    reach = Z * error / (value * abs(np.log(value)))
    return float(value ** np.exp(reach)), float(value ** np.exp(-reach))


def normal_interval(value: float, error: float) -> Interval:
    return value - Z * error, value + Z * error
