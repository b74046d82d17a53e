"""The desk on which a Book is laid out."""

from __future__ import annotations

from pathlib import Path

import ibis
import pytest

from ignition.backends import Desk, KeptDesk, connect
from ignition.book import Book

BOOK = Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.5}])


def test_a_desk_may_not_read_files(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("password\nhunter2\n")
    with connect(BOOK) as desk, pytest.raises(Exception, match="disabled"):
        desk.table("purchases").get_backend().raw_sql(f"SELECT * FROM read_csv('{tmp_path}/secret.csv')")


def test_what_is_kept_is_worked_out_once() -> None:
    worked_out = []

    def total() -> ibis.expr.types.Table:
        worked_out.append(1)
        return desk.table("purchases").aggregate(total=lambda rows: rows.amount.sum())

    with connect(BOOK) as desk:
        totals = [desk.once("total", total).to_pyarrow()["total"].to_pylist() for _ in range(2)]
    assert (totals, worked_out) == ([[12.5], [12.5]], [1])


def test_a_table_the_business_does_not_have_is_empty_on_the_desk() -> None:
    with connect(BOOK) as desk:
        assert desk.table("deals").count().to_pyarrow().as_py() == 0
        assert desk.holds("purchases")
        assert not desk.holds("deals", "activities")


def spent(desk: Desk) -> list[tuple[str, float]]:
    found = desk.answer(
        "spent", lambda: desk.table("purchases").group_by("customer_id").aggregate(spent=lambda rows: rows.amount.sum())
    )
    return [(row["customer_id"], row["spent"]) for row in found.to_pylist()]


def test_a_desk_that_is_kept_answers_of_the_book_that_lies_on_it_whatever_was_asked_between() -> None:
    desk = KeptDesk(("purchases", "customers"))
    desk.begin(BOOK)
    first = spent(desk)
    desk.begin(Book(customers=[{"customer_id": "B"}]))
    named = desk.answer("named", lambda: desk.table("customers").select("customer_id")).to_pylist()
    desk.begin(Book(purchases=[{"customer_id": "B", "on": "2026-01-31", "amount": each} for each in (1.0, 2.0)]))
    assert (first, named, spent(desk)) == ([("A", 12.5)], [{"customer_id": "B"}], [("B", 3.0)])
