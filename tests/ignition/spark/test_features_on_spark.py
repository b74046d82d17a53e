"""Features are the same on Spark as on DuckDB, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ignition.backends import connect
from ignition.book import Book
from ignition.features import customers, deals, families
from tests.ignition.spark import books
from tests.ignition.spark.equality import Lay, differences

pytestmark = pytest.mark.spark
FEATURES: dict[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "customers": (customers.describe, ("customer_id",)),
    "deals": (deals.describe, ("deal_id",)),
    "deal history": (deals.history, ("deal_id", "start_days")),
    "landmarks": (deals.landmarks, ("deal_id", "age_days")),
    "families": (families.describe, ("customer_id", "family")),
}
ALL_EQUAL: dict[str, list[str]] = {name: [] for name in FEATURES}


def found_different(book: Book, on: dt.date, on_spark: Lay) -> dict[str, list[str]]:
    known, found = book.as_of(on), {}
    spark = on_spark(known)
    for name, (feature, key) in FEATURES.items():
        with connect(known) as desk:
            ours = desk.fetch(feature(desk, on))
        found[name] = differences(ours, spark.fetch(feature(spark, on)), *key)
    return found


@pytest.mark.parametrize("make", [books.odd, lambda: books.drawn(1), lambda: books.drawn(2, customers=7)])
def test_features_are_equal_on_odd_and_on_drawn_books(make: Callable[[], Book], on_spark: Lay) -> None:
    assert found_different(make(), books.DAY, on_spark) == ALL_EQUAL


def test_features_are_equal_on_cdnow(shared_data: Path, on_spark: Lay) -> None:
    book = books.cdnow(shared_data)
    assert found_different(book, dt.date(1997, 9, 30), on_spark) == ALL_EQUAL


def test_features_are_equal_on_maven(shared_data: Path, on_spark: Lay) -> None:
    book = books.maven(shared_data)
    assert found_different(book, dt.date(2017, 6, 30), on_spark) == ALL_EQUAL


def test_the_difference_between_two_tables_is_found(on_spark: Lay) -> None:
    desk = on_spark(books.drawn(3, customers=5))
    table = desk.fetch(customers.describe(desk, books.DAY))
    other = desk.fetch(customers.describe(desk, books.DAY - dt.timedelta(days=1)))
    assert "days_silent" in differences(table, other, "customer_id")
