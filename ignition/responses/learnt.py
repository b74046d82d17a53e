"""The response after the data had their say: the prior elasticity, weighed by what was seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from ignition.estimate import Estimate, Grade
from ignition.responses.curve import Floats
from ignition.responses.hazard import Slope

NODES = 15
"""Equally likely values an elasticity is carried as."""
CONFOUNDED = 0.10
"""Standard deviation by which any slope that no lot decided may be off, however many cases it stands on."""
_GRID = np.linspace(0.0005, 1.0, 2000)


@dataclass(frozen=True, slots=True)
class LearntElasticity:
    """Result grows as effort to the power of the elasticity: lift(u) = (1 + u)^e - 1, e on `nodes`, each as likely as the other."""

    nodes: tuple[float, ...]
    grade: Grade
    n: int
    low: float
    high: float

    @property
    def elasticity(self) -> float:
        return float(np.mean(self.nodes))

    @property
    def evidence(self) -> Estimate:
        return Estimate(self.elasticity, self.low, self.high, self.n, self.grade, "effort_elasticity")

    @property
    def least_effort(self) -> float:
        return 0.0

    def lift(self, effort: Floats) -> Floats:
        growth, mean = np.log1p(effort), np.zeros_like(effort)
        for node in self.nodes:
            mean += np.expm1(node * growth)
        return mean / len(self.nodes)

    def lift_sd(self, effort: Floats) -> Floats:
        growth, mean = np.log1p(effort), self.lift(effort)
        square = np.zeros_like(effort)
        for node in self.nodes:
            square += (np.expm1(node * growth) - mean) ** 2
        return np.asarray(np.sqrt(square / len(self.nodes)))

    def draw(self, effort: Floats, normal: Floats) -> Floats:
        place = (np.arange(len(self.nodes)) + 0.5) / len(self.nodes)
        elasticity = np.interp(ndtr(normal), place, self.nodes)
        drawn: Floats = np.expm1(np.outer(elasticity, np.log1p(effort)))
        return drawn


def believe(median: float, sigma: float, seen: Slope, grade: Grade, n: int) -> LearntElasticity:
    """Prior LogNormal(median, sigma) up to 1, weighed by a slope that was seen: shrink first, optimise second.

    Below L4 the slope may be off by `CONFOUNDED` beside its own error: effort was given where there was hope, and no number of cases
    takes that away. Formula: p(e) ~ LogNormal(e) Normal(slope; e, sqrt(error^2 + 0.1^2)), on a grid. Source: Bayes; for the
    allowance Greenland (2005), JRSS A 168. It fails where effort does harm: an elasticity is never below 0 here.

    >>> from ignition.estimate import Grade
    >>> learnt = believe(0.25, 0.6, Slope(0.05, 0.02), Grade.FITTED, 900)
    >>> round(believe(0.25, 0.6, Slope(0.0, 9.0), Grade.POOLED, 9).elasticity, 2), round(learnt.elasticity, 2)
    (0.29, 0.15)
    """
    off = 0.0 if grade is Grade.MEASURED else CONFOUNDED
    return _weighed(median, sigma, -0.5 * ((seen.value - _GRID) ** 2) / (seen.error**2 + off**2), grade, n)


def believe_lift(median: float, sigma: float, lift: Slope, effort: float, n: int) -> LearntElasticity:
    """As `believe`, from a lift that a lot measured at `effort` (extra over usual hours): no allowance, grade L4."""
    expected = np.expm1(_GRID * math.log1p(effort))
    return _weighed(median, sigma, -0.5 * ((lift.value - expected) / lift.error) ** 2, Grade.MEASURED, n)


def _weighed(median: float, sigma: float, log_likelihood: Floats, grade: Grade, n: int) -> LearntElasticity:
    log_prior = -np.log(_GRID) - 0.5 * ((np.log(_GRID) - math.log(median)) / sigma) ** 2
    log_mass = log_prior + log_likelihood
    mass = np.exp(log_mass - log_mass.max())
    up_to = np.concatenate([[0.0], np.cumsum(mass) / mass.sum()])
    edge = np.concatenate([[0.0], _GRID])
    nodes = np.interp((np.arange(NODES) + 0.5) / NODES, up_to, edge)
    nodes = nodes * (float(_GRID @ mass / mass.sum()) / nodes.mean())
    low, high = np.interp([0.1, 0.9], up_to, edge)
    return LearntElasticity(tuple(nodes.tolist()), grade, n, float(low), float(high))
