"""Paths in, a Book out."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pyarrow.compute as pc
import pytest

import ignition as ig
from ignition.reading import read
from ignition.records import Party

SAMPLES = Path(__file__).parents[1] / "samples"


def test_a_folder_of_everything_becomes_a_book() -> None:
    book = ig.read(SAMPLES)
    assert {
        "customers",
        "contacts",
        "products",
        "deals",
        "stage_changes",
        "purchases",
        "purchase_lines",
        "people",
    } <= set(book)
    assert book.problems


def test_a_zip_gives_what_its_folder_gives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "crm.zip", "w") as archive:
        for path in sorted((SAMPLES / "crm_table").glob("hubspot*.csv")):
            archive.write(path, path.name)
    there = sorted((SAMPLES / "crm_table").glob("hubspot*.csv"))
    assert read(tmp_path / "crm.zip").deals.equals(read(*there).deals)


def test_a_path_may_be_text_or_path_or_several() -> None:
    orders, clients = SAMPLES / "purchases_table" / "with_header.csv", SAMPLES / "crm_table" / "italian_customers.csv"
    assert read(str(orders)).purchases.equals(read(orders).purchases)
    assert read(orders, clients).customers.num_rows == 3


@pytest.mark.parametrize("paths", [("nowhere.csv",), ()])
def test_a_path_that_is_missing_is_said_plainly(paths: tuple[str, ...]) -> None:
    with pytest.raises(ig.IgnitionError) as error:
        read(*paths)
    assert error.value.sentence.say("it") != error.value.sentence.say("en")


def test_an_unreadable_file_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 not really")
    (tmp_path / "orders.csv").write_text("customer,date,amount\nA,2026-01-02,5\n")
    book = read(tmp_path)
    assert book.purchases.num_rows == 1
    assert [(problem.file, problem.fatal) for problem in book.problems] == [("photo.jpg", True)]


def test_progress_is_told_document_by_document() -> None:
    told: list[tuple[int, int | None, str]] = []
    read(SAMPLES / "purchases_table", progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(1, len(told) + 1))
    assert told[0][2] == "day_or_month.csv"


def test_we_can_be_named() -> None:
    book = read(SAMPLES / "fatturapa" / "ordinary.xml", own=Party(vat_id="09876540320"))
    assert "purchases" not in book


def test_cdnow_is_read_whole(shared_data: Path) -> None:
    book = read(shared_data / "cdnow" / "CDNOW_master.txt")
    assert (book.customers.num_rows, book.purchases.num_rows, book.problems) == (23_570, 69_659, ())
    assert pc.sum(book.purchases["amount"]).as_py() == pytest.approx(2_500_315.63)
    assert book.last_day == dt.date(1998, 6, 30)


def test_the_sample_beside_the_master_file_adds_nothing(shared_data: Path) -> None:
    book = read(shared_data / "cdnow" / "CDNOW_sample.txt", shared_data / "cdnow" / "CDNOW_master.txt")
    assert book.purchases.num_rows == 69_659


def test_a_real_crm_becomes_one_book(shared_data: Path) -> None:
    book = read(shared_data / "maven_crm")
    sizes = {name: book.table(name).num_rows for name in book}
    assert sizes == {"customers": 85, "products": 7, "deals": 8_300, "people": 35}
    assert book.deals["amount"].null_count == 0, "each asks for its product's list price, GTXPro too"
    assert [problem.say("en")[:60] for problem in book.problems] == [
        "sales_pipeline.csv: 500 deals without an opening day: left out"[:60]
    ]
