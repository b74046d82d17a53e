"""What a month of the year and a day of the week are usually worth, as factors about 1: only as far as the data say so.

Belief: factors multiply, and are the same every year. Months are told from at least two whole years, against a smooth
trend; weekdays from at least eight weeks. Each factor is pulled towards 1 by empirical Bayes: by as much of its
distance as chance alone explains (Efron & Morris 1975). Where months do not differ beyond chance, all of them are 1: an
Italian August counts as one only if past Augusts were.

Where it fails: feasts that move (Easter), and a season that begins only now.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.predictors.purchasing import Floats, Wholes

FEWEST_MONTHS, FEWEST_WEEKS = 24, 8
MOST_MONTHS = 84
MOST_WEEKS = 104
_FLOOR = 0.05
"""A month without revenue counts as this share of the mean: its logarithm would say too much."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Season:
    """Factors with mean 1, and the standard deviation of the logarithms of those of the months. `years` 0: no season known."""

    month: Floats
    month_sd: Floats
    weekday: Floats
    years: float

    def of_days(self, days: Wholes) -> Floats:
        return np.asarray(self.month[month_of(days)] * self.weekday[weekday_of(days)])

    def over(self, on: int, start: Wholes, stop: Wholes) -> Floats:
        """Mean factor of the days after `on + start` until `on + stop`."""
        running = np.concatenate([[0.0], np.cumsum(self.of_days(np.arange(on + 1, on + int(stop.max()) + 1)))])
        return np.asarray((running[stop] - running[start]) / (stop - start))

    def doubt(self, on: int, start: Wholes, stop: Wholes) -> Floats:
        """Standard deviation of the mean factor of each span."""
        found = []
        for a, b in zip(start.tolist(), stop.tolist(), strict=True):
            share = np.bincount(month_of(np.arange(on + a + 1, on + b + 1)), minlength=12) / (b - a)
            found.append(float(np.sqrt(((share * self.month * self.month_sd) ** 2).sum())))
        return np.array(found)


NONE = Season(np.ones(12), np.zeros(12), np.ones(7), 0.0)


def month_of(days: Wholes) -> Wholes:
    """0 is January."""
    return np.asarray(days, dtype="datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12


def weekday_of(days: Wholes) -> Wholes:
    """0 is Monday."""
    return (np.asarray(days) + 3) % 7


def learn(day: Wholes, amount: Floats, first: int, on: int) -> Season:
    """From the revenue of each day between the book's first and the day looked from."""
    weekday = _weekdays(day, amount, first, on)
    month, spread, years = _months(day, amount, first, on, weekday)
    return Season(month, spread, weekday, years)


def _weekdays(day: Wholes, amount: Floats, first: int, on: int) -> Floats:
    weeks = min((on - first + 1) // 7, MOST_WEEKS)
    back = (on - day) // 7
    inside = (back >= 0) & (back < weeks)
    if weeks < FEWEST_WEEKS:
        return np.ones(7)
    table = np.zeros((weeks, 7))
    np.add.at(table, (back[inside], weekday_of(day[inside])), np.maximum(amount[inside], 0))
    table = table[table.sum(axis=1) > 0]
    if len(table) < FEWEST_WEEKS:
        return np.ones(7)
    share = 7 * table / table.sum(axis=1, keepdims=True)
    factor = 1 + pulled(share.mean(axis=0) - 1, share.var(axis=0, ddof=1) / len(share))[0]
    return np.asarray(np.maximum(factor, 0.0) / np.maximum(factor, 0.0).mean())


def _months(day: Wholes, amount: Floats, first: int, on: int, weekday: Floats) -> tuple[Floats, Floats, float]:
    none = np.ones(12), np.zeros(12), 0.0
    begin = _whole_month(first, later=True)
    end = _whole_month(on + 1, later=False)
    begin = max(begin, end - MOST_MONTHS)
    if end - begin < FEWEST_MONTHS:
        return none
    edges = np.arange(begin, end + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    inside = (day >= edges[0]) & (day < edges[-1])
    sums = np.bincount(np.searchsorted(edges, day[inside], "right") - 1, weights=amount[inside], minlength=end - begin)
    working = np.add.reduceat(weekday[weekday_of(np.arange(edges[0], edges[-1]))], edges[:-1] - edges[0])
    rate = np.asarray(sums, dtype=float) / np.maximum(working, 1.0)
    if rate.mean() <= 0:
        return none
    factor, spread = _factors(np.log(np.maximum(rate, _FLOOR * rate.mean())), np.arange(begin, end) % 12)
    return factor, spread, (end - begin) / 12


def _whole_month(day: int, later: bool) -> int:
    month = np.datetime64(day, "D").astype("datetime64[M]")
    inside = later and month.astype("datetime64[D]") < np.datetime64(day, "D")
    return int(month.astype(np.int64)) + int(inside)


def _factors(logs: Floats, month: Wholes) -> tuple[Floats, Floats]:
    """Trend and season in turns, until each is free of the other."""
    counts = np.bincount(month, minlength=12)
    season = np.zeros(12)
    for _ in range(_ROUNDS):
        trend = _smooth(logs - season[month])
        rest = logs - trend
        season = np.bincount(month, weights=rest, minlength=12) / counts
        season = season - season.mean()
    noise = float(np.sum((rest - season[month]) ** 2) / max(len(logs) - 14, 1))
    kept, sd = pulled(season, noise / counts)
    factor = np.exp(kept)
    return np.asarray(factor / factor.mean()), sd


def _smooth(values: Floats) -> Floats:
    """A straight line through the months within a year of each, near ones counting most."""
    x = np.arange(len(values), dtype=float)
    found = []
    for at in x:
        w = np.clip(1 - (np.abs(x - at) / 13) ** 3, 0, None) ** 3
        mean_x, mean_y = np.average(x, weights=w), np.average(values, weights=w)
        slope = np.sum(w * (x - mean_x) * (values - mean_y)) / np.sum(w * (x - mean_x) ** 2)
        found.append(mean_y + slope * (at - mean_x))
    return np.array(found)


def pulled(effect: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Effects pulled to 0 by what chance explains, and the standard deviation left to each.

    >>> pulled(np.array([0.1, -0.1, 0.1, -0.1]), np.full(4, 0.02))[0].tolist()
    [0.0, -0.0, 0.0, -0.0]
    """
    between = max(float(np.sum(effect**2) / max(len(effect) - 1, 1) - variance.mean()), 0.0)
    keep = between / (between + variance) if between > 0 else np.zeros_like(effect)
    return effect * keep, np.sqrt(keep * variance)
