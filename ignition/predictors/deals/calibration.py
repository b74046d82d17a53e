"""Were the chances right last time? The last quarter foreseen again from what was known before it, and held against it.

The deals open 91 days ago are foreseen from the spells known on that day; what became of them since says how far the chances
were off. Belief: logit(true) = shift + logit(said), with 0 taken for granted as if a few deals had said so; the chances of
today are mended by that shift, unless they are validated in time: with a slope beside the shift, the slope lies within
0.8 to 1.2 and the shift's 95 % interval covers 0. Then there is nothing to mend but chance.

Source: Cox (1958), Biometrika 45; Platt (1999). Where it fails: the next quarter is not like the last one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.special import expit, logit

from ignition.predictors.bg_nbd import Floats, Mask
from ignition.predictors.deals.outlook import foresee_kinds
from ignition.predictors.deals.rates import learn_rates
from ignition.predictors.tables import numbers, texts

QUARTER_WEEKS, QUARTER_DAYS = 13, 91
FEWEST_OPEN, FEWEST_WON = 50, 10
FEWEST_CLOSED, FEWEST_DAYS = 30, 182
_PRIOR_SD = 0.5
_SLOPES = (0.8, 1.2)
_SURELY = 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """`shift` mends the logarithm of the odds; `n` deals were foreseen and held against what came of them."""

    shift: float
    shift_sd: float
    slope: float
    n: int
    validated: bool

    def mend(self, p: Floats) -> tuple[Floats, Floats]:
        """The chance mended, and how unsure the mending is; what was right is left alone."""
        if self.n == 0 or self.validated:
            return p, np.zeros_like(p)
        mended = expit(self.shift + logit(np.clip(p, _SURELY, 1 - _SURELY)))
        return mended, mended * (1 - mended) * self.shift_sd


UNCHECKED = Calibration(0.0, 0.0, 1.0, 0, False)


def check(history: pa.Table, on: dt.date) -> Calibration:
    """How far last quarter's chances were off; `UNCHECKED` where too few deals were open, or won, to tell."""
    opened = _days(history)
    then = on.toordinal() - QUARTER_DAYS
    known = as_known(history, opened, then)
    still_open = known.filter(pa.array([exit == "open" for exit in texts(known, "exit")], type=pa.bool_()))
    closed = numbers(history, "stop_days") + opened
    won = _ids(history, np.array(texts(history, "exit")) == "won", closed > then)
    came = np.array([deal in won for deal in texts(still_open, "deal_id")], dtype=float)
    if len(came) < FEWEST_OPEN or came.sum() < FEWEST_WON or not _knew_enough(known, opened.min(), then):
        return UNCHECKED
    said = foresee_kinds(
        learn_rates(known), texts(still_open, "product_id"), texts(still_open, "stage"),
        numbers(still_open, "stop_days"), QUARTER_WEEKS, QUARTER_WEEKS, doubt=False,
    ).p_win  # fmt: skip
    return fit(said, came)


def fit(said: Floats, came: Floats) -> Calibration:
    """Logistic recalibration: the shift that mends the level, and whether level and slope were right as they were.

    >>> said = np.repeat([0.2, 0.8], 500)
    >>> came = np.concatenate([np.arange(500) < 50, np.arange(500) < 300]).astype(float)
    >>> found = fit(said, came)
    >>> [round(float(p), 2) for p in found.mend(np.array([0.2, 0.8]))[0]], found.validated
    ([0.09, 0.62], False)
    """
    log_odds = logit(np.clip(said, _SURELY, 1 - _SURELY))
    shift, shift_sd = _summit(np.ones((len(said), 1)), log_odds, came)
    both, both_sd = _summit(np.stack([np.ones_like(log_odds), log_odds], axis=1), log_odds, came)
    slope = 1 + both[1]
    right = _SLOPES[0] <= slope <= _SLOPES[1] and abs(both[0]) <= 1.96 * both_sd[0]
    return Calibration(float(shift[0]), float(shift_sd[0]), float(slope), len(said), bool(right))


def _summit(sides: Floats, log_odds: Floats, came: Floats) -> tuple[Floats, Floats]:
    """By Newton's method: the posterior is concave, so that it has one summit. What is said stands as the offset."""
    precision = np.eye(sides.shape[1]) / _PRIOR_SD**2
    found = np.zeros(sides.shape[1])
    for _ in range(30):
        p = expit(log_odds + sides @ found)
        curve = (sides * (p * (1 - p))[:, None]).T @ sides + precision
        found = found + np.clip(np.linalg.solve(curve, sides.T @ (came - p) - precision @ found), -1.0, 1.0)
    return found, np.sqrt(np.diag(np.linalg.inv(curve)))


def as_known(history: pa.Table, opened: Floats, then: int) -> pa.Table:
    """The spells as they were known at the end of the day `then`: later ones are not there, running ones are open."""
    start, stop = numbers(history, "start_days"), numbers(history, "stop_days")
    begun = opened + start <= then
    running = opened + stop > then
    exits = np.where(running, "open", np.array(texts(history, "exit"), dtype=object))
    following = np.where(running, "", np.array(texts(history, "next_stage"), dtype=object))
    changed = {
        "stop_days": pa.array(np.where(running, then - opened, stop)),
        "exit": pa.array(exits, type=pa.string()),
        "next_stage": pa.array(following, type=pa.string()),
    }
    for name, column in changed.items():
        history = history.set_column(history.column_names.index(name), name, column)
    return history.filter(pa.array(begun, type=pa.bool_()))


def _days(history: pa.Table) -> Floats:
    """Day each deal was opened, as its ordinal."""
    return np.array([day.toordinal() for day in history["opened_on"].to_pylist()], dtype=float)


def _knew_enough(known: pa.Table, first: float, then: int) -> bool:
    """A book that had just begun had seen no deal grow old: its chances say nothing of those of today."""
    closed = sum(exit in ("won", "ended") for exit in texts(known, "exit"))
    return closed >= FEWEST_CLOSED and then - first >= FEWEST_DAYS


def _ids(history: pa.Table, *conditions: Mask) -> set[str]:
    chosen = np.logical_and.reduce(conditions)
    return {deal for deal, one in zip(texts(history, "deal_id"), chosen.tolist(), strict=True) if one}
