"""Words the feature tests share: a book in, rows out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ignition.backends import connect
from ignition.book import Book
from ignition.features import customers, deals

Rows = list[dict[str, Any]]
Describe = Callable[..., Rows]


def _rows(feature: Callable[..., Any], key: str) -> Describe:
    def describe(on: str, **tables: Any) -> Rows:
        day = dt.date.fromisoformat(on)
        with connect(Book(**tables).as_of(day)) as desk:
            rows = desk.answer((feature.__module__, feature.__name__, day), lambda: feature(desk, day)).to_pylist()
        return sorted(rows, key=lambda row: (row[key], row.get("start_days", 0)))

    return describe


@pytest.fixture
def customers_on() -> Describe:
    return _rows(customers.describe, "customer_id")


@pytest.fixture
def deals_on() -> Describe:
    return _rows(deals.describe, "deal_id")


@pytest.fixture
def history_on() -> Describe:
    return _rows(deals.history, "deal_id")
