"""Where a walk through stages ends, when it may skip and return: an absorbing Markov chain.

Belief: where a deal goes next depends on the stage it is in, not on how it came there.
B = (I - Q)^-1 R. Source: Kemeny & Snell (1960), Finite Markov Chains, theorem 3.3.7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.metrics.bootstrap import DRAWS, percentiles
from ignition.metrics.columns import Floats
from ignition.metrics.stating import Interval

_SEED = 20260102


@dataclass(frozen=True, slots=True)
class Moves:
    """Counts of moves from each stage reached (rows) to each of them, to the end asked for, and to the other ends."""

    counts: Floats
    start: int

    @property
    def total(self) -> int:
        return int(self.counts.sum())


def absorbed(moves: Moves) -> float:
    """Chance of ending as asked, from the start; NaN where a stage that is reached has never been left for an end."""
    rows = moves.counts.sum(axis=1, keepdims=True)
    if (rows == 0).any() or not _every_stage_ends(moves.counts):
        return float("nan")
    return float(_solved(moves.counts / rows, moves.start))


def absorbed_interval(moves: Moves) -> Interval:
    """80 % interval: each stage's exits drawn from Dirichlet(counts) (Bayesian bootstrap, Rubin 1981)."""
    weights = np.random.default_rng(_SEED).gamma(moves.counts, size=(DRAWS, *moves.counts.shape))
    weights = np.maximum(weights, 1e-300 * (moves.counts > 0))
    chances = weights / weights.sum(axis=2, keepdims=True)
    return percentiles(np.asarray(_solved(chances, moves.start)), moves.total)


def _solved(chances: Floats, start: int) -> Floats:
    """`chances`: ... x stages x (stages, asked end, other ends)."""
    stages = chances.shape[-2]
    within, asked = chances[..., :stages], chances[..., stages : stages + 1]
    return np.asarray(np.linalg.solve(np.eye(stages) - within, asked)[..., start, 0])


def _every_stage_ends(counts: Floats) -> bool:
    stages = len(counts)
    ends = counts[:, stages:].sum(axis=1) > 0
    for _ in range(stages):
        ends = ends | ((counts[:, :stages] > 0) @ ends)
    return bool(ends.all())
