"""Whether stated probabilities deserve belief. One row a case: `happened` 1 or 0, `p` what was said before it was known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import of_sums
from ignition.metrics.columns import Column, Floats, complete, here, is_far, total
from ignition.metrics.intervals import normal_interval, share
from ignition.metrics.logistic import logistic
from ignition.metrics.stating import NOT_DEFINED, stated, undefined

FEWEST_BINNED = 100
_BINS = 10
_NEAREST = 1e-6
"""Probabilities are kept this far from 0 and 1, where the logit is not defined."""


def brier_skill(happened: Column, p: Column) -> Estimate:
    """How much better than saying the base rate every time; 0: no skill, 1: perfect, below 0: worse.

    Formula: 1 - Brier / Brier(base rate), Brier = mean of (p - o)^2. Unit: share, at most 1. Interval: bootstrap over cases.
    Source: Brier (1950), Monthly Weather Review 78; Murphy (1973). Edge cases: not defined where all or none happened. The base
    rate is that of these same cases, which is hard on the forecaster.

    >>> round(brier_skill([1, 0, 0, 1, 0, 0, 1, 0, 1, 1], [.8, .2, .3, .7, .1, .4, .9, .2, .6, .8]).value, 3)
    0.728
    """
    o, said = complete(happened, p)
    sums = np.array([[total((said - o) ** 2), total(o), len(o)]])
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(_skill(sums)[0])
    interval = of_sums(_skill, (said - o) ** 2, o, np.ones_like(o))
    return stated("brier_skill v1", value, interval, len(o), events=_rarer(o))


def calibration_slope(happened: Column, p: Column) -> Estimate:
    """Whether probabilities are spread right: 1 is right, below 1 too bold, above 1 too timid.

    Formula: b in logit(o) = a + b logit(p), by logistic regression. Unit: none. Interval: normal, from the information.
    Source: Cox (1958), Biometrika 45; Van Calster et al. (2019), BMC Medicine 17. The gate of the engine: 0.8 to 1.2.
    Edge cases: not defined where all p are equal, or p separates the cases without error.

    >>> p = [.2, .2, .2, .2, .2, .8, .8, .8, .8, .8] * 2
    >>> round(calibration_slope([0, 0, 0, 0, 1, 1, 1, 1, 1, 0] * 2, p).value, 3)
    1.0
    """
    return _calibration("calibration_slope v1", happened, p, 1)


def calibration_intercept(happened: Column, p: Column) -> Estimate:
    """Whether probabilities are too low (above 0) or too high (below 0), the spread allowed for.

    Formula: a in logit(o) = a + b logit(p), by logistic regression. Unit: log-odds. Interval: normal, from the information.
    Source: Cox (1958), Biometrika 45. The gate of the engine: its interval covers 0. Edge cases: as `calibration_slope`.

    >>> p = [.2, .2, .2, .2, .2, .8, .8, .8, .8, .8] * 2
    >>> abs(round(calibration_intercept([0, 0, 0, 0, 1, 1, 1, 1, 1, 0] * 2, p).value, 3))
    0.0
    """
    return _calibration("calibration_intercept v1", happened, p, 0)


def calibration_bins(happened: Column, p: Column) -> list[tuple[float, Estimate]]:
    """The calibration picture: mean probability said, and the share that happened, in tenths of the cases.

    Formula: cases in order of p, cut in ten equal parts. Unit: shares, 0 to 1. Interval: Wilson.
    Source: reliability diagram, Murphy & Winkler (1977). Edge cases: empty below 100 cases: bins of a handful mislead.

    >>> bins = calibration_bins([0] * 50 + [1] * 50, [0.1] * 50 + [0.9] * 50)
    >>> len(bins), bins[0][1].value, bins[-1][1].value
    (10, 0.0, 1.0)
    """
    o, said = here(*complete(happened, p))
    if len(o) < FEWEST_BINNED:
        return []
    order = np.lexsort((o, said))
    cuts = np.linspace(0, len(o), _BINS + 1).astype(int)
    parts = [order[low:high] for low, high in pairwise(cuts)]
    return [(float(said[part].mean()), share("calibration_bins v1", int(o[part].sum()), len(part))) for part in parts]


def _skill(sums: Floats) -> Floats:
    squares, happened, n = sums.T
    return np.asarray(1 - squares / (happened * (1 - happened / n)))


def _calibration(definition: str, happened: Column, p: Column, which: int) -> Estimate:
    o, said = complete(happened, p)
    if not is_far(o):
        order = np.lexsort((o, said))
        o, said = o[order], said[order]
    found = logistic(o, np.clip(said, _NEAREST, 1 - _NEAREST))
    if found is None:
        return undefined(definition, len(o), NOT_DEFINED)
    value, error = found[0][which], found[1][which]
    return stated(definition, float(value), normal_interval(float(value), float(error)), len(o), events=_rarer(o))


def _rarer(o: Floats) -> int:
    return int(min(o.sum(), len(o) - o.sum()))
