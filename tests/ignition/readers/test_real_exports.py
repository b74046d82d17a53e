"""Tables, mail and calendars of the world, and bytes of nobody: nothing raises, and what is there is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ignition.readers import READERS, read
from ignition.records import ContactRow, DealRow, Meeting, Message, PurchaseRow

STARTS = [
    b"",
    b"customer,date,amount\n",
    b"BEGIN:VCALENDAR\n",
    b"From: a@b.it\nDate: ",
    b"From x\n",
    b"PK\x03\x04xl/workbook",
]


@given(st.sampled_from(STARTS), st.binary(max_size=400))
@example(b"", b"\xff\xfe\x00")
@example(b"", b'a,b\n"')
@settings(max_examples=300, deadline=None)
def test_random_bytes_never_raise(start: bytes, rest: bytes) -> None:
    reading = read("x.csv", start + rest)
    assert reading.records or reading.problems or reading.reader


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_reader_raises_when_asked_whether_it_recognises(text: str) -> None:
    for name in ("x", "x.csv", "x.eml", "x.ics"):
        assert all(reader.recognises(name, text.encode()) in (True, False) for reader in READERS)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("folder", "record", "at_least"), [("eml", Message, 60), ("ics", Meeting, 120), ("vcf", ContactRow, 25)]
)
def test_a_corpus_of_odd_documents_is_read_or_refused_with_a_reason(
    shared_data: Path, folder: str, record: type, at_least: int
) -> None:
    readings = [read(path.name, path.read_bytes()) for path in sorted((shared_data / folder).iterdir())]
    assert all(reading.records or reading.problems for reading in readings)
    assert not any("not foreseen" in problem.say("en") for reading in readings for problem in reading.problems)
    assert sum(isinstance(one, record) for reading in readings for one in reading.records) >= at_least


@pytest.mark.parametrize(("file", "rows"), [("CDNOW_master.txt", 69_659), ("CDNOW_sample.txt", 6_919)])
def test_every_purchase_of_the_cdnow_files_is_read(shared_data: Path, file: str, rows: int) -> None:
    reading = read(file, (shared_data / "cdnow" / file).read_bytes())
    assert (reading.reader, len(reading.records), reading.problems) == ("purchases_table", rows, ())
    assert all(isinstance(row, PurchaseRow) for row in reading.records)


def test_without_its_header_the_master_file_reads_the_same(shared_data: Path) -> None:
    content = (shared_data / "cdnow" / "CDNOW_master.txt").read_bytes()
    bare = content.partition(b"\n")[2]
    assert read("a.txt", bare).records == read("b.txt", content).records


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-01 10:00:01 GET 200\n2026-01-01 10:00:02 GET 404\n2026-01-02 11:00:00 PUT 200\n",
        "Dear all,\nas agreed, the offer stands.\nBest, Bob\n",
        "1 2 3\n4 5 6\n7 8 9\n",
        '{"customer": 1, "date": 2}\n',
    ],
    ids=["a log", "a note", "numbers", "JSON"],
)
def test_what_is_no_table_of_ours_is_refused(text: str) -> None:
    reading = read("x.txt", text.encode())
    assert (reading.records, reading.problems[0].fatal) == ((), True)


def test_the_deals_of_a_real_pipeline_end_as_it_says(shared_data: Path) -> None:
    reading = read("sales_pipeline.csv", (shared_data / "maven_crm" / "sales_pipeline.csv").read_bytes())
    deals = [row for row in reading.records if isinstance(row, DealRow)]
    counts = {outcome: sum(deal.outcome == outcome for deal in deals) for outcome in ("won", "lost", "open")}
    assert counts == {"won": 4238, "lost": 2473, "open": 2089}
    assert sum(deal.won_amount or 0 for deal in deals) == 10_005_534
    assert all(deal.closed_on is None and deal.won_amount is None for deal in deals if deal.outcome == "open")
    assert not reading.problems
