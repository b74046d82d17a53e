"""A damaged file is read as far as its amounts can be trusted, and no further."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ignition.readers import read
from ignition.records import Invoice

NET = b">530.00<"


def test_a_loose_ampersand_in_a_name_does_not_cost_the_invoice(invoice: bytes) -> None:
    reading = read("x.xml", invoice.replace(b"Bianchi Impianti", b"Bianchi & Figli Impianti"))
    assert isinstance(reading.records[0], Invoice)
    assert reading.records[0].net == Decimal("580.00")
    assert "non è ben formato" in reading.problems[0].say("it")


@pytest.mark.parametrize("damage", [b">5</a>30.00<", b">5\x01,0.00<", b">53<b>0.00</b><"])
def test_an_amount_cut_by_damage_is_never_recorded(invoice: bytes, damage: bytes) -> None:
    nets = [record.net for record in read("x.xml", invoice.replace(NET, damage)).records]  # type: ignore[union-attr]
    assert nets in ([], [Decimal("580.00")])


def test_amounts_that_do_not_confirm_each_other_are_refused_with_their_body(invoice: bytes) -> None:
    damaged = invoice.replace(NET, b">53<").replace(b"Bianchi Impianti", b"Bianchi & Figli")
    reading = read("x.xml", damaged)
    assert reading.records == ()
    assert reading.problems[-1].place == "FatturaElettronicaBody"
    assert "non si confermano" in reading.problems[-1].say("it")


def test_the_same_figures_in_a_sound_file_are_taken_as_they_stand(invoice: bytes) -> None:
    (record,) = read("x.xml", invoice.replace(NET, b">53<")).records
    assert isinstance(record, Invoice)
    assert (record.net, record.total) == (Decimal("103.00"), Decimal("698.60"))


def test_a_total_that_the_reader_worked_out_confirms_nothing(invoice: bytes) -> None:
    without_total = invoice.replace(b"<ImportoTotaleDocumento>698.60</ImportoTotaleDocumento>", b"")
    damaged = without_total.replace(NET, b">53<").replace(b"Bianchi Impianti", b"Bianchi & Figli")
    assert read("x.xml", damaged).records == ()


@pytest.mark.parametrize("cut", range(5, 100, 5))
def test_a_file_cut_off_anywhere_never_gives_another_amount(invoice: bytes, cut: int) -> None:
    reading = read("x.xml", invoice[: len(invoice) * cut // 100])
    assert reading.records == ()
    assert reading.problems[-1].fatal


def test_only_the_closing_tag_missing_still_refuses_the_last_body(invoice: bytes) -> None:
    reading = read("x.xml", invoice[: invoice.rindex(b"</p:Fattura")])
    assert reading.records == ()
    assert "finisce a metà" in reading.problems[-1].say("it")
