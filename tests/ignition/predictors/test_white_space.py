"""White space: found where customers resemble each other, not found where they do not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ignition.predictors.white_space import COLUMNS, foresee

DAY = dt.date(2026, 6, 30)
WORKSHOP, OFFICE = ("saw", "blade", "glue"), ("pen", "paper", "ink")


def lines(*rows: tuple[Any, ...]) -> pa.Table:
    """Of customer, product, and where they matter EUR and days ago."""
    full = [(*row, *(100.0, 30)[len(row) - 2 :]) for row in rows]
    who, what, amount, ago = zip(*full, strict=True) if full else ((), (), (), ())
    return pa.table(
        {
            "customer_id": pa.array(who, pa.string()),
            "product_id": pa.array(what, pa.string()),
            "on": pa.array([DAY - dt.timedelta(days=days) for days in ago], pa.date32()),
            "amount": pa.array(amount, pa.float64()),
        }
    )


def two_trades(n: int, seed: int, mostly: float = 0.8, rarely: float = 0.1) -> tuple[pa.Table, Any]:
    """Workshops buy mostly of the first three families, offices of the others; and who buys what."""
    random = np.random.default_rng(seed)
    workshop = random.uniform(size=(n, 1)) < 0.5
    likely = np.where(np.array([True] * 3 + [False] * 3) == workshop, mostly, rarely)
    buys = random.uniform(size=(n, 6)) < likely
    rows = [(f"C{c:04}", (WORKSHOP + OFFICE)[f]) for c, f in zip(*np.nonzero(buys), strict=True)]
    return lines(*rows), buys


def unrelated(n: int, seed: int) -> pa.Table:
    return two_trades(n, seed, mostly=0.4, rarely=0.4)[0]


def test_what_similar_customers_buy_is_found_and_nothing_else() -> None:
    bought, _ = two_trades(400, seed=1)
    found = foresee(bought, DAY, most=6).to_pylist()
    assert len(found) > 100
    trades = [(row["product_id"] in WORKSHOP) == (row["because"] in WORKSHOP) for row in found]
    assert all(trades)


def test_nobody_is_told_of_what_they_buy_already() -> None:
    bought, _ = two_trades(300, seed=2)
    owned = set(zip(bought["customer_id"].to_pylist(), bought["product_id"].to_pylist(), strict=True))
    found = foresee(bought, DAY, most=6).to_pylist()
    assert found
    assert not owned & {(row["customer_id"], row["product_id"]) for row in found}
    assert all((row["customer_id"], row["because"]) in owned for row in found)


def test_unrelated_families_raise_an_alarm_in_at_most_one_business_of_twenty() -> None:
    alarms = [foresee(unrelated(150, seed), DAY).num_rows > 0 for seed in range(200)]
    assert np.mean(alarms) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 200)


def test_chances_lie_within_their_interval_as_often_as_they_claim() -> None:
    both, since = 0.5 * (0.8**2 + 0.1**2), 0.5 * (0.8 + 0.1)
    inside = []
    for seed in range(60):
        rows = foresee(two_trades(200, seed)[0], DAY, most=6).to_pylist()
        chances = {(row["because"], row["product_id"]): row for row in rows}
        inside += [row["low"] <= both / since <= row["high"] for row in chances.values()]
    assert 0.68 <= np.mean(inside) <= 0.92


def test_the_figures_are_those_of_the_customers_counted() -> None:
    bought, buys = two_trades(400, seed=3)
    row = foresee(bought, DAY).to_pylist()[0]
    names = list(WORKSHOP + OFFICE)
    since, to = buys[:, names.index(row["because"])], buys[:, names.index(row["product_id"])]
    assert (row["n"], row["together"]) == (since.sum(), (since & to).sum())
    assert row["chance"] == pytest.approx((row["together"] + 5 * to.mean()) / (row["n"] + 5), rel=0.01)
    assert (row["spend"], row["value"]) == pytest.approx((100, 100 * row["chance"]))


def pairs_of_buyers(n: int, **more: Any) -> list[tuple[Any, ...]]:
    pairs = [(f"C{c}", family) for c in range(n) for family in ("saw", "blade")]
    return [*pairs, *((f"P{c}", "pen") for c in range(n))]


@pytest.mark.parametrize(("buyers", "grade"), [(20, "L1"), (40, "L2")])
def test_the_grade_says_how_many_it_stands_on(buyers: int, grade: str) -> None:
    rows = foresee(lines(*pairs_of_buyers(buyers), ("new", "saw")), DAY).to_pylist()
    assert [(row["customer_id"], row["product_id"], row["grade"]) for row in rows] == [("new", "blade", grade)]


def test_few_in_common_are_not_enough() -> None:
    assert foresee(lines(*pairs_of_buyers(4), ("new", "saw")), DAY).num_rows == 0


def test_what_was_given_back_is_not_bought() -> None:
    back = lines(*pairs_of_buyers(40), ("new", "saw", 100.0), ("new", "saw", -100.0))
    assert foresee(back, DAY).num_rows == 0


def test_spending_of_long_ago_is_not_expected_again() -> None:
    old = [(who, what, 500.0, 800) for who, what in pairs_of_buyers(40)]
    row = foresee(lines(*old, ("new", "saw")), DAY).to_pylist()[0]
    assert (row["spend"], row["value"]) == (0, 0)


def test_the_order_of_the_lines_changes_nothing() -> None:
    bought, _ = two_trades(200, seed=5)
    mixed = bought.take(np.random.default_rng(1).permutation(bought.num_rows))
    assert foresee(bought, DAY, most=3).equals(foresee(mixed, DAY, most=3))


@pytest.mark.parametrize("rows", [[], [("A", "saw")], [("A", None), (None, "saw")], [("A", "saw", -5.0)]])
def test_where_nothing_is_to_be_learnt_nothing_is_said(rows: Any) -> None:
    found = foresee(lines(*rows), DAY)
    assert found.num_rows == 0
    assert found.schema == COLUMNS
