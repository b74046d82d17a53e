"""Messages of the exchange system (SdI) that travel beside invoices: metadata, receipts, outcomes.

They hold nothing to record. They are recognised so that nobody takes them for broken invoices; and a rejection
says which invoice was never issued.
"""

from __future__ import annotations

from ignition.readers.elements import text
from ignition.readers.safe_xml import Element, parse, root_name
from ignition.records import Problem, Reading
from ignition.wording import Text

NAME = "sdi_message"

_REJECTIONS = frozenset({"NotificaScarto", "RicevutaScarto"})
_ROOTS = _REJECTIONS | {
    "FileMetadati",
    "MetadatiInvioFile",
    "RicevutaConsegna",
    "RicevutaImpossibilitaRecapito",
    "NotificaMancataConsegna",
    "NotificaEsito",
    "NotificaEsitoCommittente",
    "ScartoEsitoCommittente",
    "NotificaDecorrenzaTermini",
    "AttestazioneTrasmissioneFattura",
}


def recognises(name: str, content: bytes) -> bool:
    return root_name(content) in _ROOTS


def read(name: str, content: bytes) -> Reading:
    """No records, and one sentence: what the message is about. Raises `UnreadableDocument` for broken XML."""
    root = parse(content).root
    about = text(root, "NomeFile") or text(root, "RiferimentoFattura", "NumeroFattura")
    if root_name(content) in _REJECTIONS:
        rejected = _REJECTED.of(invoice=about, why=_errors(root))
        return _said(Problem(name, "", rejected, _CHECK_REJECTED.of(invoice=about)))
    return _said(Problem(name, "", _ONLY_MESSAGE.of(invoice=about), _NOTHING_TO_DO.of(), harmless=True))


def _said(problem: Problem) -> Reading:
    return Reading(problem.file, NAME, problems=(problem,))


def _errors(root: Element) -> str:
    return text(root, "ListaErrori", "Errore", "Descrizione") or "-"


_ONLY_MESSAGE = Text(
    it="È un messaggio del Sistema di Interscambio sul file {invoice}: non contiene dati di vendita.",
    en="It is a message of the exchange system about file {invoice}: it holds no sales data.",
)
_NOTHING_TO_DO = Text(it="Non serve fare nulla.", en="There is nothing to do.")
_REJECTED = Text(
    it="Il Sistema di Interscambio ha scartato il file {invoice} ({why}).",
    en="The exchange system rejected file {invoice} ({why}).",
)
_CHECK_REJECTED = Text(
    it="Se {invoice} è tra i documenti caricati, non è una vendita: toglilo.",
    en="If {invoice} is among the documents loaded, it is no sale: take it out.",
)
