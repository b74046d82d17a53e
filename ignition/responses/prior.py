"""The elasticity prior: what is believed of one more hour before anything was measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate, Grade
from ignition.responses.curve import TENTH, Floats

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True, slots=True)
class ElasticityPrior:
    """Result grows as effort to the power of an unknown elasticity: lift(u) = (1 + u)^e - 1, e ~ LogNormal.

    Albers, Mantrala & Sridhar (2010) find a mean of 0.31 over 506 estimates of personal selling; published effects
    enter cut, so the median is 0.25 and the mean 0.30. An elasticity is at most 1: nobody's second hour is
    taken to be worth more than the first. Moments by Gauss-Hermite quadrature.

    It fails where the act is all or nothing (a tender's last day): use a `Judgement` there.

    >>> prior = ElasticityPrior()
    >>> prior.lift(np.array([0.0, 0.25, 1.0])).round(3).tolist()
    [0.0, 0.069, 0.239]
    """

    median: float = 0.25
    sigma: float = 0.6

    @property
    def grade(self) -> Grade:
        return Grade.ASSUMED

    @property
    def elasticity(self) -> float:
        return float(_WEIGHTS @ self._of(_NODES))

    @property
    def evidence(self) -> Estimate:
        low, high = self._of(np.array([-TENTH, TENTH])).tolist()
        return Estimate(self.elasticity, low, high, 0, self.grade, "effort_elasticity")

    @property
    def least_effort(self) -> float:
        return 0.0

    def lift(self, effort: Floats) -> Floats:
        mean = np.zeros_like(effort)
        for weight, lift in self._at_nodes(effort):
            mean += weight * lift
        return mean

    def lift_sd(self, effort: Floats) -> Floats:
        mean, square = np.zeros_like(effort), np.zeros_like(effort)
        for weight, lift in self._at_nodes(effort):
            mean += weight * lift
            square += weight * lift**2
        sd: Floats = np.sqrt(np.maximum(square - mean**2, 0.0))
        return sd

    def draw(self, effort: Floats, normal: Floats) -> Floats:
        lift: Floats = np.expm1(np.outer(self._of(normal), np.log1p(effort)))
        return lift

    def _at_nodes(self, effort: Floats) -> Iterator[tuple[float, Floats]]:
        # Node by node: a million efforts by fifteen nodes need not lie in memory together.
        growth = np.log1p(effort)
        for weight, elasticity in zip(_WEIGHTS, self._of(_NODES), strict=True):
            yield weight, np.expm1(elasticity * growth)

    def _of(self, normal: Floats) -> Floats:
        elasticity: Floats = np.minimum(self.median * np.exp(self.sigma * normal), 1.0)
        return elasticity
