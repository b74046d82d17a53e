"""Worlds whose truth is known, and the CDNOW sample where it lies beside the project."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CALIBRATION_END = dt.date(1997, 9, 30)


class World:
    """Customers who buy and leave exactly as BG/NBD believes. Times in weeks."""

    def __init__(self, r: float, alpha: float, a: float, b: float, n: int, weeks: float, seed: int) -> None:
        random = np.random.default_rng(seed)
        self.seen = random.uniform(weeks / 2, weeks, n)
        self.rate = random.gamma(r, 1 / alpha, n)
        leaving = random.beta(a, b, n)
        self.times = [
            _purchases(random, rate, p, seen + 520) for rate, p, seen in zip(self.rate, leaving, self.seen, strict=True)
        ]
        self.x = np.array([np.sum(t <= s) for t, s in zip(self.times, self.seen, strict=True)], dtype=float)
        self.t_x = np.array([t[t <= s].max(initial=0.0) for t, s in zip(self.times, self.seen, strict=True)])
        self.alive = np.array([np.isinf(t[-1]) or t[-1] > s for t, s in zip(self.times, self.seen, strict=True)])

    def later(self, weeks: float) -> Floats:
        """Purchases of each customer in the weeks after the day."""
        counts = [np.sum((t > s) & (t <= s + weeks)) for t, s in zip(self.times, self.seen, strict=True)]
        return np.array(counts, dtype=float)


def _purchases(random: np.random.Generator, rate: float, p: float, until: float) -> Floats:
    """Times of the repeat purchases; the last is infinite where the customer outlives `until`."""
    times, now = [], 0.0
    while True:
        now += random.exponential(1 / rate)
        if now > until:
            return np.array([*times, np.inf])
        times.append(now)
        if random.random() < p:
            return np.array(times)


@pytest.fixture(scope="session")
def world() -> World:
    return World(r=0.8, alpha=5.0, a=0.9, b=3.0, n=4000, weeks=78, seed=11)


@pytest.fixture(scope="session")
def cdnow(shared_data: Path) -> dict[str, list[tuple[dt.date, float]]]:
    """Purchases of the published sample by customer: day and dollars."""
    customers: dict[str, list[tuple[dt.date, float]]] = {}
    for line in (shared_data / "cdnow" / "CDNOW_sample.txt").read_text().splitlines():
        _, customer, day, _, dollars = line.split()
        customers.setdefault(customer, []).append((dt.date.fromisoformat(day), float(dollars)))
    return customers


def described(rows: list[dict[str, Any]]) -> pa.Table:
    """Described customers of whom only what the predictors read is given."""
    names = ("frequency", "recency_days", "observed_days", "purchase_days", "first_value", "repeat_mean")
    columns = {name: pa.array([row.get(name) for row in rows], type=pa.float64()) for name in names}
    return pa.table({"customer_id": pa.array([str(n) for n in range(len(rows))], type=pa.string()), **columns})


@pytest.fixture(scope="session")
def world_described(world: World) -> pa.Table:
    worth = np.random.default_rng(2).gamma(4.0, 25.0, len(world.x))
    days = zip(world.x, world.t_x, world.seen, worth, strict=True)
    return described(
        [
            {"frequency": x, "recency_days": t * 7, "observed_days": s * 7, "purchase_days": x + 1, "first_value": w,
             "repeat_mean": w if x else None}
            for x, t, s, w in days
        ]
    )  # fmt: skip
