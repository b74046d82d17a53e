"""The ADBUDG response: a manager's answers to four questions (Little 1970), where nothing was measured."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from ignition.errors import RefusedJudgement
from ignition.estimate import Estimate, Grade
from ignition.responses.curve import TENTH, Floats, tangent_from_now
from ignition.wording import Text

_NO_NUMBER = Text(
    it="Le risposte devono essere numeri, con 1 = il risultato di oggi.",
    en="The answers must be numbers, with 1 = today's result.",
)
_NOTHING_NEEDED = Text(
    it="Senza alcun impegno il risultato sarebbe {nothing:number}, oggi è 1: se l'impegno non serve, non c'è nulla da "
    "distribuire. Rispondi con un numero tra 0 e 1.",
    en="With no effort the result would be {nothing:number}, today it is 1: if effort is not needed, there is nothing to "
    "allocate. Answer with a number from 0 to below 1.",
)
_NOTHING_MORE = Text(
    it="Con metà impegno in più il risultato sarebbe {half_more:number}, oggi è 1: se non cresce, un'ora in più non vale "
    "nulla. Rispondi con un numero sopra 1.",
    en="With half as much effort again the result would be {half_more:number}, today it is 1: if it does not grow, one more "
    "hour is worth nothing. Answer with a number above 1.",
)
_BEYOND_MOST = Text(
    it="Con metà impegno in più il risultato sarebbe {half_more:number}, ma con impegno senza limiti {most:number}: "
    "il secondo deve essere più grande.",
    en="With half as much effort again the result would be {half_more:number}, yet with unlimited effort {most:number}: "
    "the second must be larger.",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Four answers about the result of an act over the horizon; the fourth is "now" and is always 1.

    `nothing`: with no effort at all. `half_more`: with half as much effort again. `most`: with unlimited effort.
    Raises `RefusedJudgement`, with the reason, where the answers contradict each other.

    >>> Judgement(nothing=0.4, half_more=1.2, most=1.6).response().elasticity.__round__(3)
    0.513
    """

    nothing: float
    half_more: float
    most: float

    def __post_init__(self) -> None:
        if not all(math.isfinite(answer) for answer in (self.nothing, self.half_more, self.most)):
            raise RefusedJudgement(_NO_NUMBER.of())
        if not 0 <= self.nothing < 1:
            raise RefusedJudgement(_NOTHING_NEEDED.of(nothing=self.nothing))
        if self.half_more <= 1:
            raise RefusedJudgement(_NOTHING_MORE.of(half_more=self.half_more))
        if self.half_more >= self.most:
            raise RefusedJudgement(_BEYOND_MOST.of(half_more=self.half_more, most=self.most))

    def response(self, sigma: float = 0.6) -> JudgedResponse:
        """The curve through the four answers; `sigma` is the spread of its lift, on the log scale."""
        d = (self.most - 1) / (1 - self.nothing)
        z = (self.half_more - self.nothing) / (self.most - self.nothing)
        c = math.log(z * d / (1 - z)) / math.log(1.5)
        return JudgedResponse(self.nothing, self.most, c, d, sigma)


@dataclass(frozen=True, slots=True)
class JudgedResponse:
    """y(x) = y0 + (yinf - y0) x^c / (d + x^c), with x = 1 the effort of today; lift(u) = y(1 + u) - 1.

    One person's answers are no measurement: the whole lift is uncertain by a LogNormal factor of mean 1, as wide as
    the elasticity prior. Where c is large the curve is S-shaped: small doses do little, and `least_effort` is the
    dose at which an hour returns most.
    """

    y0: float
    yinf: float
    c: float
    d: float
    sigma: float

    @property
    def grade(self) -> Grade:
        return Grade.ASSUMED

    @property
    def elasticity(self) -> float:
        return (self.yinf - self.y0) * self.c * self.d / (1 + self.d) ** 2

    @property
    def evidence(self) -> Estimate:
        middle = self.elasticity * math.exp(-(self.sigma**2) / 2)
        low, high = (middle * math.exp(side * TENTH * self.sigma) for side in (-1, 1))
        return Estimate(self.elasticity, low, max(high, self.elasticity), 1, self.grade, "effort_elasticity")

    @property
    def least_effort(self) -> float:
        if self.c <= 1:
            return 0.0
        inflection = (self.d * (self.c - 1) / (self.c + 1)) ** (1 / self.c) - 1
        return tangent_from_now(self._at, inflection)

    def lift(self, effort: Floats) -> Floats:
        # The logistic form of x^c / (d + x^c) does not overflow; no effort at all has the log -inf, and the share 0.
        with np.errstate(divide="ignore"):
            share = expit(self.c * np.log1p(effort) - math.log(self.d))
        lift: Floats = self.y0 + (self.yinf - self.y0) * share - 1
        return lift

    def lift_sd(self, effort: Floats) -> Floats:
        return self.lift(effort) * math.sqrt(math.expm1(self.sigma**2))

    def draw(self, effort: Floats, normal: Floats) -> Floats:
        factor = np.exp(self.sigma * normal - self.sigma**2 / 2)
        drawn: Floats = np.outer(factor, self.lift(effort))
        return drawn

    def _at(self, effort: float) -> float:
        return float(self.lift(np.array([effort]))[0])
