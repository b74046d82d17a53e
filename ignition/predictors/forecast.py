"""Revenue of the coming weeks if we go on as usual: what the base buys again, and what the open deals bring.

The parts add up to the total. The variance of each part is what chance does to its customers and deals, taken as
independent of one another, and the doubt about the parameters, which all of them share and which does not average out.
Intervals are those of the gamma distribution with that mean and variance: revenue is never negative, and skewed.

Where it fails: deals that do not exist yet are not in it; a customer's deal that is won and then invoiced counts in both
parts where the book holds both purchases and deals of the same customer; seasons.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from scipy import stats

from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.predictors import customer_base, deals
from ignition.predictors.tables import numbers

QUARTER_DAYS = 91


@dataclass(frozen=True, slots=True)
class Forecast:
    """Revenue in EUR after `on`, until `until`."""

    on: dt.date
    until: dt.date
    base: Estimate
    deals: Estimate
    total: Estimate


@dataclass(frozen=True, slots=True)
class _Part:
    mean: float
    variance: float
    n: int
    grade: Grade


def foresee(
    customers: pa.Table, open_deals: pa.Table, history: pa.Table, on: dt.date, assumptions: Assumptions,
    days: int = QUARTER_DAYS,
) -> Forecast:  # fmt: skip
    """From the described customers and deals and the deals' history. A part nothing is known of is not defined.

    >>> from ignition.backends import connect
    >>> from ignition.book import Book
    >>> from ignition.features import customers, deals
    >>> book = Book(purchases=[{"customer_id": "A", "on": f"2026-0{month}-10", "amount": 100} for month in range(1, 7)])
    >>> day = dt.date(2026, 6, 30)
    >>> with connect(book.as_of(day)) as desk:
    ...     facts = [f(desk, day).to_pyarrow() for f in (customers.describe, deals.describe, deals.history)]
    >>> ahead = foresee(*facts, day, Assumptions())
    >>> ahead.total.low < ahead.total.value < ahead.total.high, ahead.deals.value
    (True, None)
    """
    period = replace(assumptions, horizon_days=days)
    base, pipeline = _base(customers, on, period), _deals(open_deals, history, on, period)
    both = [part for part in (base, pipeline) if part is not None]
    mass = assumptions.interval
    return Forecast(
        on=on,
        until=on + dt.timedelta(days=min(days, (dt.date.max - on).days)),
        base=_state(base, mass, f"Expected revenue of {days} days from customers who bought before"),
        deals=_state(pipeline, mass, f"Expected revenue of {days} days from the deals open today"),
        total=_state(_sum(both), mass, f"Expected revenue of {days} days: customers who bought before and open deals"),
    )


def _base(customers: pa.Table, on: dt.date, assumptions: Assumptions) -> _Part | None:
    n = int((numbers(customers, "purchase_days") > 0).sum())
    if n == 0:
        return None
    mean, variance, grade = customer_base.total(customers, assumptions)
    return _Part(mean, variance, n, grade)


def _deals(open_deals: pa.Table, history: pa.Table, on: dt.date, assumptions: Assumptions) -> _Part | None:
    foreseen = deals.foresee(open_deals, history, on, assumptions)
    known = np.isfinite(numbers(foreseen, "value"))
    if not known.any():
        return None
    value, sd, doubt, amount = (
        numbers(foreseen, name)[known] for name in ("value", "value_sd", "p_win_sd", "win_amount")
    )
    # all deals share the rates: their doubts add up before they are squared
    variance = float((sd**2).sum() + (doubt @ amount) ** 2)
    return _Part(float(value.sum()), variance, int(known.sum()), Grade(foreseen["deals_grade"][0].as_py()))


def _sum(parts: list[_Part]) -> _Part | None:
    if not parts:
        return None
    return _Part(
        sum(part.mean for part in parts),
        sum(part.variance for part in parts),
        sum(part.n for part in parts),
        min(part.grade for part in parts),
    )


def _state(part: _Part | None, mass: float, definition: str) -> Estimate:
    if part is None:
        return Estimate(None, None, None, 0, Grade.ASSUMED, definition)
    low, high = _interval(part, mass)
    return Estimate(part.mean, low, high, part.n, part.grade, definition)


def _interval(part: _Part, mass: float) -> tuple[float, float]:
    if part.mean <= 0 or part.variance <= 0:
        return part.mean, part.mean
    shape = part.mean**2 / part.variance
    low, high = stats.gamma.ppf([(1 - mass) / 2, (1 + mass) / 2], shape, scale=part.mean / shape)
    return min(float(low), part.mean), max(float(high), part.mean)
