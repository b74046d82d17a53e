"""Where the labels are dealt anew nothing can be told apart: the area under the curve is 0.5, within 0.05."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.backtest.clustered import area
from ignition.book import Book
from ignition.engine import look
from tests.ignition.honesty.worlds import DAY, Rows, deals

HORIZON = 60


def chances(book: Book, on: dt.date, name: str) -> dict[str, float]:
    """What the engine says of each customer or open deal, looking from a day."""
    known = book.as_of(on)
    with connect(known) as desk:
        seen = look(desk, on, Assumptions(horizon_days=HORIZON))
        table, key = (seen.deals, "deal_id") if name == "p_win" else (seen.customers, "customer_id")
        rows = table.select(key, name).to_pyarrow().to_pylist()
    return {row[key]: row[name] for row in rows}


def told_apart(said: list[float], happened: np.ndarray) -> float:
    found = area(np.arange(len(said)), happened.astype(float), np.array(said)).value
    assert found is not None
    return found


def dealt_anew(rows: Rows, seed: int) -> Rows:
    outcomes = [row["outcome"] for row in rows if "outcome" in row]
    dealt = iter(np.random.default_rng(seed).permutation(outcomes).tolist())
    return [{**row, "outcome": next(dealt)} if "outcome" in row else row for row in rows]


def test_deals_whose_product_decides_are_told_apart() -> None:
    rows, ends = deals()
    said = chances(Book(deals=rows), DAY, "p_win")
    assert told_apart([said[row["deal_id"]] for row in rows if "outcome" not in row], ends) > 0.68


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(2, 12))])
def test_deals_learnt_from_outcomes_dealt_anew_are_not(seed: int) -> None:
    rows, ends = deals(seed=seed)
    said = chances(Book(deals=dealt_anew(rows, seed)), DAY, "p_win")
    dealt = np.random.default_rng(seed).permutation(ends)
    area_found = told_apart([said[row["deal_id"]] for row in rows if "outcome" not in row], dealt)
    assert abs(area_found - 0.5) <= 0.05


def buyers(customers: int = 800, seed: int = 4) -> Rows:
    draw = np.random.default_rng(seed)
    rows: Rows = []
    for n in range(customers):
        days = 500 - np.cumsum(draw.exponential(20 if n % 2 else 180, 60) + 1)
        rows += [
            {"customer_id": f"C{n:03d}", "on": DAY - dt.timedelta(int(day)), "amount": 50.0} for day in days[days >= 0]
        ]
    return rows


def test_customers_are_told_apart_by_their_own_past_and_not_by_somebody_elses() -> None:
    rows, then = buyers(), DAY - dt.timedelta(days=HORIZON)
    said = chances(Book(purchases=rows), then, "p_buys")
    names = sorted(said)
    bought = {row["customer_id"] for row in rows if row["on"] > then}
    happened = np.array([name in bought for name in names])
    p = [said[name] for name in names]
    assert told_apart(p, happened) > 0.75
    assert abs(told_apart(p, np.random.default_rng(1).permutation(happened)) - 0.5) <= 0.05
