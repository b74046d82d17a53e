"""CUPED: what was known before the lot takes noise off what came after it."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.acting import Trial, effect_of_acting
from ignition.measuring.stating import MASS, Flags, Floats


def cuped(trial: Trial, before: Floats, mass: float = MASS) -> Estimate:
    """The effect of acting on y - theta (x - mean x), with x the same customer's outcome in as long a time before the lot.

    theta = cov(x, y) / var(x), taken inside the arms so that the effect itself does not enter it. The variance falls to
    1 - correlation^2 of what it was; the mean of the effect stays, for x cannot know the lot. Source: Deng, Xu, Kohavi & Walker
    (2013), WSDM. It fails where x was recorded after the lot: it then takes the effect away with the noise. Where x is unknown
    its mean stands in: nothing is gained there and nothing spoilt.

    >>> acted, before = np.arange(200) % 2 == 0, np.arange(200) // 2 * 1.0
    >>> trial = Trial(before + np.where(acted, 7.0, 0.0), acted, np.full(200, 0.5))
    >>> found = cuped(trial, before)
    >>> round(found.value, 6), round(found.high - found.low, 6)
    (7.0, 0.0)
    """
    rows = trial.usable
    adjusted = trial.outcome.copy()
    adjusted[rows] = without_before(trial.outcome[rows], before[rows], trial.acted[rows])
    return effect_of_acting(Trial(adjusted, trial.acted, trial.chance, trial.cluster), mass=mass)


def without_before(outcome: Floats, before: Floats, acted: Flags) -> Floats:
    """Outcomes less what was to be seen coming: fit for any estimator of this room, as `effect_in_pairs`."""
    known = np.isfinite(before) & np.isfinite(outcome)
    middle = float(before[known].mean()) if known.any() else 0.0
    surprise = np.where(known, before - middle, 0.0)
    in_arms, result = _inside_arms(surprise, acted, known), _inside_arms(np.where(known, outcome, 0.0), acted, known)
    squares = float(in_arms @ in_arms)
    theta = float(in_arms @ result) / squares if squares > 0 else 0.0
    adjusted: Floats = outcome - theta * surprise
    return adjusted


def _inside_arms(values: Floats, acted: Flags, known: Flags) -> Floats:
    centred = np.zeros(len(values))
    for arm in (acted & known, ~acted & known):
        if arm.any():
            centred[arm] = values[arm] - values[arm].mean()
    return centred
