"""How much the models of the parts count beside the pace so far: what the book's own past looks say.

Belief: the best mixture of two forecasts is the one that would have been best before (Bates & Granger 1969), pulled to
half and half as long as few looks are over. One weight for each stream of money and all its spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ignition.predictors.purchasing import Floats
from ignition.predictors.revenue.looks import Flow

_STATED, _LOOKS_WORTH = 0.5, 1.5
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


def weight_of(flows: Sequence[Flow]) -> float:
    """Of the parts' models, from 0 to 1; `flows` are those of past looks."""
    above, below = [], []
    for flow in flows:
        models = np.asarray(sum(part.mean for part in flow.parts))
        happened = np.asarray(sum(flow.happened))
        scale = float(np.mean(models + flow.pace))
        over = np.isfinite(happened)
        if scale > 0 and over.any():
            apart = (flow.factor * (models - flow.pace))[over] / scale
            above.append(apart * (happened - flow.factor * flow.pace)[over] / scale)
            below.append(apart**2)
    if not below:
        return _STATED
    spans = max(len(one) for one in below)
    stated = _LOOKS_WORTH * spans * float(np.mean(np.concatenate(below)))
    known = float(np.sum(np.concatenate(below))) + stated
    found = (float(np.sum(np.concatenate(above))) + stated * _STATED) / known if known > 0 else _STATED
    return float(np.clip(found, 0.0, 1.0))


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
