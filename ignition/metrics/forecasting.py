"""How good forecasts were. One row a period; hand in the forecasts made on one snapshot day (so many days before the end).

Intervals: bootstrap over periods, which takes periods as independent of each other.
"""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.columns import Column, Floats, complete
from ignition.metrics.intervals import mean, share
from ignition.metrics.stating import FEWEST_PERIODS, NOT_DEFINED, TOO_FEW_PERIODS, undefined


def mape(actual: Column, forecast: Column) -> Estimate:
    """Mean absolute percentage error.

    Formula: mean of abs(y - f) / abs(y). Unit: share of the actual. Interval: Student's t over periods.
    Source: Hyndman & Koehler (2006), Int. J. Forecasting 22. Edge cases: not defined if any actual is 0: leaving that period out
    would praise the forecast.

    >>> mape([100, 200, 100, 400, 200], [110, 180, 90, 360, 220]).value
    0.1
    """
    y, f = complete(actual, forecast)
    if (y == 0).any():
        return undefined("mape v1", len(y), NOT_DEFINED)
    return mean("mape v1", np.abs(y - f) / np.abs(y))


def wape(actual: Column, forecast: Column) -> Estimate:
    """Weighted absolute percentage error.

    Formula: sum of abs(y - f) / sum of abs(y). Unit: share of the actual. Interval: bootstrap over periods.
    Source: Kolassa & Schuetz (2007), Foresight 6 (as MAD/mean). Edge cases: not defined where every actual is 0.

    >>> wape([100, 200, 0, 400, 300], [110, 150, 20, 400, 320]).value
    0.1
    """
    y, f = complete(actual, forecast)
    return ratio_of_sums("wape v1", np.abs(y - f), np.abs(y))


def mase(actual: Column, forecast: Column, naive: Column) -> Estimate:
    """Error against that of the seasonal naive forecast: below 1 it beats "the same as a year ago".

    Formula: MAE of the method / MAE of the seasonal naive over the same periods. Unit: times. Interval: bootstrap over periods.
    `naive`: see `seasonal_naive`. Source: Hyndman & Koehler (2006), with the naive error of the same periods.
    Edge cases: not defined where the naive forecast was never wrong.

    >>> mase([100, 200, 120, 400, 300], [110, 190, 120, 400, 300], [120, 180, 120, 400, 300]).value
    0.5
    """
    y, f, by_habit = complete(actual, forecast, naive)
    return ratio_of_sums("mase v1", np.abs(y - f), np.abs(y - by_habit))


def forecast_bias(actual: Column, forecast: Column) -> Estimate:
    """How far too high forecasts are in sum; negative: too low.

    Formula: sum of (f - y) / sum of y. Unit: share of the actual, signed. Interval: bootstrap over periods.
    Source: usual definition. Edge cases: not defined where the actuals add up to 0.

    >>> forecast_bias([100, 200, 100, 400, 200], [110, 210, 110, 450, 220]).value
    0.1
    """
    y, f = complete(actual, forecast)
    return ratio_of_sums("forecast_bias v1", f - y, y)


def interval_coverage(actual: Column, low: Column, high: Column) -> Estimate:
    """Share of periods in which the actual fell inside the interval stated: it should be what was promised, 80 %.

    Formula: periods with low <= y <= high / periods. Unit: share, 0 to 1. Interval: Wilson.
    Source: Gneiting & Raftery (2007), JASA 102. Edge cases: not defined below 12 periods.

    >>> interval_coverage(range(12), [0] * 12, [8] * 12).value
    0.75
    """
    y, bottom, top = complete(actual, low, high)
    if len(y) < FEWEST_PERIODS:
        return undefined("interval_coverage v1", len(y), TOO_FEW_PERIODS)
    return share("interval_coverage v1", int(((y >= bottom) & (y <= top)).sum()), len(y))


def commit_hit_rate(committed: Column, won: Column) -> Estimate:
    """How much of what was committed was then won.

    Formula: value in commit won / value in commit. Unit: share, 0 to 1. Interval: bootstrap over periods.
    One row a period: EUR in commit on the snapshot day, EUR of those same deals won. Source: usual definition.
    Edge cases: not defined below 12 periods, nor where nothing was committed.

    >>> commit_hit_rate([100] * 12, [90, 70] * 6).value
    0.8
    """
    promised, kept = complete(committed, won)
    if len(promised) < FEWEST_PERIODS:
        return undefined("commit_hit_rate v1", len(promised), TOO_FEW_PERIODS)
    return ratio_of_sums("commit_hit_rate v1", kept, promised)


def forecast_value_added(actual: Column, forecast: Column, naive: Column) -> Estimate:
    """What the method adds to the simplest one; below 0 it does harm.

    Formula: WAPE(naive) - WAPE(method). Unit: share of the actual. Interval: bootstrap over periods, the two kept together.
    Source: Gilliland (2010), The Business Forecasting Deal. Edge cases: not defined below 12 periods, nor if actuals are all 0.

    >>> round(forecast_value_added([100] * 12, [105] * 12, [120] * 12).value, 2)
    0.15
    """
    y, f, simple = complete(actual, forecast, naive)
    if len(y) < FEWEST_PERIODS:
        return undefined("forecast_value_added v1", len(y), TOO_FEW_PERIODS)
    return ratio_of_sums("forecast_value_added v1", np.abs(y - simple) - np.abs(y - f), np.abs(y))


def seasonal_naive(history: Column, season: int) -> Floats:
    """The forecast "as one season ago" for each period of `history`; missing for the first season.

    >>> seasonal_naive([1, 2, 3, 4], season=2).tolist()
    [nan, nan, 1.0, 2.0]
    """
    values = np.asarray(history, dtype=float)
    return np.concatenate([np.full(min(season, len(values)), np.nan), values[: max(len(values) - season, 0)]])
