"""How many wins and ends the pooled rates expect of a deal in a span of days: by its age, and by the month of the quarter.

Belief: at age s in month m of a quarter (first, second, third) deals are won at the rate w(s) c_m a day and end at e(s) c'_m.
w and e are constant in bands of age and pulled to the overall rate; c and c' are ratios pulled to 1, for young deals and for
old ones. Many companies close what is old when their quarter closes. This is what a deal about which nothing else is known can expect; the landmark model multiplies it.

Source: piecewise constant hazards (Friedman 1982); pooling as in `pooling`. Where it fails: fiscal years that begin in
another month than January, April, July or October have their seasons averaged out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deal_rates import STATED_EVENTS, STATED_WEEKS
from ignition.predictors.pooling import pool

BANDS, FEWEST_IN_BAND = 24, 12
_FEWEST_DUE = 1.0
_ROWS_AT_ONCE = 20_000
_FIRST_DAY = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Baseline:
    edges: Floats
    """Age in days at which each band begins; the last one has no end."""
    rates: Floats
    """A day, by band and cause (won, ended)."""
    turn: float
    """Age in days from which a deal is old: half of those that ended were younger."""
    seasons: Floats
    """Young and old, by month of the quarter and cause."""

    def expected(self, age: Floats, day: Floats, until: Floats, cause: int) -> Floats:
        """Events expected between the columns of `until`, days after the `day` on which each deal has its `age`."""
        if np.all(self.seasons == 1):
            return np.asarray(np.diff(self._cumulative(age[:, None] + until, cause), axis=1))
        turns = np.maximum(self.turn - age, 0.0)[:, None]
        young, old = np.minimum(until, turns), np.maximum(until, turns)
        return self._part(0, age, day, young, cause) + self._part(1, age, day, old, cause)

    def _part(self, old: int, age: Floats, day: Floats, until: Floats, cause: int) -> Floats:
        lived = np.diff(self._cumulative(age[:, None] + until, cause), axis=1)
        passed = np.diff(_season_days(day[:, None] + until, self.seasons[old, :, cause]), axis=1)
        spans = np.diff(until, axis=1)
        return np.asarray(lived * np.divide(passed, spans, out=np.ones_like(spans), where=spans > 0))

    def _cumulative(self, age: Floats, cause: int) -> Floats:
        """The area below the rate until the age."""
        at_edges = np.concatenate([[0.0], np.cumsum(np.diff(self.edges) * self.rates[:-1, cause])])
        beyond = np.maximum(age - self.edges[-1], 0.0) * self.rates[-1, cause]
        return np.asarray(np.interp(age, self.edges, at_edges) + beyond)


def learn(age: Floats, day: Floats, after: Floats, exit: np.ndarray, seasonal: bool) -> Baseline:
    """From one row a deal: its age and day when it is first seen, how long it stayed open, and how that ended (0, 1; 2 open)."""
    edges = _bands((age + after)[exit < 2])
    ends = np.append(edges[1:], np.inf)
    spent = np.clip(np.minimum((age + after)[:, None], ends) - np.maximum(age[:, None], edges), 0.0, None).sum(axis=0)
    band = np.maximum(np.searchsorted(edges, age + after, side="left") - 1, 0)
    rates = np.empty((len(edges), 2))
    for cause in (0, 1):
        events = np.bincount(band[exit == cause], minlength=len(edges)).astype(float)
        overall = (events.sum() + STATED_EVENTS[cause]) / (spent.sum() + STATED_WEEKS * 7)
        rates[:, cause] = pool(events, spent * overall).ratio * overall
    ended = (age + after)[exit < 2]
    flat = Baseline(edges, rates, float(np.median(ended)) if len(ended) else 0.0, np.ones((2, 3, 2)))
    return replace(flat, seasons=_seasons(flat, age, day, after, exit)) if seasonal and len(ended) else flat


def _seasons(flat: Baseline, age: Floats, day: Floats, after: Floats, exit: np.ndarray) -> Floats:
    """Events against those expected of the ages alone, by month of the quarter.

    A month is one witness, however many deals closed in it: events count as so many fewer as months of the same place
    differ among themselves by more than chance. A single quarter has no witness that its months were not just so.
    """
    seasons = np.ones((2, 3, 2))
    last = np.searchsorted(_MONTH_STARTS, day + after, side="right") - 1
    months = np.arange(int(np.searchsorted(_MONTH_STARTS, day.min(), side="right")) - 1, int(last.max()) + 1)
    is_old = age + after > flat.turn
    for old in (0, 1):
        for cause in (0, 1):
            due = _due_by_month(flat, age, day, after, months, cause, bool(old))
            events = np.bincount(last[(exit == cause) & (is_old == old)] - months[0], minlength=len(months))
            seasons[old, :, cause] = _place_ratios(events.astype(float), due, months % 3)
    return seasons


def _due_by_month(
    flat: Baseline, age: Floats, day: Floats, after: Floats, months: np.ndarray, cause: int, old: bool
) -> Floats:
    starts = np.append(_MONTH_STARTS[months], _MONTH_STARTS[months[-1] + 1])
    turns = np.maximum(flat.turn - age, 0.0)
    first, last = (np.minimum(turns, after), after) if old else (np.zeros_like(after), np.minimum(turns, after))
    due = np.zeros(len(months))
    for at in range(0, len(day), _ROWS_AT_ONCE):
        part = slice(at, at + _ROWS_AT_ONCE)
        until = np.clip(starts - day[part, None], first[part, None], last[part, None])
        due += flat.expected(age[part], day[part], until, cause).sum(axis=0)
    return due


def _place_ratios(events: Floats, due: Floats, place: np.ndarray) -> Floats:
    there = due >= _FEWEST_DUE
    events, due, place = events[there], due[there], place[there]
    count = np.bincount(place, minlength=3)
    free = int((count - 1).clip(0).sum())
    if count.min() < 2:
        return np.ones(3)
    sums = np.stack([np.bincount(place, weights=one, minlength=3) for one in (events, due)])
    fitted = due * (sums[0] / sums[1])[place]
    spread = max(float(((events - fitted) ** 2 / np.maximum(fitted, 1.0)).sum()) / free, 1.0)
    return pool(sums[0] / spread, sums[1] / spread).ratio


def _bands(ends: Floats) -> Floats:
    """Whole days holding about as many ends each; the last band begins where no deal ever ended any more."""
    ends = np.sort(np.floor(ends))
    bands = min(BANDS, len(ends) // FEWEST_IN_BAND)
    if bands < 2:
        return np.zeros(1)
    inner = ends[(np.arange(1, bands) * len(ends)) // bands]
    return np.unique(np.concatenate([[0.0], inner, [ends[-1] + 1]]))


def _month_starts() -> Floats:
    months = np.arange("1970-01", "2200-01", dtype="datetime64[M]").astype("datetime64[D]").astype(float)
    return np.asarray(months + _FIRST_DAY)


_MONTH_STARTS = _month_starts()
"""Ordinals of the first days of all months from January 1970."""


def _season_days(day: Floats, seasons: Floats) -> Floats:
    """Days passed until the day, each counted by its month's season."""
    lengths = np.diff(_MONTH_STARTS) * np.resize(seasons, len(_MONTH_STARTS) - 1)
    return np.asarray(np.interp(day, _MONTH_STARTS, np.concatenate([[0.0], np.cumsum(lengths)])))
