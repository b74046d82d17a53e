"""Several judges of one play: each counts as much as their past answers were worth."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ignition.responses.judgement import JudgedResponse, Judgement
from ignition.responses.pooled_judgement import PooledJudgement

PAST_NEEDED = 3.0
"""So many past answers weigh as much as the presumption that a judge knows how little they know."""


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
