"""Empirical Bayes for rates: a group with little to show is pulled to what all groups show.

Belief: group g sees d_g events where e_g were expected, d_g ~ Poisson(e_g theta_g), and theta_g ~ Gamma(k, k) about 1. The
posterior of theta_g is Gamma(k + d_g, k + e_g). k is chosen by the marginal likelihood (negative binomial) of all groups.

Source: Clayton & Kaldor (1987), Biometrics 43; DuMouchel (1999), The American Statistician 53.
Where it fails: groups of two clearly different sorts, which are then pulled to a middle where none of them is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from ignition.predictors.bg_nbd import Floats

_STRENGTHS = np.geomspace(2000, 0.5, 60)
"""From strong to weak: where the groups tell nothing, they are pulled together."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """Posterior of each group's ratio: its mean, and the standard deviation of its logarithm."""

    ratio: Floats
    log_sd: Floats


def pool(events: Floats, expected: Floats) -> Pooled:
    """Ratios of events to expected, shrunk to 1 as far as the groups tell each other apart.

    A single group is its own expectation: its ratio is 1.

    >>> pooled = pool(np.array([0.0, 40.0, 11.0]), np.array([0.5, 20.0, 10.0]))
    >>> [round(float(ratio), 2) for ratio in pooled.ratio]
    [0.88, 1.85, 1.07]
    """
    if len(events) == 1:
        return Pooled(np.ones(1), np.zeros(1))
    strength = _strength(events, expected)
    shape = strength + events
    return Pooled(shape / (strength + expected), 1 / np.sqrt(shape))


def _strength(events: Floats, expected: Floats) -> float:
    k, d, e = _STRENGTHS[:, None], events[None, :], expected[None, :]
    evidence = gammaln(k + d) - gammaln(k) + k * np.log(k) - (k + d) * np.log(k + e)
    return float(_STRENGTHS[int(np.argmax(evidence.sum(axis=1)))])
