"""How many wins and ends the pooled rates expect of a deal in a span of days: by its age, and by the month of the quarter.

Belief: at age s in month m of a quarter (first, second, third) deals are won at the rate w(s) c_m(s) a day and end at
e(s) c'_m(s). w and e are constant in bands of age and pulled to the overall rate; c and c' are constant in phases of a deal's
life and pulled to 1. Many companies close what is old when their quarter closes, and in its first weeks only what is new: one
season for all ages says neither. This is what a deal about which nothing else is known can expect; the landmark model multiplies it.

Source: piecewise constant hazards (Friedman 1982); pooling as in `pooling`. Where it fails: fiscal years that begin in
another month than January, April, July or October have their seasons averaged out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deals.rates import STATED_EVENTS, STATED_WEEKS
from ignition.predictors.pooling import pool

BANDS, FEWEST_IN_BAND = 24, 12
PHASES, FEWEST_IN_PHASE = 8, 100
_FEWEST_DUE, _FEWEST_MONTHS = 1.0, 2
_PLACES = 3
_ROWS_AT_ONCE = 20_000
_FIRST_DAY = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Baseline:
    edges: Floats
    """Age in days at which each band begins; the last one has no end."""
    rates: Floats
    """A day, by band and cause (won, ended)."""
    phases: Floats
    """Age in days at which each phase of a deal's life begins: about as many deals end in each; the last one has no end."""
    seasons: Floats
    """By phase, month of the quarter and cause."""

    def expected(self, age: Floats, day: Floats, until: Floats, cause: int) -> Floats:
        """Events expected between the columns of `until`, days after the `day` on which each deal has its `age`."""
        if np.all(self.seasons == 1):
            return np.asarray(np.diff(self._cumulative(age[:, None] + until, cause), axis=1))
        due = np.zeros((len(age), until.shape[1] - 1))
        for phase, (young, old) in enumerate(pairwise(np.append(self.phases, np.inf))):
            there = (age < old) & (age + until[:, -1] > young)
            within = _in_phase(until[there], age[there], young, old)
            due[there] += self._part(phase, age[there], day[there], within, cause)
        return due

    def _part(self, phase: int, age: Floats, day: Floats, until: Floats, cause: int) -> Floats:
        lived = np.diff(self._cumulative(age[:, None] + until, cause), axis=1)
        passed = np.diff(_season_days(day[:, None] + until, self.seasons[phase, :, cause]), axis=1)
        spans = np.diff(until, axis=1)
        return np.asarray(lived * np.divide(passed, spans, out=np.ones_like(spans), where=spans > 0))

    def _cumulative(self, age: Floats, cause: int) -> Floats:
        """The area below the rate until the age."""
        at_edges = np.concatenate([[0.0], np.cumsum(np.diff(self.edges) * self.rates[:-1, cause])])
        beyond = np.maximum(age - self.edges[-1], 0.0) * self.rates[-1, cause]
        return np.asarray(np.interp(age, self.edges, at_edges) + beyond)


def learn_baseline(age: Floats, day: Floats, after: Floats, exit: np.ndarray, seasonal: bool) -> Baseline:
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
    phases = _phases((age + after)[exit < 2])
    flat = Baseline(edges, rates, phases, np.ones((len(phases), _PLACES, 2)))
    return replace(flat, seasons=_seasons(flat, age, day, after, exit)) if seasonal and (exit < 2).any() else flat


def _seasons(flat: Baseline, age: Floats, day: Floats, after: Floats, exit: np.ndarray) -> Floats:
    """Events against those expected of the ages alone, by phase and month of the quarter."""
    seasons = np.ones_like(flat.seasons)
    last = np.searchsorted(_MONTH_STARTS, day + after, side="right") - 1
    months = np.arange(int(np.searchsorted(_MONTH_STARTS, day.min(), side="right")) - 1, int(last.max()) + 1)
    phase = np.maximum(np.searchsorted(flat.phases, age + after, side="left") - 1, 0)
    for cause in (0, 1):
        due = np.array([_due_by_month(flat, age, day, after, months, cause, one) for one in range(len(flat.phases))])
        events = np.zeros_like(due)
        np.add.at(events, (phase[exit == cause], last[exit == cause] - months[0]), 1.0)
        seasons[:, :, cause] = _place_ratios(events, due, months % _PLACES)
    return seasons


def _due_by_month(
    flat: Baseline, age: Floats, day: Floats, after: Floats, months: np.ndarray, cause: int, phase: int
) -> Floats:
    starts = np.append(_MONTH_STARTS[months], _MONTH_STARTS[months[-1] + 1])
    young, old = np.append(flat.phases, np.inf)[phase : phase + 2]
    due = np.zeros(len(months))
    for at in range(0, len(day), _ROWS_AT_ONCE):
        part = slice(at, at + _ROWS_AT_ONCE)
        until = np.clip(starts - day[part, None], 0.0, after[part, None])
        within = _in_phase(until, age[part], young, old)
        due += np.diff(flat._cumulative(age[part, None] + within, cause), axis=1).sum(axis=0)
    return due


def _in_phase(until: Floats, age: Floats, young: float, old: float) -> Floats:
    """The days `until`, moved to where the phase begins or ends for a deal of that age."""
    return np.asarray(np.clip(until, np.maximum(young - age, 0.0)[:, None], np.maximum(old - age, 0.0)[:, None]))


def _place_ratios(events: Floats, due: Floats, place: np.ndarray) -> Floats:
    """Ratios by phase (rows) and place in the quarter, of events and those due by phase and month; all pulled to 1 together.

    A month is one witness, however many deals closed in it: events count as so many fewer as months of the same place
    differ among themselves by more than chance. A single quarter has no witness that its months were not just so.
    """
    there, of_place = due >= _FEWEST_DUE, (place[:, None] == np.arange(_PLACES)).astype(float)
    months = there @ of_place
    told, ratios = months.min(axis=1) >= _FEWEST_MONTHS, np.ones((len(due), _PLACES))
    if not told.any():
        return ratios
    came, expected = (np.where(there, one, 0.0)[told] @ of_place for one in (events, due))
    fitted = due[told] * ((came / expected) @ of_place.T)
    away = np.where(there[told], (events[told] - fitted) ** 2 / np.maximum(fitted, 1.0), 0.0)
    spread = max(float(away.sum() / (months[told] - 1).sum()), 1.0)
    ratios[told] = pool(came.ravel() / spread, expected.ravel() / spread).ratio.reshape(-1, _PLACES)
    return ratios


def _phases(ends: Floats) -> Floats:
    """Two at least: young deals and old ones."""
    ends = np.sort(ends)
    count = min(PHASES, max(len(ends) // FEWEST_IN_PHASE, 2)) if len(ends) else 1
    return np.unique(np.concatenate([[0.0], ends[(np.arange(1, count) * len(ends)) // count]]))


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
    return np.asarray(np.interp(day, _MONTH_STARTS, _passed(tuple(seasons.tolist()))))


@lru_cache(maxsize=256)
def _passed(seasons: tuple[float, ...]) -> Floats:
    """Until each month begins."""
    lengths = np.diff(_MONTH_STARTS) * np.resize(seasons, len(_MONTH_STARTS) - 1)
    return np.concatenate([[0.0], np.cumsum(lengths)])
