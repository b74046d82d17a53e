"""The revenue of the coming quarter."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.features import customers, deals
from ignition.predictors.forecast import Forecast, foresee

DAY = dt.date(2026, 6, 30)


def forecast(days: int = 91, **tables: Any) -> Forecast:
    with connect(Book(**tables).as_of(DAY)) as desk:
        facts = [feature(desk, DAY).to_pyarrow() for feature in (customers.describe, deals.describe, deals.history)]
    return foresee(*facts, DAY, Assumptions(), days)


def buying() -> list[dict[str, Any]]:
    start = dt.date(2026, 1, 3)
    return [
        {"customer_id": f"C{c}", "on": start + dt.timedelta(days=14 * t + c % 14), "amount": 50.0 + c}
        for c in range(60) for t in range(12)
    ]  # fmt: skip


def selling() -> list[dict[str, Any]]:
    usual = {"opened_on": "2026-05-01", "amount": 2000.0, "customer_id": None}
    closed = [
        usual | {"deal_id": f"C{n}", "outcome": "won" if n % 2 else "lost", "closed_on": f"2026-06-{n % 28 + 1:02d}"}
        for n in range(120)
    ]
    return closed + [usual | {"deal_id": f"D{n}"} for n in range(10)]


def test_the_parts_add_up() -> None:
    ahead = forecast(purchases=buying(), deals=selling())
    assert ahead.base.value is not None
    assert ahead.deals.value is not None
    assert ahead.total.value == pytest.approx(ahead.base.value + ahead.deals.value)
    assert ahead.total.n == 60 + 10
    assert ahead.total.grade == min(ahead.base.grade, ahead.deals.grade)


def test_the_interval_of_the_total_is_narrower_than_the_sum_of_the_parts() -> None:
    ahead = forecast(purchases=buying(), deals=selling())
    widths = [part.high - part.low for part in (ahead.base, ahead.deals, ahead.total)]  # type: ignore[operator]
    assert max(widths[:2]) < widths[2] < widths[0] + widths[1]


def test_a_part_nothing_is_known_of_is_not_defined() -> None:
    ahead = forecast(purchases=buying())
    assert (ahead.deals.value, ahead.deals.low, ahead.deals.n) == (None, None, 0)
    assert ahead.total.value == ahead.base.value
    assert forecast().total.value is None


def test_customers_who_go_on_buying_bring_what_they_brought() -> None:
    """60 customers, a purchase a fortnight of about 80 EUR: about 31,000 EUR a quarter."""
    ahead = forecast(purchases=buying())
    assert ahead.base.value == pytest.approx(60 * 6.5 * 79.5, rel=0.15)


def test_a_longer_period_brings_more() -> None:
    short, long = forecast(28, purchases=buying()), forecast(182, purchases=buying())
    assert short.total.value is not None
    assert long.total.high is not None
    assert short.total.value < long.total.low  # type: ignore[operator]
    assert long.until == DAY + dt.timedelta(days=182)
