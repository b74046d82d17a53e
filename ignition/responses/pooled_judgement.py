"""One response from the answers of several judges."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from ignition.estimate import Estimate, Grade
from ignition.responses.curve import Floats
from ignition.responses.judgement import JudgedResponse

_EFFORTS = np.geomspace(1e-3, 1e2, 1001)


@dataclass(frozen=True, slots=True)
class PooledJudgement:
    """The linear opinion pool: with probability `shares[j]` judge j is right.

    Belief: one of the judges is. Where they agree it is as wide as each of them; where they are far apart it is wider than any.
    Source: Stone (1961), Annals of Mathematical Statistics 32. It fails where all of them repeat the same hearsay.
    """

    judges: tuple[JudgedResponse, ...]
    shares: tuple[float, ...]

    @property
    def grade(self) -> Grade:
        return Grade.ASSUMED

    @property
    def elasticity(self) -> float:
        return math.fsum(share * judge.elasticity for share, judge in zip(self.shares, self.judges, strict=True))

    @property
    def evidence(self) -> Estimate:
        bands = [judge.evidence for judge in self.judges]
        low, high = (min(band.low or 0.0 for band in bands), max(band.high or 0.0 for band in bands))
        return Estimate(self.elasticity, low, high, len(self.judges), Grade.ASSUMED, "effort_elasticity")

    @property
    def least_effort(self) -> float:
        """The dose with the best return per hour, over a fine grid: a pool of S-curves has no formula for it."""
        if all(judge.least_effort == 0 for judge in self.judges):
            return 0.0
        best = int(np.argmax(self.lift(_EFFORTS) / _EFFORTS))
        return float(_EFFORTS[best]) if best else 0.0

    def lift(self, effort: Floats) -> Floats:
        mean = np.zeros_like(effort)
        for share, judge in zip(self.shares, self.judges, strict=True):
            mean += share * judge.lift(effort)
        return mean

    def lift_sd(self, effort: Floats) -> Floats:
        mean, square = self.lift(effort), np.zeros_like(effort)
        for share, judge in zip(self.shares, self.judges, strict=True):
            square += share * ((judge.lift(effort) - mean) ** 2 + judge.lift_sd(effort) ** 2)
        return np.asarray(np.sqrt(square))

    def draw(self, effort: Floats, normal: Floats) -> Floats:
        """The draw's rank says which judge is right, and its rank within that judge's share how far."""
        rank = np.clip(ndtr(normal), 1e-9, 1 - 1e-9)
        edges = np.concatenate([[0.0], np.cumsum(self.shares)])
        drawn = np.zeros((len(normal), len(effort)))
        for place, judge in enumerate(self.judges):
            low, high = edges[place], edges[place + 1] if place + 1 < len(self.judges) else 1.0
            theirs = (rank >= low) & (rank < high)
            drawn[theirs] = judge.draw(effort, ndtri((rank[theirs] - low) / (high - low)))
        return drawn
