"""Today's look, mixed and calibrated by the past ones: each part by span and over all of them, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ignition.predictors.purchasing import Floats
from ignition.predictors.revenue.blending import Mixed, mixed, weight_of
from ignition.predictors.revenue.calibrating import Scale, calibrate
from ignition.predictors.revenue.looks import Look, counts

_TOGETHER = 0.15
"""Share of a span's doubt that the next spans have too."""


@dataclass(frozen=True, slots=True)
class Band:
    """By span, and last over all of them."""

    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Fan:
    """In the ledger's unit. The parts stand before their season; `total` is their sum and the season's."""

    base: Band
    deals: Band
    unborn: Band
    season: Band
    total: Band
    seasoned: tuple[Band, Band, Band]
    """Base, deals and unborn, their season included."""
    weights: tuple[float, float]
    """Of the parts' models beside the pace so far: of purchases, of deals."""
    scores: int
    """Past forecasts the interval of the total stands on."""


def spread_out(today: Look, past: Sequence[Look], mass: float) -> Fan:
    """`past` looks hold what happened where it is known by today, and NaN elsewhere."""
    counted = counts(past, today.age)
    weights = weight_of([look.buying for look in past], counted), weight_of([look.dealing for look in past], counted)
    now, before = _mixtures(today, weights), [_mixtures(look, weights) for look in past]
    outcomes = [(*look.buying.happened, *look.dealing.happened) for look in past]
    bands, seasoned = [], []
    for part in range(3):
        said = [_part(look, part) for look in before]
        scale = _scale(said, [one[part] for one in outcomes], counted, len(today.simple), mass)
        bands.append(_band(*_part(now, part, seasoned=False), scale))
        seasoned.append(_band(*_part(now, part), scale))
    wholes = [np.asarray(sum(one)) for one in outcomes]
    total = _scale([_whole(look) for look in before], wholes, counted, len(today.simple), mass)
    season = _season(today, now, mass)
    return Fan(
        base=bands[0], deals=bands[1], unborn=bands[2], season=season, total=_band(*_whole(now), total),
        seasoned=(seasoned[0], seasoned[1], seasoned[2]), weights=weights, scores=total.scores,
    )  # fmt: skip


def _mixtures(look: Look, weights: tuple[float, float]) -> tuple[Mixed, Mixed]:
    return mixed(look.buying, weights[0]), mixed(look.dealing, weights[1])


def _part(look: tuple[Mixed, Mixed], part: int, seasoned: bool = True) -> tuple[Floats, Floats]:
    """Base, open deals, unborn deals: mean and variance by span."""
    flow, at = (look[0], 0) if part == 0 else (look[1], part - 1)
    factor = flow.factor if seasoned else np.ones_like(flow.factor)
    return flow.mean[at] * factor, flow.variance[at] * factor**2


def _whole(look: tuple[Mixed, Mixed]) -> tuple[Floats, Floats]:
    parts = [_part(look, part) for part in range(3)]
    return np.asarray(sum(mean for mean, _ in parts)), np.asarray(sum(variance for _, variance in parts))


def _scale(
    said: list[tuple[Floats, Floats]], outcomes: list[Floats], counted: Floats, spans: int, mass: float
) -> Scale:
    if not said:
        empty = np.zeros((0, spans + 1))
        return calibrate(empty, empty, empty, counted, mass)
    mean, variance = (np.stack([column[at] for column in (_summed(*one) for one in said)]) for at in (0, 1))
    happened = np.stack([np.append(one, one.sum()) for one in outcomes])
    return calibrate(mean, variance, happened, counted, mass)


def _summed(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """All spans together as one more: their doubts are in part the same."""
    together = (1 - _TOGETHER) * variance.sum() + _TOGETHER * np.sqrt(variance).sum() ** 2
    return np.append(mean, mean.sum()), np.append(variance, together)


def _band(mean: Floats, variance: Floats, scale: Scale) -> Band:
    all_mean, all_variance = _summed(mean, variance)
    return Band(all_mean, *scale.interval(all_mean, all_variance))


def _season(today: Look, now: tuple[Mixed, Mixed], mass: float) -> Band:
    """What the season puts on or takes off; its doubt is that of the factors of the months."""
    mean, variance = np.zeros_like(today.simple), np.zeros_like(today.simple)
    for flow, each in ((today.buying, now[0]), (today.dealing, now[1])):
        before = np.asarray(sum(each.mean))
        mean = mean + before * (flow.factor - 1)
        variance = variance + (before * flow.factor_sd) ** 2
    all_mean, all_variance = _summed(mean, variance)
    reach = float(ndtri((1 + mass) / 2)) * np.sqrt(all_variance)
    return Band(all_mean, all_mean - reach, all_mean + reach)
