"""What acting added to what comes by itself, as a share of it: the lift, where a lot decided."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from scipy import stats

from ignition.estimate import Estimate, Grade
from ignition.measuring.acting import Trial, scores
from ignition.measuring.clusters import mean_error
from ignition.measuring.promises import FEWEST_COMPARED, TOO_FEW_COMPARED
from ignition.measuring.stating import MASS, NOT_BY_LOT, TOO_FEW, Flags, Floats, stated, unsaid


def lift_of_acting(trial: Trial, result: Floats, mass: float = MASS) -> Estimate:
    """Effect on `trial.outcome` over the mean `result` of those left as usual; both in EUR, the outcome may be less what was before.

    lift = mean(psi) / mean(phi), psi the doubly robust scores of `effect_of_acting` and phi = m0 + (1 - a)(r - m0) / (1 - e); its error
    by the delta method, (psi - lift phi) / mean(phi), over clusters. Belief: as `effect_of_acting`. Source: Robins, Rotnitzky & Zhao
    (1994), JASA 89. It fails, and says nothing, where nothing comes by itself; with few results among those left it is lopsided.

    >>> acted = np.arange(200) % 2 == 0
    >>> result = np.where(acted, 120.0, 100.0) + np.arange(200) // 2 % 5
    >>> found = lift_of_acting(Trial(result, acted, np.full(200, 0.5)), result)
    >>> round(found.value, 2), found.grade.value
    (0.2, 'L4')
    """
    rows = trial.usable & np.isfinite(result)
    used, came, left_out = trial.only(rows), result[rows], int((~rows).sum())
    if not rows.any():
        return unsaid("lift_of_acting", 0, NOT_BY_LOT, left_out=left_out)
    n_effective = used.n_effective
    if n_effective == 0:
        return unsaid("lift_of_acting", len(came), TOO_FEW, left_out=left_out)
    usual = _as_usual(replace(used, outcome=came))
    by_itself, effect = float(usual.mean()), scores(used)
    if by_itself <= 0:
        return unsaid("lift_of_acting", len(came), TOO_FEW, n_effective=n_effective, left_out=left_out)
    lift = float(effect.mean()) / by_itself
    error, freedom = mean_error((effect - lift * usual) / by_itself, used.cluster)
    return stated(
        "lift_of_acting", lift, error, len(came), n_effective=n_effective, freedom=freedom, left_out=left_out, mass=mass
    )


def lift_of_doing(change: Floats, result: Floats, done: Flags, mass: float = 0.8) -> Estimate:
    """The change where a point was done less that where it was not, over the mean `result` of those not done: grade L1.

    Belief: none that would make it a cause; who did what was nobody's lot. Student's t interval by the delta method. It fails where
    people do first what would have come by itself, and says nothing below `FEWEST_COMPARED` of either.

    >>> done = np.arange(40) % 2 == 0
    >>> came = np.where(done, 110.0, 100.0) + np.arange(40) // 2 % 3
    >>> found = lift_of_doing(came, came, done)
    >>> round(found.value, 2), found.grade.value
    (0.1, 'L1')
    """
    if min(int(done.sum()), int((~done).sum())) < FEWEST_COMPARED or result[~done].mean() <= 0:
        return unsaid("lift_of_doing", len(done), TOO_FEW_COMPARED)
    usual = float(result[~done].mean())
    lift = float(change[done].mean() - change[~done].mean()) / usual
    left_alone = change[~done] + lift * result[~done]
    error = math.sqrt(change[done].var(ddof=1) / done.sum() + left_alone.var(ddof=1) / (~done).sum()) / usual
    reach = error * float(stats.t.ppf((1 + mass) / 2, min(int(done.sum()), int((~done).sum())) - 1))
    return Estimate(lift, lift - reach, lift + reach, len(done), Grade.POOLED, "lift_of_doing")


def _as_usual(used: Trial) -> Floats:
    """phi: what comes of each case left as usual; their mean is what comes by itself."""
    weight = np.where(used.acted, 0.0, 1 / (1 - used.chance))
    mean = float(weight @ used.outcome) / float(weight.sum())
    return np.asarray(mean + weight * (used.outcome - mean))
