"""What deals bring: those open today, and those that will be opened.

Belief: a deal of some age is won or ends at rates that depend on its age alone; what it brings is what was asked, times
a ratio that won deals share. New deals come at the pace of the last months; of those that come in a week, the share won
by then is that of a deal of the age they have reached: arrivals convolved with the time to the win.

For the deals open today the chances of `predictors.deals`, which know more of each deal, take the place of those by
age; the ages only say when within the span. On past days, from which the calibration looks, the ages stand alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.estimate import Grade
from ignition.predictors.deals.grading import grade_of_closed
from ignition.predictors.deals.rates import STATED_EVENTS, STATED_WEEKS
from ignition.predictors.purchasing import Floats, Mask, Wholes
from ignition.predictors.revenue.base import Stream
from ignition.predictors.revenue.ledger import NEVER, Deals
from ignition.predictors.revenue.run_rate import buckets, goes_on

_BANDS, _FEWEST_IN_BAND, _OLDEST = 12, 8, 520
_POOLED = 3.0
_MANY_WAITING = 30
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Fates:
    """By week of age: the share still open, and the share won by then; ages go on at the last rates."""

    is_open: Floats
    won: Floats
    closed: int
    wins: int

    def won_within(self, age: Floats, days: Floats | float) -> Floats:
        """P(won within so many days | open at this age in days)."""
        weeks = np.arange(len(self.won)) * float(_WEEK)
        now = np.minimum(age, weeks[-1] / 2)
        later = np.interp(now + days, weeks, self.won) - np.interp(now, weeks, self.won)
        return np.asarray(later / np.maximum(np.interp(now, weeks, self.is_open), 1e-12))


@dataclass(frozen=True, slots=True)
class Worth:
    """What a won deal brings: its mean and mean square; and what an open one brings for each euro asked."""

    mean: float
    square: float
    of_asked: float
    of_unasked: float


def known_by(deals: Deals, on: int) -> tuple[Mask, Mask, Mask]:
    """On that day: known at all, open, and won by then."""
    there = (deals.opened <= on) & (deals.known <= on)
    return there, there & (deals.closed > on), there & deals.won & (deals.closed <= on)


def fates(deals: Deals, on: int, weeks: int) -> Fates:
    """Rates by age, from all deals known on the day, those still open among them."""
    there, still_open, won = known_by(deals, on)
    age = (np.minimum(deals.closed, on) - deals.opened)[there] / _WEEK
    age = np.clip(age, 0.5 / _WEEK, None)
    exit = np.where(still_open, 2, np.where(won, 0, 1))[there]
    edges = _bands(np.floor(np.sort(age[exit < 2])))
    rates = _rates(_age_when_closings_begin(deals, there, on), age, exit, edges)
    length = min(int(age.max(initial=0.0)), _OLDEST) + weeks + 2
    by_week = rates[:, np.searchsorted(edges, np.arange(length) + 0.5) - 1]
    total = by_week.sum(axis=0)
    is_open = np.exp(-np.append(0.0, np.cumsum(total)))
    leaves = is_open[:-1] - is_open[1:]
    won_by = np.append(0.0, np.cumsum(leaves * np.divide(by_week[0], total, out=np.zeros_like(total), where=total > 0)))
    return Fates(is_open, won_by, int((exit < 2).sum()), int((exit == 0).sum()))


def _bands(ends: Floats) -> Floats:
    """Whole weeks with about as many ends each; the last begins where no deal ever ended any more."""
    bands = min(_BANDS, len(ends) // _FEWEST_IN_BAND)
    if bands < 2:
        return np.zeros(1)
    inner = ends[(np.arange(1, bands) * len(ends)) // bands]
    return np.unique(np.concatenate([[0.0], inner, [ends[-1] + 1]]))


def _age_when_closings_begin(deals: Deals, there: Mask, on: int) -> Floats:
    """In weeks. Where many deals lie open and none was ever closed, closings were not written down yet: that time tells nothing."""
    closed = np.minimum(deals.closed[there], on)
    begin = int(closed.min())
    waiting = int((deals.opened[there] < begin).sum())
    return (
        np.clip((begin - deals.opened[there]) / _WEEK, 0.0, None) if waiting > _MANY_WAITING else np.zeros(len(closed))
    )


def _rates(since: Floats, age: Floats, exit: Wholes, edges: Floats) -> Floats:
    """Won and ended (rows) a week by band, each pulled to the rate over all ages."""
    later = np.append(edges[1:], np.inf)
    weeks = np.array([
        (np.clip(age - a, 0.0, b - a) - np.clip(since - a, 0.0, b - a)).clip(0.0).sum() for a, b in zip(edges, later, strict=True)
    ])  # fmt: skip
    band = np.searchsorted(edges, age, side="left") - 1
    events = np.array([np.bincount(band[exit == cause], minlength=len(edges)) for cause in (0, 1)], dtype=float)
    overall = (events.sum(axis=1) + STATED_EVENTS) / (weeks.sum() + STATED_WEEKS)
    # the last band, where nothing ever ended, is pulled like all others: to a rate that falls with its own weeks
    return np.asarray((events + _POOLED) / (weeks[None, :] + _POOLED / overall[:, None]))


def worth_of(deals: Deals, on: int) -> Worth:
    """From the won deals known on the day, those of the last two years counting most."""
    there, _, won = known_by(deals, on)
    paid = won & np.isfinite(deals.worth)
    closed = there & (deals.closed <= on) & np.isfinite(deals.asked)
    if not paid.any():
        asked = deals.asked[there & np.isfinite(deals.asked)]
        mean = float(asked.mean()) if len(asked) else 0.0
        return Worth(mean, 2 * mean**2, 1.0, mean)
    worth, weight = deals.worth[paid], 0.5 ** ((on - deals.closed[paid]) / 730)
    mean = float(np.average(worth, weights=weight))
    square = float(np.average(worth**2, weights=weight))
    both = paid & np.isfinite(deals.asked)
    n = int(both.sum())
    agreed = (deals.worth[both].sum() + 5 * mean) / (deals.asked[both].sum() + 5 * mean)
    typical = deals.asked[closed].mean() if closed.any() else mean
    # large deals may be won less often: known from as many wins as there are
    tilt = (deals.asked[both].mean() / typical) ** (n / (n + 20)) if n and typical > 0 else 1.0
    return Worth(mean, max(square, mean**2), float(np.clip(agreed * tilt, 0.2, 5.0)), mean)


def deals_ahead(deals: Deals, on: int, first: int, edges: Wholes) -> tuple[Stream, Stream]:
    """Between each two edges: what the deals open on the day bring, by their age alone; and those not yet born."""
    there, still_open, _ = known_by(deals, on)
    spans = len(edges) - 1
    if not there.any():
        nothing = Stream(np.zeros(spans), np.zeros(spans), 0, Grade.ASSUMED)
        return nothing, nothing
    ages, worth = fates(deals, on, -(-int(edges[-1]) // _WEEK)), worth_of(deals, on)
    grade = grade_of_closed(ages.closed)
    asked = deals.asked[still_open]
    brings = np.where(np.isfinite(asked), asked * worth.of_asked, worth.of_unasked)
    chance = np.stack([ages.won_within((on - deals.opened[still_open]).astype(float), float(edge)) for edge in edges])
    return (
        of_open(np.diff(chance, axis=0), brings, 1 / np.sqrt(ages.wins + 1), grade),
        _of_unborn(deals.opened[there], on, first, edges, ages, worth, grade),
    )


def of_open(chance: Floats, brings: Floats, doubt: float, grade: Grade) -> Stream:
    """From P(won in the span) of each deal (column). The doubt about the chances is common to all deals."""
    mean = chance @ brings
    variance = (chance * (1 - chance)) @ brings**2 + (doubt * mean) ** 2
    return Stream(np.asarray(mean), np.asarray(variance), len(brings), grade)


def _of_unborn(opened: Wholes, on: int, first: int, edges: Wholes, ages: Fates, worth: Worth, grade: Grade) -> Stream:
    starts = buckets(opened, np.ones(len(opened)), first, on)
    pace = goes_on(starts)
    came = np.arange(0.0, float(edges[-1]), _WEEK)
    arrivals = pace.over(came, came + _WEEK) * _WEEK
    ahead = edges[:, None] - (came[None, :] + _WEEK / 2)
    won = np.where(ahead > 0, ages.won_within(np.zeros(1), np.maximum(ahead, 0.0)), 0.0)
    wins = np.maximum(np.diff(won @ arrivals), 0.0)
    rate = float(starts[-6:].mean()) if len(starts) else 0.0
    unsure = (min(pace.spread / rate, 1.0) if rate > 0 else 0.0) ** 2 + 1 / (ages.wins + 1)
    mean = wins * worth.mean
    return Stream(mean, wins * worth.square + unsure * mean**2, len(opened), grade)


def brought_by(deals: Deals, on: int, start: Wholes, stop: Wholes) -> tuple[Floats, Floats]:
    """What the deals open on the day brought in each span after it, and what those opened later did."""
    paid = deals.won & np.isfinite(deals.worth) & (deals.closed < NEVER)
    _, was_open, _ = known_by(deals, on)
    inside = (deals.closed[None, :] > on + start[:, None]) & (deals.closed[None, :] <= on + stop[:, None])
    sums = np.where(inside, np.nan_to_num(deals.worth)[None, :], 0.0)
    return sums[:, paid & was_open].sum(axis=1), sums[:, paid & ~was_open].sum(axis=1)
