"""The invoices that are sales of ours, each once."""

from __future__ import annotations

from dataclasses import dataclass

from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.binding.ours import Ours
from ignition.matching import identity
from ignition.records import Invoice
from ignition.wording import Text

EURO = "EUR"


@dataclass(frozen=True)
class Sales:
    invoices: tuple[Invoice, ...]

    @classmethod
    def of(cls, gathered: Gathered, ours: Ours, notes: Notes) -> Sales:
        """Left out, and counted in a note: repetitions, self-invoices, what we bought, what others sold, other currencies."""
        kept: dict[tuple[str, int, str, str], Invoice] = {}
        for file, invoice in gathered.of_kind(Invoice):
            reason = _why_not(invoice, ours)
            if reason:
                notes.count(file, reason, _NOTHING_TO_DO)
                continue
            key = _key(invoice)
            kept[key] = max(kept[key], invoice, key=_fuller) if key in kept else invoice
        return cls(tuple(kept[key] for key in sorted(kept)))


def _why_not(invoice: Invoice, ours: Ours) -> Text | None:
    if not invoice.is_sale:
        return _SELF_INVOICE
    if invoice.currency != EURO:
        return OTHER_CURRENCY
    if not ours.known or ours.is_us(invoice.seller):
        return None
    return _BOUGHT if ours.is_us(invoice.buyer) else _OTHERS


def _key(invoice: Invoice) -> tuple[str, int, str, str]:
    seller = identity(invoice.seller)
    return (
        seller.vat_id or seller.tax_code or seller.name,
        invoice.on.year,
        invoice.number.strip().upper(),
        invoice.kind,
    )


def _fuller(invoice: Invoice) -> tuple[int, str]:
    """The copy with lines wins over the line of a list; of equal ones any, but always the same."""
    return len(invoice.lines), repr(invoice)


OTHER_CURRENCY = Text(
    it="{n:number} righe o documenti in un'altra valuta: lasciati fuori, manca un cambio.",
    en="{n:number} rows or documents in another currency: left out, there is no rate.",
)
_SELF_INVOICE = Text(
    it="{n:number} autofatture o integrazioni: non sono vendite.",
    en="{n:number} self-invoices or integrations: they are no sales.",
)
_BOUGHT = Text(
    it="{n:number} fatture ricevute: sono acquisti tuoi, non vendite.",
    en="{n:number} invoices received: you bought, you did not sell.",
)
_OTHERS = Text(
    it="{n:number} fatture tra altre aziende: lasciate fuori.",
    en="{n:number} invoices between other companies: left out.",
)
_NOTHING_TO_DO = Text(it="Non devi fare niente, se è giusto così.", en="Nothing to do, if that is right.")
