"""Dates that move: what was due in a period and went to a later one.

A period is a whole number that grows by one: a quarter, a month. `quarter` and `month` give it from days.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.columns import Column, Floats, aligned, complete, same_length
from ignition.metrics.outcomes import Outcome, outcome_codes
from ignition.metrics.stating import account


def slippage(value: Column, expected_period: Column, outcome: Column, period: int) -> Estimate:
    """Of the value that was due in the period when it began, the share moved to a later one.

    Formula: value due in the period, moved out / value due in it. Unit: share, 0 to 1. Interval: bootstrap over deals.
    One row a deal due in `period` at its beginning: `value` in EUR, `expected_period` and `outcome` as they stand at its end.
    Source: usual definition. Edge cases: what is lost is not slipped, what is won neither; pulled in is told apart
    (`pull_in_count`). Not defined where nothing was due.

    >>> slippage([100, 100, 200, 300, 300], [8, 9, 9, 8, 10], ["won", "", "lost", "lost", ""], period=8).value
    0.4
    """
    codes, (values, expected) = outcome_codes(outcome), aligned(value, expected_period)
    same_length(codes, values)
    moved, known = (expected > period) & (codes == Outcome.OPEN), values >= 0
    return ratio_of_sums("slippage v1", np.where(moved, values, 0.0)[known], values[known])


def push_count(old_period: Column, new_period: Column) -> Estimate:
    """How often expected dates crossed into a later period.

    Formula: number of date changes with new period > old period. Unit: times. An account: its interval is the value itself.
    One row a change of an expected date, of one deal or of many. Source: usual definition.
    Edge cases: a later day in the same period is no push; a first date (no old one) neither.

    >>> push_count([8, 8, 9], [9, 8, 8]).value
    1.0
    """
    old, new = complete(old_period, new_period)
    return account("push_count v1", float((new > old).sum()), len(old))


def pull_in_count(old_period: Column, new_period: Column) -> Estimate:
    """How often expected dates crossed into an earlier period.

    Formula: number of date changes with new period < old period. Unit: times. An account: its interval is the value itself.
    Source: usual definition. Edge cases: it is not taken off the pushes: two errors do not make a forecast right.

    >>> pull_in_count([8, 8, 9], [9, 8, 8]).value
    1.0
    """
    old, new = complete(old_period, new_period)
    return account("pull_in_count v1", float((new < old).sum()), len(old))


def quarter(days: Column) -> Floats:
    """Quarters since 1970 of days; a missing day has none.

    >>> quarter(np.array(["2026-03-31", "2026-04-01"], dtype="datetime64[D]")).tolist()
    [224.0, 225.0]
    """
    return np.asarray(np.floor(month(days) / 3))


def month(days: Column) -> Floats:
    """Months since 1970 of days; a missing day has none."""
    dates: npt.NDArray[Any] = np.atleast_1d(np.asarray(days, dtype="datetime64[M]"))
    return np.where(np.isnat(dates), np.nan, dates.astype("int64").astype(float))
