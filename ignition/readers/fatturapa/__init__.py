"""Italian e-invoices: FatturaPA, ordinary and simplified, plain or in a signed envelope.

One document may hold many bodies (a batch): each is an invoice of its own, and a broken one does not stop the others.
Format: technical specifications 1.9 of the exchange system, schema 1.2.3.
"""

from __future__ import annotations

import re

from ignition.errors import UnreadableDocument
from ignition.readers.elements import child, children, local_name, place
from ignition.readers.facts import Facts
from ignition.readers.fatturapa.body import Head, read_body
from ignition.readers.fatturapa.envelope import Opened, looks_signed, nothing_inside, opened
from ignition.readers.fatturapa.parties import read_party
from ignition.readers.fatturapa.totals import confirms_itself
from ignition.readers.safe_xml import Element, Parsed, parse, root_name
from ignition.records import Invoice, Reading
from ignition.wording import Text

NAME = "fatturapa"

_SIMPLIFIED = "FatturaElettronicaSemplificata"
_ROOTS = frozenset({"FatturaElettronica", _SIMPLIFIED})
_ATTACHMENT = re.compile(rb"(<(?:[\w.-]+:)?Attachment>)[^<]*")
"""Never stored, and often larger than all the rest."""
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?FatturaElettronica(?:Semplificata)?\s*>")


def recognises(name: str, content: bytes) -> bool:
    """By the root element; a signed file by its envelope or, failing that, by its name."""
    return root_name(content) in _ROOTS or looks_signed(content) or name.lower().endswith(".p7m")


def read(name: str, content: bytes) -> Reading:
    """One `Invoice` for each body; a Problem, with its place, for each body or fact that cannot be used.

    Raises `UnreadableDocument` where no XML can be found at all.
    """
    envelope = opened(content)
    facts = Facts(name)
    try:
        invoices = _invoices(envelope, facts)
    except UnreadableDocument as refused:
        facts.refuse(nothing_inside() if envelope.signature == "unreadable" else refused)
        invoices = ()
    return Reading(name, NAME, invoices, facts.found(taken=bool(invoices)))


def _invoices(envelope: Opened, facts: Facts) -> tuple[Invoice, ...]:
    parsed = parse(_ATTACHMENT.sub(rb"\1", envelope.xml))
    root = _invoice_root(parsed.root)
    bodies = _whole_bodies(root, parsed, envelope.xml, facts)
    head = _head(root, envelope, facts)
    found = (_invoice(body, head, parsed.garbled, facts) for body in bodies)
    return tuple(invoice for invoice in found if invoice is not None)


def _head(root: Element, envelope: Opened, facts: Facts) -> Head:
    header = child(root, "FatturaElettronicaHeader")
    if header is None:
        raise facts.missing(root, "FatturaElettronicaHeader")
    return Head(
        seller=read_party(header, "CedentePrestatore", facts),
        buyer=read_party(header, "CessionarioCommittente", facts),
        signature="present" if child(root, "Signature") is not None else envelope.signature,
        simplified=local_name(root) == _SIMPLIFIED,
    )


def _invoice_root(root: Element) -> Element:
    if local_name(root) in _ROOTS:
        return root
    for element in root.iter():
        if local_name(element) in _ROOTS:
            return element
    raise UnreadableDocument(_NO_INVOICE.of(root=local_name(root)[:60]), _ASK_INVOICE.of())


def _whole_bodies(root: Element, parsed: Parsed, xml: bytes, facts: Facts) -> list[Element]:
    """The bodies; of a document cut off before its end, the last one is not trusted."""
    bodies = children(root, "FatturaElettronicaBody")
    if not bodies:
        raise facts.missing(root, "FatturaElettronicaBody")
    if not parsed.broken_at:
        return bodies
    facts.refuse(UnreadableDocument(_MENDED.of(), _CHECK.of(), f"line {parsed.broken_at}"))
    if _CLOSED.search(xml[-4096:]):
        return bodies
    facts.refuse(UnreadableDocument(_CUT_OFF.of(), _DOWNLOAD_AGAIN.of(), place(bodies[-1])))
    return bodies[:-1]


def _invoice(body: Element, head: Head, garbled: bool, facts: Facts) -> Invoice | None:
    try:
        invoice = read_body(body, head, facts)
        if garbled and not confirms_itself(invoice, body):
            raise facts.unusable(_DOUBTFUL.of(), body)
        return invoice
    except UnreadableDocument as refused:
        facts.refuse(refused)
        return None


_NO_INVOICE = Text(
    it="Non contiene una fattura elettronica: la radice è «{root}».",
    en="It holds no e-invoice: its root is “{root}”.",
)
_ASK_INVOICE = Text(it="Carica il file XML o p7m della fattura.", en="Load the XML or p7m file of the invoice.")
_MENDED = Text(
    it="L'XML non è ben formato: letto per quanto si può.",
    en="The XML is not well formed: read as far as it goes.",
)
_DOUBTFUL = Text(
    it="Il file è rovinato e gli importi non si confermano a vicenda: questo documento non è stato preso.",
    en="The file is damaged and the amounts do not confirm each other: this document was not taken.",
)
_CHECK = Text(it="Confronta gli importi con l'originale.", en="Compare the amounts with the original.")
_CUT_OFF = Text(
    it="Il file finisce a metà: questo documento non è intero e non è stato preso.",
    en="The file ends halfway: this document is not whole and was not taken.",
)
_DOWNLOAD_AGAIN = Text(it="Scaricalo di nuovo.", en="Download it again.")
