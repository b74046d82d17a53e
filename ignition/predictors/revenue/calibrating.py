"""Intervals that would have held before: widened or narrowed by the book's own past looks.

Two steps. First the shock that hits all customers and deals of a month alike, which no model of single customers
knows: the variance past looks missed by, beyond what chance and parameters explain, pulled to a stated one. Then
conformal scaling (Vovk, Gammerman & Shafer 2005; normalised scores as in Lei et al. 2018): each past look says how far
its interval should have reached to hold what happened, and the interval reaches as far as 80 % of those, stated scores
counting as a few past looks of their own, so that a short past still gives an interval. Each look counts as
`revenue.looks.counts` says: those of a book's beginning less (weights as in Barber et al. 2023).

Where it fails: spans of past looks overlap, so that they count for less than they are; a future unlike the past.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, gammaincinv, ndtr, ndtri

from ignition.predictors.purchasing import Floats

STATED_SHOCK, _SHOCK_WORTH = 0.08, 3.0
STATED_SCALE, _STATED_SCORES = 0.85, 5
_NEAR = 0.5
_LEAST_SHOCK = 0.03
_NEXT_TO_NOTHING = 0.05
_FARTHEST = 3.0
"""A wilder miss tells of a beginning, not of what comes."""


@dataclass(frozen=True, slots=True)
class Scale:
    """By span: the relative shock, how many of its own standard deviations hold the wanted mass, and the scores it stands on."""

    shock: Floats
    reach: Floats
    scores: int

    def interval(self, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Of the gamma distribution with that mean and variance; it holds its mean."""
        spread = variance + (self.shock * mean) ** 2
        low, high = (quantile(mean, spread, ndtr(sign * self.reach)) for sign in (-1.0, 1.0))
        # a month may bring nothing, which no gamma distribution says; a hair more, as reach may be the score of just such a month
        nothing = low <= _NEXT_TO_NOTHING * mean * (1 + 1e-9)
        return np.where(nothing, 0.0, np.minimum(low, mean)), np.maximum(high, mean)


def calibrate(mean: Floats, variance: Floats, happened: Floats, counts: Floats, mass: float) -> Scale:
    """From past looks (rows) by span (columns): said, its variance, what happened (NaN where not over yet); and what each look counts."""
    counts = counts[:, None]
    shock = _shock(mean, variance, happened, counts)
    scores = score(mean, variance + (shock * mean) ** 2, happened)
    wanted = float(ndtri((1 + mass) / 2))
    stated = STATED_SCALE * ndtri(0.5 + (np.arange(_STATED_SCORES) + 0.5) / _STATED_SCORES / 2)
    reach = np.array([_reach(scores, counts, span, stated, mass) for span in range(mean.shape[1])])
    known = int(np.isfinite(scores).sum())
    return Scale(shock, reach if known else np.full(mean.shape[1], STATED_SCALE * wanted), known)


def _shock(mean: Floats, variance: Floats, happened: Floats, counts: Floats) -> Floats:
    """Relative standard deviation by span: pooled over all of them first, then of each as far as its looks say."""
    over = np.isfinite(happened) & (mean > 0)
    # against the larger of the two: what was foreseen as next to nothing must not make all else look doubtful
    size = np.where(over, np.maximum(mean, np.nan_to_num(happened)), 1.0)
    excess = np.where(over, ((np.nan_to_num(happened) - mean) ** 2 - variance) / size**2, 0.0)
    excess = counts * np.maximum(excess, -1.0)
    spans = max(mean.shape[1], 1)
    n = (counts * over).sum(axis=0)
    pooled = (excess.sum() / spans + _SHOCK_WORTH * STATED_SHOCK**2) / (n.sum() / spans + _SHOCK_WORTH)
    each = (excess.sum(axis=0) + _SHOCK_WORTH * max(pooled, 0.0)) / (n + _SHOCK_WORTH)
    return np.asarray(np.sqrt(np.maximum(each, _LEAST_SHOCK**2)))


def score(mean: Floats, variance: Floats, happened: Floats) -> Floats:
    """How far the interval had to reach to hold what happened; NaN where that is not over.

    The inverse of `Scale.interval`: a month that brought nothing is held as soon as the interval begins at nothing.

    >>> score(np.ones(3), np.ones(3), np.array([0.0, 1.0, 3.0])).round(2).tolist()
    [1.66, 0.0, 1.65]
    """
    sound = (mean > 0) & (variance > 0) & np.isfinite(happened)
    shape = np.where(sound, mean**2 / np.where(sound, variance, 1.0), 1.0)
    ratio = np.where(sound, happened / np.where(sound, mean, 1.0), 1.0)
    away = ndtri(gammainc(shape, np.maximum(ratio, _NEXT_TO_NOTHING) * shape))
    # the interval always holds its mean, which lies above the middle
    away = np.where(ratio <= 1, np.maximum(-away, 0.0), away)
    return np.where(sound, np.where(ratio < 0, _FARTHEST, np.clip(away, 0.0, _FARTHEST)), np.nan)


def quantile(mean: Floats, variance: Floats, level: Floats) -> Floats:
    """Of the gamma distribution with this mean and variance; the mean itself where either is nought."""
    sound = (mean > 0) & (variance > 0)
    shape = np.where(sound, mean**2 / np.where(sound, variance, 1.0), 1.0)
    return np.where(sound, gammaincinv(shape, level) / shape * mean, np.maximum(mean, 0.0))


def _reach(scores: Floats, counts: Floats, span: int, stated: Floats, mass: float) -> float:
    """Weighted quantile of past scores; those of near spans count too, the less the farther."""
    weight = np.broadcast_to(counts * _NEAR ** np.abs(np.arange(scores.shape[1]) - span), scores.shape)
    known = np.isfinite(scores)
    values = np.concatenate([scores[known], stated])
    weights = np.concatenate([weight[known], np.ones(len(stated))])
    order = np.argsort(values)
    share = np.cumsum(weights[order]) / (weights.sum() + 1)
    place = min(int(np.searchsorted(share, mass)), len(order) - 1)
    return float(values[order][place])
