"""Several judges of one play: each counts as much as their past answers were worth."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from ignition.estimate import Estimate, Grade
from ignition.responses.curve import Floats
from ignition.responses.judgement import JudgedResponse, Judgement

PAST_NEEDED = 3.0
"""So many past answers weigh as much as the presumption that a judge knows how little they know."""
_EFFORTS = np.geomspace(1e-3, 1e2, 1001)


@dataclass(frozen=True, slots=True)
class Stated:
    """Four answers as somebody gave them on a day. `judge` is an id without name or role; it says only whose answers belong together."""

    judge: str
    on: dt.date
    answers: Judgement


@dataclass(frozen=True, slots=True)
class Came:
    """What a past answer was held against: the lift that came at `effort`, and its standard error."""

    lift: float
    error: float
    effort: float


def miscalibration(past: Sequence[tuple[Judgement, Came]], sigma: float) -> float:
    """How many times as wide as stated a judge errs, as a variance: 1 where nothing is known, above 1 where they were too sure.

    v = (k + sum z^2) / (k + n), z the error of each past answer in its own standard deviations and those of what came; k =
    `PAST_NEEDED`. Source: the conjugate inverse-gamma posterior of a variance; scoring of judges: Cooke (1991), Experts in
    Uncertainty. It fails where what came is itself hardly known: everybody is then as good as anybody.

    >>> miscalibration([], 0.6)
    1.0
    """
    squares = [_z(answers, came, sigma) ** 2 for answers, came in past]
    return (PAST_NEEDED + sum(squares)) / (PAST_NEEDED + len(squares))


def weights(errs: Mapping[str, float]) -> dict[str, float]:
    """Share of each judge: inverse to how far they err; equal with no past.

    >>> {name: round(share, 2) for name, share in weights({"a": 1.0, "b": 3.0}).items()}
    {'a': 0.75, 'b': 0.25}
    """
    inverse = {name: 1 / err for name, err in errs.items()}
    return {name: one / sum(inverse.values()) for name, one in inverse.items()}


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


def pool(stated: Sequence[Stated], errs: Mapping[str, float], sigma: float) -> PooledJudgement | JudgedResponse:
    """Each judge's latest answers, with the spread and the weight that the past of the judge earned.

    `errs` holds `miscalibration` by judge; who is not in it has no past.

    >>> answers = Judgement(nothing=0.4, half_more=1.2, most=1.6)
    >>> one = pool([Stated("a", dt.date(2026, 1, 1), answers)], {}, 0.6)
    >>> round(one.elasticity, 3)
    0.513
    """
    latest = {one.judge: one for one in sorted(stated, key=lambda one: (one.on, one.judge))}
    err = {name: errs.get(name, 1.0) for name in latest}
    judged = {name: one.answers.response(sigma * math.sqrt(err[name])) for name, one in latest.items()}
    if len(judged) == 1:
        return next(iter(judged.values()))
    share, names = weights(err), sorted(judged)
    return PooledJudgement(tuple(judged[name] for name in names), tuple(share[name] for name in names))


def _z(answers: Judgement, came: Came, sigma: float) -> float:
    response, effort = answers.response(sigma), np.array([came.effort])
    spread = math.hypot(float(response.lift_sd(effort)[0]), came.error)
    return (came.lift - float(response.lift(effort)[0])) / spread if spread > 0 else 0.0
