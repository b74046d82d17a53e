"""How much the models of the parts count beside the pace so far: what the book's own past looks say.

Belief: the best mixture of two forecasts is the one that would have been best before (Bates & Granger 1969), pulled to
half and half as long as the two were hardly told apart. One weight for each stream of money and all its spans. Each look
has one vote: its errors are said in its own size, so that a wild beginning does not decide for all that comes after it.

Where it fails: a stream that changes its nature, of which old looks go on telling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ignition.predictors.purchasing import Floats
from ignition.predictors.revenue.looks import Flow

_STATED, _STATED_SPANS = 0.5, 2.0
"""Half and half, as if seen in so many spans in which the two lay as far apart as they missed by."""
_SHARPEST = 0.01
"""No look is taken for nearer to the truth than this share of what it foresaw."""
_LEAST, _MOST = 0.5, 2.0
"""How far the pace may move what the open deals bring; the rest falls to those not yet born."""


@dataclass(frozen=True, slots=True)
class Mixed:
    """By part and span, before the season: expected, and its variance from chance and parameters."""

    mean: tuple[Floats, ...]
    variance: tuple[Floats, ...]
    factor: Floats

    @property
    def total(self) -> Floats:
        return np.asarray(sum(self.mean) * self.factor)


def weight_of(flows: Sequence[Flow], counts: Floats) -> float:
    """Of the parts' models, from 0 to 1; `flows` are those of past looks, and `counts` what each of them counts."""
    above, below = _STATED_SPANS * _STATED, _STATED_SPANS
    for flow, count in zip(flows, counts.tolist(), strict=True):
        numerator, denominator = _vote(flow)
        above, below = above + count * numerator, below + count * denominator
    return float(np.clip(above / below, 0.0, 1.0))


def _vote(flow: Flow) -> tuple[float, float]:
    """Numerator and denominator of least squares over the spans that are over, in the look's own mean square error."""
    models, pace = flow.factor * np.asarray(sum(part.mean for part in flow.parts)), flow.factor * flow.pace
    happened = np.asarray(sum(flow.happened))
    over = np.isfinite(happened)
    level = float((models + pace)[over].mean()) if over.any() else 0.0
    if level <= 0:
        return 0.0, 0.0
    models, pace, happened = models[over] / level, pace[over] / level, happened[over] / level
    missed = float(np.mean((models - happened) ** 2 + (pace - happened) ** 2))
    size = max(missed, _SHARPEST**2)
    apart = models - pace
    return float(apart @ (happened - pace)) / size, float(apart @ apart) / size


def mixed(flow: Flow, weight: float) -> Mixed:
    """The parts moved so that they add up to the mixture; the first takes its share within limits, the last the rest."""
    models = np.asarray(sum(part.mean for part in flow.parts))
    wanted = weight * models + (1 - weight) * flow.pace
    if len(flow.parts) == 1:
        means: tuple[Floats, ...] = (wanted,)
    else:
        ratio = np.divide(wanted, models, out=np.ones_like(wanted), where=models > 0)
        first = np.minimum(flow.parts[0].mean * np.clip(ratio, _LEAST, _MOST), wanted)
        means = (first, wanted - first)
    moved = (
        np.divide(mean, part.mean, out=np.ones_like(mean), where=part.mean > 0)
        for mean, part in zip(means, flow.parts, strict=True)
    )
    variance = tuple(part.variance * np.clip(by, 0.25, 4.0) for part, by in zip(flow.parts, moved, strict=True))
    return Mixed(means, variance, flow.factor)
