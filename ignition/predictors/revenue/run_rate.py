"""How a series goes on: exponential smoothing with a damped trend, many settings averaged by how well each foresaw the past.

Belief: the level drifts, a trend fades. No setting is chosen: each speaks with the weight its past errors leave it
(Bates & Granger 1969; the damped trend is Gardner & McKenzie 1985), so that a short history gives a careful mixture.
Where it fails: a level that jumped yesterday is believed only in part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.predictors.purchasing import Floats, Wholes

BUCKET_DAYS = 28
MOST_BUCKETS = 65
_LEVEL = np.repeat([0.08, 0.2, 0.4, 0.7], 3)
_TREND = np.tile([0.0, 0.1, 0.3], 4)
_FADES = 0.9
_AHEAD = 3
_SHARPNESS = 0.5
"""Errors of overlapping spans say less than as many of their own."""


@dataclass(frozen=True, slots=True)
class RunRate:
    """Per day. `spread` is the standard deviation of one bucket's rate about what was foreseen."""

    level: float
    trend: float
    spread: float

    def over(self, start: Floats | Wholes, stop: Floats | Wholes) -> Floats:
        """Mean rate between two moments ahead, in days."""
        middle = (np.asarray(start) + np.asarray(stop)) / 2 / BUCKET_DAYS + 0.5
        faded = _FADES * (1 - _FADES**middle) / (1 - _FADES)
        return np.asarray(np.maximum(self.level + self.trend * faded, 0.0))


def buckets(day: Wholes, amount: Floats, first: int, on: int) -> Floats:
    """Amounts per day in spans of four weeks counted back from the day, oldest first; the book's first, incomplete one is left out."""
    count = min((on - first + 1) // BUCKET_DAYS, MOST_BUCKETS)
    back = (on - day) // BUCKET_DAYS
    inside = (back >= 0) & (back < count)
    sums = np.bincount(back[inside], weights=amount[inside], minlength=count)[::-1]
    return np.asarray(sums, dtype=float) / BUCKET_DAYS


def goes_on(rates: Floats) -> RunRate:
    """From the rates of past buckets, oldest first.

    >>> goes_on(np.full(12, 5.0)).over(np.array([0.0]), np.array([30.0])).round(6).tolist()
    [5.0]
    """
    if not len(rates):
        return RunRate(0.0, 0.0, 0.0)
    level, trend = np.full(len(_LEVEL), np.mean(rates[:3])), np.zeros(len(_LEVEL))
    losses, counted = np.zeros(len(_LEVEL)), 0
    for at, rate in enumerate(rates):
        coming = rates[at : at + _AHEAD]
        if at >= 2:
            losses += (coming.mean() - (level + _FADES * trend)) ** 2
            counted += 1
        before = level
        level = _LEVEL * rate + (1 - _LEVEL) * (level + _FADES * trend)
        trend = _TREND * (level - before) + (1 - _TREND) * _FADES * trend
    weight = _weights(losses, counted)
    spread = float(np.sqrt(weight @ losses / counted)) if counted else float(np.std(rates))
    return RunRate(float(weight @ level), float(weight @ trend), spread)


def _weights(losses: Floats, counted: int) -> Floats:
    least = losses.min()
    if not counted or least <= 0:
        return np.full(len(losses), 1 / len(losses))
    likely = np.exp(-_SHARPNESS * counted * np.log(losses / least) / 2)
    return np.asarray(likely / likely.sum())
