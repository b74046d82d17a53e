"""What an e-invoice means, beyond what the samples show."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from ignition.readers import read
from ignition.records import Invoice, Reading

SAMPLES = Path(__file__).parents[2] / "samples" / "fatturapa"


def read_sample(name: str) -> Invoice:
    return only(read(name, (SAMPLES / name).read_bytes()))


def test_a_credit_note_counts_negative_down_to_its_lines() -> None:
    note = read_sample("credit_note.xml")
    assert (note.net, note.tax, note.total) == (Decimal("-25.00"), Decimal("-5.50"), Decimal("-30.50"))
    assert [line.amount for line in note.lines] == [Decimal("-25.00")]
    assert note.linked == ("101/2026",)


def test_a_credit_note_already_negative_stays_negative_and_is_noted(invoice: bytes) -> None:
    text = (
        invoice.replace(b">TD01<", b">TD04<")
        .replace(b">530.00<", b">-530.00<")
        .replace(b">50.00</Imp", b">-50.00</Imp")
    )
    reading = read("x.xml", text.replace(b">698.60<", b">-698.60<"))
    assert only(reading).net == Decimal("-580.00")
    assert "già negativi" in reading.problems[0].say("it")


def test_a_negative_invoice_keeps_its_sign(invoice: bytes) -> None:
    assert only(read("x.xml", invoice.replace(b">530.00<", b">-530.00<"))).net == Decimal("-480.00")


def test_a_credit_note_of_zero_is_zero_without_a_sign(invoice: bytes) -> None:
    text = invoice.replace(b">TD01<", b">TD04<").replace(b">530.00<", b">0.00<").replace(b">50.00</Imp", b">0.00</Imp")
    assert str(only(read("x.xml", text)).net) == "0.00"


def test_withholding_fund_and_stamp_do_not_touch_the_net() -> None:
    parcella = read_sample("parcella_with_withholding_and_fund.xml")
    assert parcella.net == Decimal("1040.00")
    assert parcella.total == Decimal("1268.80")


def test_a_total_left_out_is_the_sum_with_its_rounding() -> None:
    assert read_sample("total_left_out.xml").total == Decimal("100.00")


def test_a_self_invoice_is_no_sale() -> None:
    assert not read_sample("self_invoice.xml").is_sale
    assert read_sample("ordinary.xml").is_sale


def test_a_due_date_that_is_stated_is_no_estimate() -> None:
    assert [(one.due_on, one.estimated) for one in read_sample("ordinary.xml").instalments] == [
        (dt.date(2026, 4, 30), False),
        (dt.date(2026, 5, 31), False),
    ]


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("<ModalitaPagamento>MP05</ModalitaPagamento>", dt.date(2026, 4, 9)),
        ("<ModalitaPagamento>MP01</ModalitaPagamento>", dt.date(2026, 3, 10)),
        ("<GiorniTerminiPagamento>60</GiorniTerminiPagamento>", dt.date(2026, 5, 9)),
        ("<GiorniTerminiPagamento>0</GiorniTerminiPagamento>", dt.date(2026, 3, 10)),
        ("<DataRiferimentoTerminiPagamento>2026-03-31</DataRiferimentoTerminiPagamento>", dt.date(2026, 4, 30)),
    ],
)
def test_a_due_date_left_out_is_estimated_and_says_so(invoice: bytes, terms: str, due: dt.date) -> None:
    text = invoice.replace(b"<ModalitaPagamento>MP12</ModalitaPagamento>", terms.encode())
    for day in (b"2026-04-30", b"2026-05-31"):
        text = text.replace(b"<DataScadenzaPagamento>" + day + b"</DataScadenzaPagamento>", b"")
    assert {(one.due_on, one.estimated) for one in only(read("x.xml", text)).instalments} == {(due, True)}


def test_an_invoice_that_says_nothing_of_payment_has_no_instalments() -> None:
    assert read_sample("self_invoice.xml").instalments == ()


def test_a_customer_without_a_vat_id_has_a_tax_code() -> None:
    buyer = read_sample("total_left_out.xml").buyer
    assert (buyer.name, buyer.vat_id, buyer.tax_code) == ("Bruna Neri", "", "NREBRN80A41F205L")


def test_a_foreign_vat_id_keeps_its_country() -> None:
    assert read_sample("foreign_customer.xml").buyer.vat_id == "DE123456788"


@pytest.mark.parametrize("prefix", ["", "p", "ns2", "a.b-c"])
def test_any_prefix_is_as_good(invoice: bytes, prefix: str) -> None:
    old = (b"p:FatturaElettronica ", b"/p:FatturaElettronica>", b"xmlns:p=")
    mark = f"{prefix}:" if prefix else ""
    new = (f"{mark}FatturaElettronica ", f"/{mark}FatturaElettronica>", f"xmlns:{prefix}=" if prefix else "xmlns=")
    text = invoice
    for before, after in zip(old, new, strict=True):
        text = text.replace(before, after.encode())
    assert only(read("x.xml", text)) == only(read("x.xml", invoice))


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        (b"<TipoDocumento>TD01</TipoDocumento>", "FatturaElettronicaBody/DatiGenerali/DatiGeneraliDocumento/TipoDocumento"),
        (b"<Data>2026-03-10</Data>", "FatturaElettronicaBody/DatiGenerali/DatiGeneraliDocumento/Data"),
        (b"<Numero>101/2026</Numero>", "FatturaElettronicaBody/DatiGenerali/DatiGeneraliDocumento/Numero"),
        (b"<ImponibileImporto>530.00</ImponibileImporto>", "FatturaElettronicaBody/DatiBeniServizi/DatiRiepilogo[1]/ImponibileImporto"),
    ],
)  # fmt: skip
def test_a_body_without_a_required_fact_is_refused_with_its_place(invoice: bytes, fact: bytes, place: str) -> None:
    reading = read("x.xml", invoice.replace(fact, b""))
    assert reading.records == ()
    assert [(problem.place, problem.fatal) for problem in reading.problems] == [(place, True)]


def test_an_xml_signature_inside_the_document_counts_as_present(invoice: bytes) -> None:
    signature = b'<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></p:FatturaElettronica>'
    assert only(read("x.xml", invoice.replace(b"</p:FatturaElettronica>", signature))).signature == "present"


def only(reading: Reading) -> Invoice:
    (record,) = reading.records
    assert isinstance(record, Invoice)
    return record
