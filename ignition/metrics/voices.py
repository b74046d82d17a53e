"""What customers say when they are asked. One row an answer; missing and impossible answers are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, Floats, complete
from ignition.metrics.intervals import Z, mean, share
from ignition.metrics.stating import stated


def nps(scores: Column) -> Estimate:
    """Net promoter score.

    Formula: 100 (P - D) / n, promoters 9-10, detractors 0-6. Unit: points, -100 to 100.
    Interval: adjusted Wald, z sqrt((p + d - (p - d)^2) / n) with n + 3, P + 3/4, D + 3/4.
    Source: Reichheld (2003), HBR 81; interval Rocks (2016), The American Statistician 70, after Agresti & Min (2005).
    Edge cases: 50 answers give about +-21 points at 95 %, +-14 at the 80 % shown here: a smaller change says little.

    >>> estimate = nps([10, 9, 9, 8, 7, 7, 6, 3, 10, 8])
    >>> round(estimate.value, 1), round(estimate.low), round(estimate.high)
    (20.0, -11, 42)
    """
    answers = _within(scores, 0, 10)
    n, promoters, detractors = len(answers), int((answers >= 9).sum()), int((answers <= 6).sum())
    value = 100 * (promoters - detractors) / n if n else float("nan")
    middle, half = nps_interval(promoters, detractors, n)
    return stated("nps v1", value, (max(middle - half, -100.0), min(middle + half, 100.0)), n)


def nps_interval(promoters: int, detractors: int, n: int, z: float = Z) -> tuple[float, float]:
    """Middle and half-width of the interval, in points.

    >>> round(nps_interval(22, 11, 50, z=1.96)[1])
    21
    """
    p, d, answers = promoters + 0.75, detractors + 0.75, n + 3
    net = (p - d) / answers
    return 100 * net, 100 * float(z * np.sqrt(((p + d) / answers - net**2) / answers))


def csat(scores: Column, scale: int = 5) -> Estimate:
    """Share of satisfied customers: the two best answers.

    Formula: answers in the top two of the scale / answers. Unit: share, 0 to 1. Interval: Wilson.
    Source: usual definition (ISO 10004 lists it). Edge cases: `scale` is the best answer, 1 the worst.

    >>> csat([5, 4, 4, 3, 1]).value
    0.6
    """
    answers = _within(scores, 1, scale)
    return share("csat v1", int((answers >= scale - 1).sum()), len(answers))


def ces_mean(scores: Column, scale: int = 7) -> Estimate:
    """Customer effort score: how easy it was, on average.

    Formula: mean answer, 1 hard to `scale` easy. Unit: points of the scale. Interval: Student's t.
    Source: Dixon, Freeman & Toman (2010), HBR 88; scale of 7 from CES 2.0. Edge cases: answers are ranks: where their spread
    matters, use `ces_top_box`.

    >>> ces_mean([7, 6, 5, 6, 6]).value
    6.0
    """
    found = mean("ces_mean v1", _within(scores, 1, scale))
    if found.low is None or found.high is None:
        return found
    return replace(found, low=max(found.low, 1.0), high=min(found.high, float(scale)))


def ces_top_box(scores: Column, scale: int = 7) -> Estimate:
    """Share of customers for whom it was as easy as the scale allows.

    Formula: answers equal to `scale` / answers. Unit: share, 0 to 1. Interval: Wilson.
    Source: Dixon, Freeman & Toman (2010). Edge cases: as `csat`.

    >>> ces_top_box([7, 6, 5, 7, 6]).value
    0.4
    """
    answers = _within(scores, 1, scale)
    return share("ces_top_box v1", int((answers == scale).sum()), len(answers))


def _within(scores: Column, lowest: int, highest: int) -> Floats:
    (answers,) = complete(scores)
    return answers[(answers >= lowest) & (answers <= highest)]
