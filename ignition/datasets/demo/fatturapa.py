"""One FatturaPA 1.2 document for private customers (FPR12), as the tax agency's schema wants it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

from ignition.datasets.demo.company import Address, Client, Item, Sale
from ignition.datasets.demo.names import vat_id

OUR_NAME, OUR_VAT_ID = "Officine Tramontana Srl", vat_id(99_999)
OUR_ADDRESS = Address("Via delle Nazioni 118", "41122", "Modena", "MO")
TAX_RATE = Decimal("22.00")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sale with its number and kind of document."""

    number: str
    sale: Sale
    kind: str

    @property
    def progressive(self) -> int:
        """A number of its own for every document: credit notes apart, years apart."""
        n, _, year = self.number.partition("/")
        return int(n.removeprefix("NC")) + (100_000 if n.startswith("NC") else 0) + 200_000 * (int(year) % 100)


def invoice_xml(batch: Sequence[Numbered]) -> str:
    """One document; several invoices to the same customer share its header."""
    client = batch[0].sale.client
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<p:FatturaElettronica xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2" versione="FPR12">\n'
        f"<FatturaElettronicaHeader>{_transmission(batch[0])}{_seller()}{_buyer(client)}</FatturaElettronicaHeader>\n"
        f"{''.join(map(_body, batch))}"
        "</p:FatturaElettronica>\n"
    )


def metadata_xml(one: Numbered, file_name: str) -> str:
    """The companion file that the tax agency's archive puts beside an invoice."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ns2:FileMetadati xmlns:ns2="http://www.fatturapa.gov.it/sdi/messaggi/v1.0" versione="1.0">'
        f"<IdentificativoSdI>{9_000_000_000 + one.progressive}</IdentificativoSdI><NomeFile>{file_name}</NomeFile>"
        "<Formato>FPR12</Formato><TentativiInvio>1</TentativiInvio></ns2:FileMetadati>\n"
    )


def tax_of(net: Decimal) -> Decimal:
    return (net * TAX_RATE / 100).quantize(_CENT)


def _transmission(one: Numbered) -> str:
    return (
        f"<DatiTrasmissione><IdTrasmittente><IdPaese>IT</IdPaese><IdCodice>{OUR_VAT_ID}</IdCodice></IdTrasmittente>"
        f"<ProgressivoInvio>{one.progressive:08d}</ProgressivoInvio><FormatoTrasmissione>FPR12</FormatoTrasmissione>"
        "<CodiceDestinatario>0000000</CodiceDestinatario></DatiTrasmissione>"
    )


def _seller() -> str:
    return (
        f"<CedentePrestatore><DatiAnagrafici>{_identity(OUR_VAT_ID, OUR_NAME)}"
        f"<RegimeFiscale>RF01</RegimeFiscale></DatiAnagrafici>{_place(OUR_ADDRESS)}</CedentePrestatore>"
    )


def _buyer(client: Client) -> str:
    return (
        f"<CessionarioCommittente><DatiAnagrafici>{_identity(client.vat_id, client.name.upper())}</DatiAnagrafici>"
        f"{_place(client.address)}</CessionarioCommittente>"
    )


def _identity(vat: str, name: str) -> str:
    return (
        f"<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>{vat}</IdCodice></IdFiscaleIVA><CodiceFiscale>{vat}</CodiceFiscale>"
        f"<Anagrafica><Denominazione>{escape(name)}</Denominazione></Anagrafica>"
    )


def _place(address: Address) -> str:
    return (
        f"<Sede><Indirizzo>{escape(address.street)}</Indirizzo><CAP>{address.postcode}</CAP>"
        f"<Comune>{escape(address.city)}</Comune><Provincia>{address.province}</Provincia><Nazione>IT</Nazione></Sede>"
    )


def _body(one: Numbered) -> str:
    net = one.sale.net
    tax = tax_of(net)
    lines = "".join(_line(n, item) for n, item in enumerate(one.sale.items, 1))
    return (
        f"<FatturaElettronicaBody><DatiGenerali>{_document(one, net + tax)}{_linked(one)}</DatiGenerali>"
        f"<DatiBeniServizi>{lines}<DatiRiepilogo><AliquotaIVA>{TAX_RATE}</AliquotaIVA>"
        f"<ImponibileImporto>{net:.2f}</ImponibileImporto><Imposta>{tax:.2f}</Imposta>"
        "<EsigibilitaIVA>I</EsigibilitaIVA></DatiRiepilogo></DatiBeniServizi>"
        f"{_payment(one, net + tax)}</FatturaElettronicaBody>\n"
    )


def _document(one: Numbered, total: Decimal) -> str:
    return (
        f"<DatiGeneraliDocumento><TipoDocumento>{one.kind}</TipoDocumento><Divisa>EUR</Divisa><Data>{one.sale.on}</Data>"
        f"<Numero>{one.number}</Numero><ImportoTotaleDocumento>{total:.2f}</ImportoTotaleDocumento></DatiGeneraliDocumento>"
    )


def _linked(one: Numbered) -> str:
    """A credit note names its invoice; a deferred invoice names the transport document."""
    if one.sale.corrects:
        return f"<DatiFattureCollegate><IdDocumento>{one.sale.corrects}</IdDocumento></DatiFattureCollegate>"
    if one.kind == "TD24":
        sent = one.sale.on - dt.timedelta(days=3)
        return f"<DatiDDT><NumeroDDT>{one.number.partition('/')[0]}</NumeroDDT><DataDDT>{sent}</DataDDT></DatiDDT>"
    return ""


def _line(n: int, item: Item) -> str:
    return (
        f"<DettaglioLinee><NumeroLinea>{n}</NumeroLinea><CodiceArticolo><CodiceTipo>INTERNO</CodiceTipo>"
        f"<CodiceValore>{item.code}</CodiceValore></CodiceArticolo><Descrizione>{escape(item.name)}</Descrizione>"
        f"<Quantita>{item.quantity}.00</Quantita><UnitaMisura>{item.unit}</UnitaMisura>"
        f"<PrezzoUnitario>{item.price:.2f}</PrezzoUnitario><PrezzoTotale>{item.amount:.2f}</PrezzoTotale>"
        f"<AliquotaIVA>{TAX_RATE}</AliquotaIVA></DettaglioLinee>"
    )


def _payment(one: Numbered, total: Decimal) -> str:
    if one.kind == "TD04":
        return ""
    due = one.sale.on + dt.timedelta(days=60)
    return (
        "<DatiPagamento><CondizioniPagamento>TP02</CondizioniPagamento><DettaglioPagamento>"
        f"<ModalitaPagamento>MP05</ModalitaPagamento><DataScadenzaPagamento>{due}</DataScadenzaPagamento>"
        f"<ImportoPagamento>{total:.2f}</ImportoPagamento></DettaglioPagamento></DatiPagamento>"
    )
