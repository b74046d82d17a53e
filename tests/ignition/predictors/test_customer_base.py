"""The customer base foreseen: values, intervals, grades."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ignition.assumptions import Assumptions
from ignition.predictors import customer_base
from ignition.predictors.customer_base import foresee
from ignition.situation import CUSTOMER_FORESEEN

DAY = dt.date(2026, 6, 30)
YEAR = Assumptions()


def customers(*rows: dict[str, Any]) -> pa.Table:
    names = ("frequency", "recency_days", "observed_days", "purchase_days", "first_value", "repeat_mean")
    columns = {name: pa.array([row.get(name) for row in rows], type=pa.float64()) for name in names}
    return pa.table({"customer_id": pa.array([f"C{n}" for n in range(len(rows))], type=pa.string()), **columns})


def customer(x: int, t_x: float, seen: float, value: float = 100) -> dict[str, Any]:
    repeat = value if x else None
    return {"frequency": x, "recency_days": t_x, "observed_days": seen, "purchase_days": x + 1,
            "first_value": value, "repeat_mean": repeat}  # fmt: skip


def one(table: pa.Table, row: int = 0) -> dict[str, Any]:
    return dict(foresee(table, DAY, YEAR).to_pylist()[row])


def test_a_table_has_exactly_the_columns_of_the_contract() -> None:
    expected = ["customer_id", *(column.name for column in CUSTOMER_FORESEEN)]
    assert foresee(customers(customer(2, 30, 60)), DAY, YEAR).column_names == expected


def test_a_customer_who_never_bought_has_no_value_but_is_there() -> None:
    row = one(customers({"purchase_days": 0, "frequency": 0}, customer(3, 90, 100)))
    assert row["customer_id"] == "C0"
    assert [row[name] for name in ("p_alive", "value", "value_sd", "purchase_value", "silence_p")] == [None] * 5
    assert (row["base_n"], row["base_grade"]) == (1, "L1")


@pytest.mark.parametrize(
    ("table", "grade"),
    [
        (customers(), "L0"),
        (customers(customer(0, 0, 90)), "L0"),
        (customers(customer(4, 80, 90)), "L1"),
        (customers(*[customer(n % 3, 70 * (n % 3 > 0), 90 + n) for n in range(40)]), "L2"),
        (customers(*[customer(n % 3, 70 * (n % 3 > 0), 90 + n % 50) for n in range(400)]), "L2"),
        (customers(*[customer(n % 3, 70 * (n % 3 > 0), 390 + n % 50) for n in range(400)]), "L3"),
    ],
)
def test_the_grade_says_what_the_estimate_stands_on(table: pa.Table, grade: str) -> None:
    assert customer_base.learn(customer_base._buyers(table, np.ones(table.num_rows, bool))).grade == grade


def test_the_values_of_a_planted_world_add_up_to_what_is_bought(world: Any, world_described: pa.Table) -> None:
    table = foresee(world_described, DAY, YEAR)
    expected = np.array(table["expected_purchases"])
    later = world.later(365 / 7)
    assert expected.sum() == pytest.approx(later.sum(), rel=0.06)
    assert np.corrcoef(expected, later)[0, 1] > 0.7


def test_the_spread_of_a_value_is_the_one_that_is_seen(world: Any, world_described: pa.Table) -> None:
    table = foresee(world_described, DAY, YEAR)
    worth = np.array(world_described["first_value"])
    away = (world.later(365 / 7) * worth - np.array(table["value"])) / np.array(table["value_sd"])
    assert np.sqrt(np.mean(away**2)) == pytest.approx(1, abs=0.25)


def test_a_longer_horizon_is_worth_more(world_described: pa.Table) -> None:
    quarter = foresee(world_described, DAY, replace(YEAR, horizon_days=91))
    year = foresee(world_described, DAY, YEAR)
    assert np.all(np.array(year["value"]) > np.array(quarter["value"]))


def test_were_they_surely_alive_they_would_be_worth_at_least_as_much(world_described: pa.Table) -> None:
    table = foresee(world_described, DAY, YEAR)
    assert np.all(np.array(table["value_if_alive"]) >= np.array(table["value"]))


def test_the_order_of_the_rows_changes_nothing(world_described: pa.Table) -> None:
    order = np.random.default_rng(1).permutation(world_described.num_rows)
    straight, mixed = foresee(world_described, DAY, YEAR), foresee(world_described.take(order), DAY, YEAR)
    for name in straight.column_names[1:-1]:
        one, other = (np.array(t[name].to_pylist(), dtype=float) for t in (straight.take(order), mixed))
        np.testing.assert_allclose(one, other, rtol=1e-9)


def test_a_small_base_leans_on_the_pooled_pace() -> None:
    fast = one(customers(*[customer(10, 70, 75)] * 5, customer(1, 7, 30)), 5)
    slow = one(customers(*[customer(2, 700, 750)] * 5, customer(1, 7, 30)), 5)
    assert fast["expected_purchases"] > slow["expected_purchases"]


def test_amounts_of_zero_are_worth_nothing() -> None:
    row = one(customers(*[customer(3, 80, 90, value=0)] * 3))
    assert (row["value"], row["value_sd"], row["purchase_value"]) == (0, 0, 0)
