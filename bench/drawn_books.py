"""Books drawn from worlds of several kinds, for forecasts to be held against: the same seed, the same book.

Each kind has a common shock by month (a good or a bad month for everybody), which no model of single customers knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from ignition.book import Book

BEGINS = dt.date(2021, 1, 1)
Days = np.ndarray


def drawn_book(kind: str, seed: int, months: int = 42) -> Book:
    """One of `KINDS`, from the first of January 2021."""
    draw = np.random.default_rng([sorted(KINDS).index(kind), seed])
    return KINDS[kind](draw, int(months * 30.44))


def _shocks(draw: np.random.Generator, days: int, spread: float, stays: float = 0.6) -> Days:
    """A factor for each day: months wander about 1 together."""
    months = days // 30 + 2
    level, logs = 0.0, []
    for _ in range(months):
        level = stays * level + draw.normal(0, spread * np.sqrt(1 - stays**2))
        logs.append(level)
    return np.exp(np.interp(np.arange(days), np.arange(months) * 30.4, logs))


def _months(days: int) -> Days:
    first = np.datetime64(BEGINS, "D")
    return (first + np.arange(days)).astype("datetime64[M]").astype(int) % 12


def _weekdays(days: int) -> Days:
    return (np.arange(days) + BEGINS.weekday()) % 7


_YEAR = np.array([0.9, 0.95, 1.05, 1.0, 1.05, 1.1, 1.05, 0.45, 1.1, 1.1, 1.15, 1.1])


def _buying(
    draw: np.random.Generator, days: int, customers: int, joined: Days, rate: Days, factor: Days, worth: Days, leaves: float, spread: float
) -> Book:  # fmt: skip
    """Customers buy at their own rate (a day) while they stay, the more the higher the day's factor."""
    stays = draw.exponential(1 / leaves, customers) if leaves else np.full(customers, np.inf)
    time = np.concatenate([[0.0], np.cumsum(factor)])
    who, when = [], []
    for one in range(customers):
        begin = int(joined[one])
        end = int(min(begin + stays[one] + 1, days))
        who_bought = draw.poisson(rate[one] * (time[end] - time[begin]))
        moments = np.interp(draw.uniform(time[begin], time[end], who_bought), time, np.arange(len(time)))
        when.append(np.append(begin, moments.astype(int)))
        who.append(np.full(who_bought + 1, one))
    buyer, day = np.concatenate(who), np.minimum(np.concatenate(when), days - 1)
    amount = worth[buyer] * np.exp(draw.normal(0, spread, len(buyer)))
    return Book(purchases=_purchases(buyer, day, amount))


def _purchases(buyer: Days, day: Days, amount: Days) -> pa.Table:
    return pa.table({
        "customer_id": pa.array([f"C{one:05d}" for one in buyer]), "on": _dates(day), "amount": np.round(amount, 2),
    })  # fmt: skip


def _dates(day: Days) -> pa.Array:
    known = day >= 0
    return pa.array((np.datetime64(BEGINS, "D") + np.maximum(day, 0)).astype("datetime64[D]"), mask=~known)


def _seasonal(draw: np.random.Generator, days: int) -> Book:
    """Firms that buy less in August and nothing at weekends."""
    n = int(draw.integers(60, 250))
    strength = draw.uniform(0.5, 1.2)
    factor = _YEAR[_months(days)] ** strength * np.where(_weekdays(days) < 5, 1.4, 0.0) * _shocks(draw, days, 0.06)
    return _buying(
        draw,
        days,
        n,
        draw.uniform(0, 200, n) * (draw.uniform(size=n) < 0.5),
        draw.gamma(1.5, 1 / 40, n),
        factor,
        draw.gamma(2, 300, n),
        1 / 1500,
        0.5,
    )


def _growing(draw: np.random.Generator, days: int) -> Book:
    """New customers all the time, each year more of them."""
    n = int(draw.integers(200, 700))
    joined = days * np.sqrt(draw.uniform(0, 1, n)) * 0.999
    return _buying(
        draw,
        days,
        n,
        joined,
        draw.gamma(0.8, 1 / 50, n),
        _shocks(draw, days, 0.08),
        draw.gamma(2, 150, n),
        1 / 500,
        0.6,
    )


def _contract_like(draw: np.random.Generator, days: int) -> Book:
    """The same amount every month on a day of its own, until they leave; some join."""
    n = int(draw.integers(40, 160))
    joined = np.where(draw.uniform(size=n) < 0.5, draw.uniform(0, 30, n), draw.uniform(0, days, n)).astype(int)
    stays = draw.exponential(900, n)
    rows = [
        (one, day) for one in range(n) for day in range(joined[one], int(min(days, joined[one] + stays[one] + 1)), 30)
    ]
    buyer, day = (np.array(column) for column in zip(*rows, strict=True))
    return Book(purchases=_purchases(buyer, day, draw.gamma(3, 100, n)[buyer] * draw.uniform(0.95, 1.05, len(buyer))))


def _lumpy(draw: np.random.Generator, days: int) -> Book:
    """Few customers, rare orders of very different size."""
    n = int(draw.integers(12, 40))
    return _buying(
        draw,
        days,
        n,
        draw.uniform(0, 300, n),
        draw.gamma(1.5, 1 / 150, n),
        _shocks(draw, days, 0.1),
        draw.gamma(0.8, 6000, n),
        1 / 2500,
        1.0,
    )


def _dealing(
    draw: np.random.Generator,
    days: int,
    a_year: float,
    worth: float,
    spread: float,
    growth: float,
    shock: float,
    season: bool,
) -> dict[str, Days]:
    factor = _shocks(draw, days, shock) * np.exp(growth * np.arange(days) / 365)
    if season:
        factor = factor * _YEAR[_months(days)]
    count = draw.poisson(a_year / 365 * factor)
    opened = np.repeat(np.arange(days), count)
    n = len(opened)
    won = draw.uniform(size=n) < draw.uniform(0.2, 0.5)
    lasts = np.where(won, draw.gamma(2, 30, n), draw.gamma(1.2, 60, n)).astype(int) + 1
    asked = worth * np.exp(draw.normal(0, spread, n))
    agreed = asked * np.exp(draw.normal(-0.05, 0.1, n))
    closed = np.where(opened + lasts < days, opened + lasts, -1)
    return {"opened": opened, "closed": closed, "won": won, "asked": asked, "agreed": agreed}


def _deals(drawn: dict[str, Days], customers: Days) -> pa.Table:
    over, n = drawn["closed"] >= 0, len(drawn["opened"])
    outcome = np.where(drawn["won"], "won", "lost")
    return pa.table({
        "deal_id": pa.array([f"D{one:05d}" for one in range(n)]),
        "customer_id": pa.array([f"C{one:05d}" for one in customers]),
        "opened_on": _dates(drawn["opened"]), "closed_on": _dates(drawn["closed"]),
        "outcome": pa.array(outcome, mask=~over), "amount": np.round(drawn["asked"], 2),
        "won_amount": pa.array(np.round(drawn["agreed"], 2), mask=~(over & drawn["won"])),
    })  # fmt: skip


def _few_deals(draw: np.random.Generator, days: int) -> Book:
    """A deal or two a month is won, of very different size."""
    drawn = _dealing(draw, days, draw.uniform(35, 90), 20_000, 0.8, 0.0, 0.1, season=False)
    return Book(deals=_deals(drawn, np.arange(len(drawn["opened"]))))


def _pipeline(draw: np.random.Generator, days: int) -> Book:
    """Some hundreds of deals a year, more every year, fewer in August."""
    drawn = _dealing(draw, days, draw.uniform(200, 600), 5_000, 0.5, draw.uniform(0, 0.4), 0.1, season=True)
    return Book(deals=_deals(drawn, np.arange(len(drawn["opened"]))))


def _invoiced(draw: np.random.Generator, days: int) -> Book:
    """Customers who buy again, and deals with them that are invoiced when won: the same money in both tables."""
    n = int(draw.integers(80, 200))
    bought = _buying(
        draw,
        days,
        n,
        draw.uniform(0, 400, n),
        draw.gamma(1.2, 1 / 45, n),
        _shocks(draw, days, 0.08),
        draw.gamma(2, 200, n),
        1 / 1000,
        0.5,
    )
    drawn = _dealing(draw, days, draw.uniform(80, 200), 8_000, 0.4, 0.0, 0.1, season=False)
    customers = draw.integers(0, n, len(drawn["opened"]))
    paid = drawn["won"] & (drawn["closed"] >= 0) & (drawn["closed"] + 20 < days)
    invoices = _purchases(
        customers[paid], drawn["closed"][paid] + draw.integers(0, 20, int(paid.sum())), drawn["agreed"][paid]
    )
    return Book(
        purchases=pa.concat_tables(
            [
                bought.purchases.select(invoices.column_names),
                invoices.cast(bought.purchases.select(invoices.column_names).schema),
            ]
        ),
        deals=_deals(drawn, customers),
    )


KINDS: dict[str, Callable[[np.random.Generator, int], Book]] = {
    "seasonal": _seasonal, "growing": _growing, "contract-like": _contract_like, "lumpy": _lumpy,
    "few deals": _few_deals, "pipeline": _pipeline, "deals invoiced": _invoiced,
}  # fmt: skip
