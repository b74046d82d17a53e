"""Net, tax and total of one invoice body, before its sign."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ignition.readers.elements import children, text
from ignition.readers.facts import Facts
from ignition.readers.safe_xml import Element
from ignition.records import Invoice
from ignition.wording import Text

ZERO = Decimal(0)
_CENT = Decimal("0.01")
_ROUNDING = 2 * _CENT


class Totals(NamedTuple):
    net: Decimal
    tax: Decimal
    total: Decimal


def ordinary_totals(body: Element, document: Element, facts: Facts) -> Totals:
    """Net is the sum of the taxable amounts; the total is the declared one, or net + tax + rounding.

    Withholding, social-security funds and stamp do not touch the net: what belongs to it stands in the summary.
    """
    net, tax = _summary(body, facts)
    declared = facts.amount(document, "ImportoTotaleDocumento")
    rounding = facts.amount(document, "Arrotondamento") or ZERO
    return Totals(net, tax, net + tax + rounding if declared is None else declared)


def simplified_totals(body: Element, facts: Facts) -> Totals:
    """A simplified invoice states amounts with tax inside, and either the tax or its rate."""
    rows = children(body, "DatiBeniServizi")
    if not rows:
        raise facts.missing(body, "DatiBeniServizi")
    total = sum((facts.need_amount(row, "Importo") for row in rows), ZERO)
    tax = sum((tax_inside(row, facts) for row in rows), ZERO)
    return Totals(total - tax, tax, total)


def confirms_itself(invoice: Invoice, body: Element) -> bool:
    """Do two figures that the document states apart agree: net + tax with the total, or the lines with the net?

    Asked only of a damaged file, where a value may be cut. A simplified invoice states each figure once: never.
    """
    stated_total = text(body, "DatiGenerali", "DatiGeneraliDocumento", "ImportoTotaleDocumento")
    stated_net = children(body, "DatiBeniServizi", "DatiRiepilogo")
    lines = sum((line.amount for line in invoice.lines), ZERO)
    total_agrees = bool(stated_total) and abs(invoice.net + invoice.tax - invoice.total) <= _ROUNDING
    return bool(stated_net) and (total_agrees or abs(lines - invoice.net) <= _ROUNDING)


def tax_inside(row: Element, facts: Facts) -> Decimal:
    """The tax in a row of a simplified invoice: as stated, or worked out of its rate.

    >>> from ignition.readers.safe_xml import parse
    >>> row = parse(b"<r><Importo>25.00</Importo><DatiIVA><Aliquota>22.00</Aliquota></DatiIVA></r>").root
    >>> tax_inside(row, Facts("x.xml"))
    Decimal('4.51')
    """
    stated = facts.amount(row, "DatiIVA", "Imposta")
    if stated is not None:
        return stated
    rate = facts.amount(row, "DatiIVA", "Aliquota") or ZERO
    return (facts.need_amount(row, "Importo") * rate / (100 + rate)).quantize(_CENT) if rate > 0 else ZERO


def _summary(body: Element, facts: Facts) -> tuple[Decimal, Decimal]:
    rows = children(body, "DatiBeniServizi", "DatiRiepilogo")
    if not rows:
        return _from_lines(body, facts)
    net = sum((facts.need_amount(row, "ImponibileImporto") for row in rows), ZERO)
    return net, sum((facts.amount(row, "Imposta") or ZERO for row in rows), ZERO)


def _from_lines(body: Element, facts: Facts) -> tuple[Decimal, Decimal]:
    lines = children(body, "DatiBeniServizi", "DettaglioLinee")
    if not lines:
        raise facts.missing(body, "DatiBeniServizi", "DatiRiepilogo")
    facts.note(_NO_SUMMARY.of(), body, "DatiBeniServizi", "DatiRiepilogo")
    amounts = [facts.need_amount(line, "PrezzoTotale") for line in lines]
    rates = [facts.amount(line, "AliquotaIVA") or ZERO for line in lines]
    tax = sum((amount * rate / 100 for amount, rate in zip(amounts, rates, strict=True)), ZERO)
    return sum(amounts, ZERO), tax.quantize(_CENT)


_NO_SUMMARY = Text(
    it="Manca il riepilogo IVA: imponibile e imposta sono la somma delle righe.",
    en="The VAT summary is missing: net and tax are the sum of the lines.",
)
