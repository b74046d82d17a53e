"""Bytes to records, one file a format.

The first reader of `READERS` that recognises a document reads it: the more particular stand first.

>>> reading = read("nota.txt", b"ciao")
>>> reading.reader, len(reading.records)
('', 0)
"""

from __future__ import annotations

import logging

from ignition.errors import UnreadableDocument
from ignition.readers import calendar, crm_table, elenco_fatture, fatturapa, mail, purchases_table, sdi_message, vcard
from ignition.readers.reader import Reader, refusal
from ignition.readers.unknown import what_it_is
from ignition.records import Problem, Reading
from ignition.wording import Text

__all__ = ["READERS", "Reader", "read"]

READERS: tuple[Reader, ...] = (
    sdi_message,
    fatturapa,
    calendar,
    vcard,
    mail,
    elenco_fatture,
    purchases_table,
    crm_table,
)

_log = logging.getLogger(__name__)


def read(name: str, content: bytes) -> Reading:
    """All that one document says. Never raises: what cannot be read is a Reading with a fatal Problem.

    `name` is the file's name, with its path inside an archive; it is used in the sentences and, at most, as a hint.
    """
    try:
        return _reading(name, content)
    except UnreadableDocument as refused:
        return refusal(name, refused.sentence, refused.remedy, place=refused.place)
    except Exception:
        _log.exception("A reader failed on %s bytes", len(content))
        return refusal(name, _OUR_FAULT.of(), _TELL_US.of())


def _reading(name: str, content: bytes) -> Reading:
    if not content.strip(_NOTHING):
        return refusal(name, _EMPTY.of(), _SEND_AGAIN.of())
    for reader in READERS:
        if reader.recognises(name, content):
            return _read_by(reader, name, content)
    return refusal(name, what_it_is(content), _WHAT_WE_READ.of())


def _read_by(reader: Reader, name: str, content: bytes) -> Reading:
    try:
        reading = reader.read(name, content)
    except UnreadableDocument as refused:
        return refusal(name, refused.sentence, refused.remedy, reader=reader.NAME, place=refused.place)
    if reading.records or reading.problems:
        return reading
    return Reading(name, reader.NAME, problems=(Problem(name, "", _HOLDS_NOTHING.of(), _CHECK_EXPORT.of()),))


_NOTHING = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
"""Blanks, zeros and byte-order marks: a document of nothing else is empty."""
_EMPTY = Text(it="Il file è vuoto.", en="The file is empty.")
_SEND_AGAIN = Text(it="Scaricalo o esportalo di nuovo.", en="Download or export it again.")
_HOLDS_NOTHING = Text(
    it="Si legge, ma non contiene niente da registrare.", en="It can be read, but holds nothing to record."
)
_CHECK_EXPORT = Text(it="Se ti aspettavi dei dati, esportalo di nuovo.", en="If you expected data, export it again.")
_WHAT_WE_READ = Text(
    it="Carica fatture elettroniche, tabelle CSV o Excel, e-mail o calendari.",
    en="Load e-invoices, CSV or Excel tables, e-mails or calendars.",
)
_OUR_FAULT = Text(
    it="La lettura si è fermata su qualcosa che non avevamo previsto.",
    en="Reading stopped at something we had not foreseen.",
)
_TELL_US = Text(
    it="Il file resta conservato com'è; segnalaci il caso.",
    en="The file is kept as it is; please report the case.",
)
