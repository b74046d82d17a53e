"""From rates to chances: what a deal's rates after today mean by any horizon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.predictors.bg_nbd import Floats

ROWS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Curve:
    """By the horizon: won, ended without a win, and the mean days to the win where there is one (NaN where none can be)."""

    won: Floats
    ended: Floats
    days_to_win: Floats


def curve_by(to_win: Floats, to_end: Floats, until: Floats) -> Curve:
    """Cumulative incidences from the events due in each stretch of each deal; `until` are the days at which stretches meet.

    >>> one = curve_by(np.array([[1.0]]), np.array([[1.0]]), np.array([0.0, 50.0]))
    >>> round(float(one.won[0]), 3), round(float(one.won[0] + one.ended[0]), 3)
    (0.432, 0.865)
    """
    total = to_win + to_end
    leaves = -np.expm1(-total)
    still = np.cumprod(np.concatenate([np.ones((len(total), 1)), 1 - leaves[:, :-1]], axis=1), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(total > 0, still * leaves / total, 0.0)
        # the mean place within a stretch of those that leave in it, at a constant rate
        within = np.where(total > 1e-6, 1 / total - (1 - leaves) / leaves, 0.5)
        wins = left * to_win
        mean = (wins * (until[:-1] + within * np.diff(until))).sum(axis=1) / wins.sum(axis=1)
    return Curve(wins.sum(axis=1), (left * to_end).sum(axis=1), mean)
