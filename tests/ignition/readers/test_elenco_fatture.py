"""The portal's list of invoices, beyond what the samples show."""

from __future__ import annotations

import codecs
from decimal import Decimal
from pathlib import Path

import pytest

from ignition.readers import read
from ignition.records import Invoice

ISSUED = (Path(__file__).parents[2] / "samples" / "elenco_fatture" / "issued.csv").read_bytes()


def invoices(content: bytes) -> list[Invoice]:
    reading = read("x.csv", content)
    assert reading.reader == "elenco_fatture"
    return [one for one in reading.records if isinstance(one, Invoice)]


def test_rows_in_are_records_and_problems_out() -> None:
    reading = read("x.csv", ISSUED)
    assert len(reading.records) + len(reading.problems) == ISSUED.count(b"\r\n") - 1


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + ISSUED,
        ISSUED.decode().encode("utf-16"),
        ISSUED.decode().encode("cp1252"),
        ISSUED.replace(b"\r\n", b"\n"),
        ISSUED.replace(b'"', b"").replace(b"BIANCHI IMPIANTI SPA", b'"BIANCHI IMPIANTI ""SPA"""'),
    ],
    ids=["BOM", "UTF-16", "Windows-1252", "LF", "unquoted"],
)
def test_a_list_saved_again_by_another_program_is_the_same_list(content: bytes) -> None:
    assert invoices(content) == invoices(ISSUED)


@pytest.mark.parametrize(
    ("said", "kind", "is_sale"),
    [
        ("Fattura", "TD01", True),
        ("Fattura differita", "TD24", True),
        ("TD25", "TD25", True),
        ("Parcella", "TD06", True),
        ("Autofattura", "TD20", False),
        ("Integrazione fattura reverse charge interno", "TD16", False),
        ("Integrazione/autofattura per acquisto servizi dall'estero", "TD17", False),
    ],
)
def test_the_portals_words_become_a_document_type(said: str, kind: str, is_sale: bool) -> None:
    first = invoices(ISSUED.replace(b'"Fattura";"\'101', f'"{said}";"\'101'.encode()))[0]
    assert (first.kind, first.is_sale) == (kind, is_sale)


def test_a_credit_note_counts_negative() -> None:
    assert [one.net for one in invoices(ISSUED)] == [Decimal("580.00"), Decimal("-25.00"), Decimal("1234.50")]


def test_missing_ids_are_empty_and_not_a_customer_of_their_own() -> None:
    third = invoices(ISSUED)[2]
    assert (third.buyer.vat_id, third.buyer.tax_code) == ("", "NREBRN80A41F205L")


def test_a_list_of_headings_alone_says_so() -> None:
    (problem,) = read("x.csv", ISSUED.split(b"\r\n")[0]).problems
    assert problem.fatal
    assert "non ha fatture" in problem.say("it")


def test_an_invoice_of_the_list_and_its_xml_agree(invoice: bytes) -> None:
    (whole,) = read("x.xml", invoice).records
    listed = invoices(ISSUED)[0]
    assert isinstance(whole, Invoice)
    assert (listed.number, listed.on, listed.kind, listed.net, listed.total) == (
        (whole.number, whole.on, whole.kind, whole.net, whole.total)
    )
    assert (listed.seller.vat_id, listed.buyer.vat_id) == (whole.seller.vat_id, whole.buyer.vat_id)
