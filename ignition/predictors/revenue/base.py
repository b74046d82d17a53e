"""What customers without a deal bring: those who bought before, and those who will come.

Belief: known customers buy as BG/NBD says, each purchase worth what Gamma-Gamma says; new ones come at the pace of the last
months and are then like all others. Customers with the same (x, t_x, T) are one row, so that a million cost seconds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.estimate import Grade
from ignition.predictors import customer_base
from ignition.predictors.customer_base import Base, Buyers
from ignition.predictors.outlook import look_ahead
from ignition.predictors.purchasing import Floats, Wholes
from ignition.predictors.revenue.ledger import Purchases
from ignition.predictors.revenue.run_rate import buckets, goes_on

MOST_FOR_DOUBT = 20_000
_WEEK = 7
_YEAR = 365
_AGES_APART = 14


@dataclass(frozen=True, slots=True)
class Stream:
    """One part ahead, by span: expected, and the variance that chance and doubt about the parameters give it."""

    mean: Floats
    variance: Floats
    n: int
    grade: Grade


def known_by(purchases: Purchases, on: int) -> Purchases:
    return purchases.those(purchases.known <= on)


def learn(known: Purchases, on: int) -> Base | None:
    """The models of buying; None where nobody bought."""
    days = _purchase_days(known)
    return customer_base.learn(_buyers(days, on)[0]) if len(days.buyer) else None


def customers_ahead(known: Purchases, base: Base | None, on: int, edges: Wholes) -> tuple[Stream, Stream]:
    """Between each two edges (days ahead, the first 0): those who bought before, and those who come."""
    days = _purchase_days(known)
    spans = len(edges) - 1
    if base is None or not len(days.buyer):
        nothing = Stream(np.zeros(spans), np.zeros(spans), 0, Grade.ASSUMED)
        return nothing, nothing
    buyers, first = _buyers(days, on)
    kept = _kept_of_sales(known, on)
    return _of_known(buyers, base, edges, kept), _of_new(days, base, first, on, edges, kept)


def _purchase_days(known: Purchases) -> Purchases:
    """All purchases of one day are one purchase; a credit note is none."""
    sold = known.those(known.amount >= 0)
    begins = _begins(sold.buyer * 2**32 + sold.day)
    if not len(begins):
        return sold
    return Purchases(sold.buyer[begins], sold.day[begins], sold.known[begins], np.add.reduceat(sold.amount, begins))


def _begins(key: Wholes) -> Wholes:
    return np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, dtype=np.int64)


def _buyers(days: Purchases, on: int) -> tuple[Buyers, Wholes]:
    begins = _begins(days.buyer)
    counts = np.diff(np.append(begins, len(days.buyer)))
    first, last = days.day[begins], days.day[begins + counts - 1]
    mean = np.add.reduceat(days.amount, begins) / counts
    return Buyers(counts - 1.0, (last - first) / _WEEK, (on - first) / _WEEK, counts.astype(float), mean), first


def _kept_of_sales(known: Purchases, on: int) -> float:
    """Share of what was sold in two years that no credit note took back."""
    recent = known.amount[known.day > on - 2 * _YEAR]
    sold = recent[recent > 0].sum()
    return float(np.clip(recent.sum() / sold, 0.0, 1.0)) if sold > 0 else 1.0


@dataclass(frozen=True, slots=True)
class _Alike:
    """Customers with the same history, and the sums of what their purchases are worth."""

    x: Floats
    t_x: Floats
    seen: Floats
    worth: Floats
    worth_square: Floats
    mean_square: Floats


def _alike(buyers: Buyers, base: Base) -> _Alike:
    worth, square = base.worth.expected(buyers.n, buyers.m)
    whole = [np.rint(column * _WEEK).astype(np.int64) for column in (buyers.t_x, buyers.seen)]
    key = (buyers.x.astype(np.int64) << 42) + (whole[0] << 21) + whole[1]
    _, one, which = np.unique(key, return_index=True, return_inverse=True)
    sums = [np.asarray(np.bincount(which, weights=column), dtype=float) for column in (worth, square, worth**2)]
    return _Alike(buyers.x[one], buyers.t_x[one], buyers.seen[one], *sums)


def _of_known(buyers: Buyers, base: Base, edges: Wholes, kept: float) -> Stream:
    alike = _alike(buyers, base)
    parameters = np.exp(base.pace.logs)
    total = np.array([_revenue(parameters, alike, edge) for edge in edges])
    mean = np.diff(total)
    variance = mean * _chance_per_euro(parameters, alike, base, float(edges[-1]))
    doubt = _doubt(base, alike, parameters, float(edges[-1]))
    return Stream(mean * kept, (variance + (doubt * mean) ** 2) * kept**2, base.n, base.grade)


def _revenue(parameters: Floats, alike: _Alike, days: float) -> float:
    if not days:
        return 0.0
    ahead = look_ahead(parameters, alike.x, alike.t_x, alike.seen, days / _WEEK)
    return float(np.sum(ahead.p_alive * ahead.mean_alive * alike.worth))


def _chance_per_euro(parameters: Floats, alike: _Alike, base: Base, days: float) -> float:
    """Variance over mean of what chance does to the sum of all customers, each independent of the others."""
    ahead = look_ahead(parameters, alike.x, alike.t_x, alike.seen, days / _WEEK)
    count, square = ahead.p_alive * ahead.mean_alive, ahead.p_alive * ahead.square_alive
    each = count * alike.worth_square / base.worth.p + square * alike.worth_square - count**2 * alike.mean_square
    mean = float(np.sum(count * alike.worth))
    return float(np.maximum(each, 0.0).sum()) / mean if mean > 0 else 0.0


def _doubt(base: Base, alike: _Alike, parameters: Floats, days: float) -> float:
    """Relative standard deviation of the revenue from not knowing the parameters."""
    step = -(-len(alike.x) // MOST_FOR_DOUBT)
    some = _Alike(*(getattr(alike, name)[::step] for name in _Alike.__slots__))
    usual = _revenue(parameters, some, days)
    if usual <= 0:
        return 0.0
    return float(np.sqrt(np.mean([(_revenue(point, some, days) / usual - 1) ** 2 for point in base.pace.plausible])))


def _of_new(
    days: Purchases, base: Base, first: Wholes, on: int, edges: Wholes, kept: float
) -> Stream:  # fmt: skip
    """Arrivals at the pace they go on at, each worth a first purchase and those that follow."""
    starts = buckets(first, np.ones(len(first)), int(first.min()), on)
    pace = goes_on(starts)
    ages = np.arange(0, int(edges[-1]) + _AGES_APART, _AGES_APART)
    worth_by_age = _of_one(days, base, first, on, ages)
    came = np.arange(0.0, float(edges[-1]), _WEEK)
    arrivals = pace.over(came, came + _WEEK) * _WEEK
    ahead = edges[:, None] - (came[None, :] + _WEEK / 2)
    value = np.where(ahead > 0, np.interp(ahead, ages, worth_by_age), 0.0)
    mean = np.diff(value @ arrivals)
    return Stream(
        np.maximum(mean, 0.0) * kept,
        _of_arrivals(mean, pace.spread, starts, worth_by_age[-1]),
        int(starts.sum() * 28),
        base.grade,
    )


def _of_one(days: Purchases, base: Base, first: Wholes, on: int, ages: Wholes) -> Floats:
    """What one new customer has brought by each age: the first purchase of those who came lately, and BG/NBD's further ones."""
    is_first = np.append(True, days.buyer[1:] != days.buyer[:-1])
    paid = days.amount[is_first]
    late = first >= min(on - _YEAR, int(np.sort(first)[-min(len(first), 200)]))
    nobody = np.zeros(1)
    repeat = float(base.worth.expected(np.zeros(1), np.ones(1))[0][0])
    parameters = np.exp(base.pace.logs)
    further = [0.0] + [
        float(look_ahead(parameters, nobody, nobody, nobody, age / _WEEK).mean_alive[0]) for age in ages[1:]
    ]
    return float(paid[late].mean()) + repeat * np.array(further)


def _of_arrivals(mean: Floats, spread: float, starts: Floats, worth: float) -> Floats:
    """Compound Poisson, its values spread like an exponential's; and the pace itself, as unsure as it was."""
    rate = float(starts[-6:].mean()) if len(starts) else 0.0
    unsure = min(spread / rate, 1.0) if rate > 0 else 0.0
    return np.asarray(2 * np.maximum(mean, 0.0) * worth + (unsure * mean) ** 2)
