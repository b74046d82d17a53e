"""One invoice body to one Invoice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ignition.readers.elements import child, children, text
from ignition.readers.facts import Facts, parse_amount
from ignition.readers.fatturapa.envelope import Signature
from ignition.readers.fatturapa.payments import read_instalments, signed
from ignition.readers.fatturapa.totals import Totals, ordinary_totals, simplified_totals, tax_inside
from ignition.readers.safe_xml import Element
from ignition.records import Invoice, InvoiceLine, Party
from ignition.wording import Text

_CREDIT_NOTES = frozenset({"TD04", "TD08"})
"""They carry positive amounts that mean less: the sign is turned once, here."""


class Head(NamedTuple):
    """What all bodies of one document share."""

    seller: Party
    buyer: Party
    signature: Signature
    simplified: bool


def read_body(body: Element, head: Head, facts: Facts) -> Invoice:
    """Raises `UnreadableDocument` where number, date, kind or amounts are missing or cannot be read."""
    document = child(body, "DatiGenerali", "DatiGeneraliDocumento")
    if document is None:
        raise facts.missing(body, "DatiGenerali", "DatiGeneraliDocumento")
    kind, on = facts.need_text(document, "TipoDocumento").upper(), facts.need_day(document, "Data")
    totals = simplified_totals(body, facts) if head.simplified else ordinary_totals(body, document, facts)
    sign = _sign(kind, totals, document, facts)
    return Invoice(
        number=facts.need_text(document, "Numero"),
        on=on,
        kind=kind,
        currency=_currency(document, facts),
        seller=head.seller,
        buyer=head.buyer,
        net=signed(totals.net, sign),
        tax=signed(totals.tax, sign),
        total=signed(totals.total, sign),
        lines=tuple(_simple_lines(body, sign, facts) if head.simplified else _lines(body, sign, facts)),
        instalments=read_instalments(body, on, sign, facts),
        linked=_texts(body, ("DatiFattureCollegate", "IdDocumento"), ("DatiFatturaRettificata", "NumeroFR")),
        order="; ".join(_texts(body, ("DatiOrdineAcquisto", "IdDocumento"))),
        signature=head.signature,
    )


def _sign(kind: str, totals: Totals, document: Element, facts: Facts) -> int:
    if kind not in _CREDIT_NOTES:
        return 1
    if totals.net < 0 or (totals.net == 0 and totals.total < 0):
        facts.remark(_NEGATIVE_CREDIT.of(kind=kind), document, "TipoDocumento")
        return 1
    return -1


def _currency(document: Element, facts: Facts) -> str:
    written = text(document, "Divisa").upper()
    if len(written) == 3 and written.isascii() and written.isalpha():
        return written
    facts.note(_NO_CURRENCY.of(), document, "Divisa")
    return "EUR"


def _lines(body: Element, sign: int, facts: Facts) -> Iterator[InvoiceLine]:
    for position, line in enumerate(children(body, "DatiBeniServizi", "DettaglioLinee"), 1):
        amount = parse_amount(text(line, "PrezzoTotale"))
        if amount is None:
            facts.note(_LINE_WITHOUT_AMOUNT.of(), line, "PrezzoTotale")
            continue
        yield InvoiceLine(
            number=text(line, "NumeroLinea") or str(position),
            description=text(line, "Descrizione"),
            amount=signed(amount, sign),
            code=text(line, "CodiceArticolo", "CodiceValore"),
            quantity=facts.amount(line, "Quantita"),
            unit=text(line, "UnitaMisura"),
            unit_price=facts.amount(line, "PrezzoUnitario"),
            tax_rate=facts.amount(line, "AliquotaIVA"),
        )


def _simple_lines(body: Element, sign: int, facts: Facts) -> Iterator[InvoiceLine]:
    for position, row in enumerate(children(body, "DatiBeniServizi"), 1):
        net = facts.need_amount(row, "Importo") - tax_inside(row, facts)
        yield InvoiceLine(
            number=str(position),
            description=text(row, "Descrizione"),
            amount=signed(net, sign),
            tax_rate=facts.amount(row, "DatiIVA", "Aliquota"),
        )


def _texts(body: Element, *paths: tuple[str, str]) -> tuple[str, ...]:
    """Distinct texts below `DatiGenerali`, in their order."""
    found = [text(one) for path in paths for one in children(body, "DatiGenerali", *path)]
    return tuple(dict.fromkeys(filter(None, found)))


_NEGATIVE_CREDIT = Text(
    it="Nota di credito ({kind}) con importi già negativi: tenuti negativi.",
    en="Credit note ({kind}) with amounts already negative: kept negative.",
)
_NO_CURRENCY = Text(
    it="La valuta manca o non è valida: presa come euro.", en="The currency is missing or not valid: taken as euro."
)
_LINE_WITHOUT_AMOUNT = Text(
    it="Riga senza importo: lasciata fuori; i totali non cambiano.",
    en="Line without an amount: left out; the totals do not change.",
)
