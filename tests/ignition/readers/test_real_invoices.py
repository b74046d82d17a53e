"""Real public e-invoices: every file gives records or says why not, and known amounts come out to the cent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from ignition.readers import read
from ignition.records import Invoice, Reading


@pytest.fixture(scope="module")
def readings(shared_data: Path) -> dict[str, Reading]:
    folder = shared_data / "fatturapa"
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): read(path.name, path.read_bytes()) for path in files}


def test_every_file_gives_records_or_a_fatal_problem(readings: dict[str, Reading]) -> None:
    silent = [name for name, one in readings.items() if not one.records and not any(p.fatal for p in one.problems)]
    assert len(readings) > 60
    assert silent == []


def test_most_files_are_invoices_that_are_read(readings: dict[str, Reading]) -> None:
    assert sum(len(one.records) for one in readings.values()) == 49
    assert sum(bool(one.records) for one in readings.values()) == 45


@pytest.mark.parametrize(
    ("name", "net", "tax", "total"),
    [
        ("gobl/invoice-credit-note.xml", "-1720.00", "-356.40", "-1388.40"),
        ("gobl/invoice-fund-contribution-mixed-retention.xml", "1696.00", "373.12", "1789.08"),
        ("gobl/invoice-irpef.xml", "1720.00", "356.40", "1026.74"),
        ("gobl/invoice-reverse-charge.xml", "2300.00", "0", "2300.00"),
        ("gobl/invoice-hotel-complex.xml", "228.27", "20.31", "248.58"),
        ("net_IT01234567890_FSM10.xml", "20.49", "4.51", "25.00"),
        ("net_IT01234567890_FPR02.xml", "36.08", "7.94", "44.02"),
        ("net_IT02182030391_31.xml.p7m", "100.00", "22.00", "122.00"),
        ("net_IT02182030391_31.Base64.CRLF.xml.p7m", "100.00", "22.00", "122.00"),
        ("simevo/jumbo_Causale.xml", "5.00", "1.10", "6.10"),
    ],
)
def test_known_amounts_come_out_to_the_cent(
    readings: dict[str, Reading], name: str, net: str, tax: str, total: str
) -> None:
    (record,) = readings[name].records
    assert isinstance(record, Invoice)
    assert (record.net, record.tax, record.total) == (Decimal(net), Decimal(tax), Decimal(total))


@pytest.mark.parametrize("name", ["simevo/IT01234567890_FPA03.xml", "simevo/IT01234567890_FPR03.xml"])
def test_a_batch_gives_all_its_invoices(readings: dict[str, Reading], name: str) -> None:
    assert [record.net for record in readings[name].records][-1] == Decimal("2000.00")  # type: ignore[union-attr]
    assert len(readings[name].records) == 2


@pytest.mark.parametrize(
    "name", ["billion_laughs", "entity_expansion", "quadratic_blowup", "recursive_entity", "small_jumbo"]
)
def test_a_hostile_file_is_refused_by_name(readings: dict[str, Reading], name: str) -> None:
    reading = readings[f"simevo/{name}.xml"]
    assert reading.records == ()
    assert "DOCTYPE" in reading.problems[0].say("it")


@pytest.mark.parametrize("name", ["net_IT02182030391_31_tampered.xml.p7m", "net_IT02182030391_31_tampered.Base64.xml.p7m"])  # fmt: skip
def test_a_tampered_envelope_is_refused(readings: dict[str, Reading], name: str) -> None:
    assert readings[name].records == ()
    assert "busta firmata" in readings[name].problems[0].say("it")


def test_a_missing_fact_is_named_with_its_place(readings: dict[str, Reading]) -> None:
    (problem,) = readings["simevo/missing_DatiGeneraliDocumento_Data.xml"].problems
    assert problem.place == "FatturaElettronicaBody/DatiGenerali/DatiGeneraliDocumento/Data"


def test_windows_1252_and_utf_8_say_the_same(readings: dict[str, Reading]) -> None:
    windows, plain = readings["net_IT02182030391_32.windows-1252.xml"], readings["net_IT02182030391_32.xml"]
    assert windows.records == plain.records
    assert [record.on for record in plain.records] == [dt.date(2017, 1, 27)] * 2  # type: ignore[union-attr]
