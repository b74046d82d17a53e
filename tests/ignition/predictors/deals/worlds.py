"""Deals drawn from a truth that is known, as landmark rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from ignition.book.tables import schema_of
from ignition.features.deals.frozen import DEAL_LANDMARK

ON = dt.date(2026, 6, 30)
AGES = (0, 7, 14, 30, 60)
Rates = Callable[[dict[str, Any]], tuple[float, float]]
Row = dict[str, Any]


def world(rates: Rates, deals: int = 1000, seed: int = 3, days: int = 540) -> pa.Table:
    """Each deal draws its facts once, then is won or ends at the rates a day that its facts ask for; seen until `ON`."""
    draw = np.random.default_rng(seed)
    rows: list[Row] = []
    for number in range(deals):
        facts = {"activities": int(draw.poisson(3)), "amount": float(draw.gamma(2, 5000))}
        won, ended = rates(facts)
        seen, lasts = int(draw.integers(1, days)), int(draw.exponential(1 / (won + ended))) + 1
        exit = "open" if lasts > seen else "won" if draw.random() < won / (won + ended) else "ended"
        last = min(lasts, seen)
        opened = ON - dt.timedelta(days=seen)
        rows += [landmark(f"D{number:05d}", opened, age, exit, last - age, **facts) for age in AGES if age < last]
    return pa.Table.from_pylist(rows, schema=schema_of(DEAL_LANDMARK))


def landmark(deal: str, opened: dt.date, age: int, exit: str, after: float, **facts: Any) -> Row:
    usual: Row = {
        "product_id": "", "stage": "", "stage_age_days": None, "age_days": float(age), "amount": 1000.0, "days_to_expected": None,
        "pushes": 0, "changes": 0, "moves": 0, "days_since_activity": float(age), "activities": 0, "activities_recent": 0,
        "heard": 0, "contacts_met": 0, "roles_met": 0,
    }  # fmt: skip
    return usual | {"deal_id": deal, "opened_on": opened, "exit": exit, "after_days": float(after)} | facts


def by_activity(facts: Row) -> tuple[float, float]:
    """Three activities more than the usual three win about twice as fast."""
    return 0.006 * (1 + facts["activities"]) / 4, 0.012


def by_nothing(facts: Row) -> tuple[float, float]:
    return 0.006, 0.012
