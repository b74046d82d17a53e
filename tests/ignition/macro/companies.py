"""Made-up companies of three years in which one lever was better for half a year, or none."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa

from ignition.book import Book

DAY = dt.date(2026, 11, 23)
TODAY = (DAY - dt.date(1970, 1, 1)).days
QUARTERS = 12
BETTER = (6, 7)
"""Quarters ago, counted from 0, in which the planted lever was better."""


def a_company(
    planted: str = "",
    factor: float = 1.0,
    seed: int = 0,
    deals: int = 120,
    customers: int = 150,
    come: int = 80,
    people: int = 6,
) -> Book:
    """`factor` times better in the half-year. `deals` a quarter; `customers` there from the beginning, and so many who `come` in a quarter."""
    rng = np.random.default_rng([seed, len(planted)])
    better = {
        name: np.where(np.isin(np.arange(QUARTERS), BETTER), factor if planted == name else 1.0, 1.0) for name in NAMES
    }
    tables = [_deals(rng, quarter, better, deals) for quarter in range(QUARTERS)]
    return Book(
        deals=pa.concat_tables(tables),
        purchases=_purchases(rng, better, customers, come),
        people=[{"person_id": f"p{number}", "weekly_hours": 25.0} for number in range(people)],
    )


LEAVE = 0.25
"""Of those who buy, the share that leaves in a quarter."""
NAMES = ("arrivals", "conversion", "value", "discount", "activation", "retention", "expansion")


def _deals(rng: np.random.Generator, quarter: int, better: dict[str, np.ndarray], usual: int) -> pa.Table:
    here = {name: factors[quarter] for name, factors in better.items()}
    n = rng.poisson(usual * here["arrivals"])
    opened = TODAY - 91 * quarter - rng.integers(0, 91, n)
    won = rng.random(n) < 0.25 * here["conversion"]
    closed = opened + np.where(won, rng.integers(10, 50, n), rng.integers(10, 80, n))
    asked = 4_000 * here["value"] * np.exp(0.5 * rng.standard_normal(n))
    kept = np.clip(0.85 * here["discount"] + 0.04 * rng.standard_normal(n), 0.3, 1.0)
    still_open = closed > TODAY
    return pa.table(
        {
            "deal_id": [f"{quarter}-{number}" for number in range(n)],
            "opened_on": days(opened),
            "closed_on": pa.array(np.where(still_open, 0, closed), pa.int32(), mask=still_open).cast(pa.date32()),
            "outcome": pa.array(np.where(won, "won", "lost"), mask=still_open),
            "amount": asked,
            "won_amount": pa.array(asked * kept, mask=still_open | ~won),
            "owner": [f"p{number % 6}" for number in range(n)],
        }
    )


def _purchases(rng: np.random.Generator, better: dict[str, np.ndarray], customers: int, come: int) -> pa.Table:
    """Everybody buys about once a month; some leave each quarter, and others come, of whom some stay."""
    who, day, amount = [], [], []
    alive, size = np.ones(customers, dtype=bool), 300 * np.exp(0.4 * rng.standard_normal(customers))
    for quarter in reversed(range(QUARTERS)):
        for code in np.flatnonzero(alive):
            n = rng.poisson(3.0)
            who += [f"c{code}"] * n
            day += (TODAY - 91 * quarter - rng.integers(0, 91, n)).tolist()
            amount += (size[code] * np.exp(0.3 * rng.standard_normal(n))).tolist()
        alive &= rng.random(len(alive)) > LEAVE / better["retention"][quarter]
        stays = rng.random(come) < 0.4 * better["activation"][quarter]
        first = TODAY - 91 * quarter - rng.integers(0, 30, come)
        who += [f"c{len(alive) + number}" for number in range(come)]
        day += first.tolist()
        amount += [300.0] * come
        alive, size = np.append(alive, stays), np.append(size, np.full(come, 300.0)) * better["expansion"][quarter]
    return pa.table({"customer_id": who, "on": days(np.array(day)), "amount": np.round(amount, 2)})


def days(numbers: np.ndarray) -> pa.Array:
    return pa.array(numbers.astype(np.int32), pa.int32()).cast(pa.date32())
