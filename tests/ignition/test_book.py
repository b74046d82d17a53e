"""The Book: any frame in, the contract's tables out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import ibis
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ignition.book import TABLES, Book
from ignition.errors import UnusableBook

ROWS = {"customer_id": ["A", "B"], "on": [dt.date(2026, 1, 31), dt.date(2026, 2, 28)], "amount": [10.0, 20.0]}


def frames(folder: Path) -> dict[str, Any]:
    table = pa.table(ROWS)
    pq.write_table(table, folder / "purchases.parquet")
    return {
        "arrow": table,
        "polars": pl.DataFrame(ROWS),
        "duckdb": duckdb.from_arrow(table),
        "ibis": ibis.memtable(table),
        "parquet": folder / "purchases.parquet",
        "dict": ROWS,
        "list": table.to_pylist(),
    }


@pytest.mark.parametrize("kind", ["arrow", "polars", "duckdb", "ibis", "parquet", "dict", "list"])
def test_a_book_takes_any_frame(kind: str, tmp_path: Path) -> None:
    book = Book(purchases=frames(tmp_path)[kind])
    assert book.purchases["amount"].to_pylist() == [10.0, 20.0]
    assert book.purchases["on"].to_pylist() == ROWS["on"]


def test_a_book_takes_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    assert Book(purchases=pandas.DataFrame(ROWS)).purchases.num_rows == 2


def test_a_missing_column_is_named_with_those_that_were_found() -> None:
    with pytest.raises(UnusableBook, match=r"no column “amount”.*customer_id, on"):
        Book(purchases=[{"customer_id": "A", "on": "2026-01-01"}])


def test_an_unknown_table_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnusableBook, match=r"no table “sales”.*purchases"):
        Book(sales=[])


@pytest.mark.parametrize("value", ["abc", "1e999", "NaN", "--3", "12,5"])
def test_a_wrong_number_leaves_one_row_aside_and_says_which(value: str) -> None:
    rows = [
        {"customer_id": "A", "on": "2026-01-01", "amount": "5"},
        {"customer_id": "B", "on": "2026-01-01", "amount": value},
    ]
    book = Book(purchases=rows)
    assert book.purchases["customer_id"].to_pylist() == ["A"]
    assert book.problems[0].place == "row 2"
    assert value in book.problems[0].say("it")


@pytest.mark.parametrize("value", ["9999-12-31", "0001-01-01", "2026-02-31", "yesterday"])
def test_a_day_outside_business_time_is_a_wrong_value(value: str) -> None:
    book = Book(purchases=[{"customer_id": "A", "on": value, "amount": 1}])
    assert book.purchases.num_rows == 0
    assert book.problems


def test_many_wrong_rows_are_counted_not_listed() -> None:
    book = Book(purchases=[{"customer_id": "A", "on": "x", "amount": 1}] * 1_000)
    assert len(book.problems) <= 101
    assert "900" in book.problems[-1].say("en")


def test_a_closed_deal_is_open_in_the_book_of_an_earlier_day() -> None:
    deal = {"deal_id": "1", "opened_on": "2026-01-01", "closed_on": "2026-03-01", "outcome": "won", "won_amount": 9.0}
    known = Book(deals=[deal]).as_of(dt.date(2026, 2, 1)).deals.to_pylist()[0]
    assert (known["outcome"], known["closed_on"], known["won_amount"]) == (None, None, None)


def test_a_row_recorded_later_is_not_known_yet() -> None:
    row = {"customer_id": "A", "on": "2026-01-01", "amount": 1, "recorded_at": "2026-05-01 08:00:00"}
    book = Book(purchases=[row])
    assert book.as_of(dt.date(2026, 4, 30)).purchases.num_rows == 0
    assert book.as_of(dt.date(2026, 5, 1)).purchases.num_rows == 1


days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31))


@settings(max_examples=25, deadline=None)
@given(before=st.lists(days, max_size=5), day=days)
def test_what_was_known_on_a_day_happened_by_then(before: list[dt.date], day: dt.date) -> None:
    book = Book(purchases={"customer_id": ["A"] * len(before), "on": before, "amount": [1.0] * len(before)})
    assert book.as_of(day).purchases["on"].to_pylist() == [on for on in before if on <= day]


def test_every_table_is_there_with_its_columns_even_when_empty() -> None:
    book = Book()
    for name, spec in TABLES.items():
        assert book.table(name).column_names == [column.name for column in spec.columns]
    assert book.last_day is None
    assert list(book) == []
