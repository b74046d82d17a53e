"""Documents that come attached to a message and that other readers know: invoices and invitations."""

from __future__ import annotations

from email.message import Message

from ignition.errors import UnreadableDocument
from ignition.readers import calendar, fatturapa
from ignition.readers.mail.parsing import content_type, file_name, parts, payload
from ignition.readers.reader import Reader
from ignition.records import Problem, Record

_READERS: tuple[Reader, ...] = (fatturapa, calendar)


def attached_records(where: str, message: Message) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Records and problems of every attachment that is an e-invoice or a calendar; any other is left alone."""
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    for part in parts(message):
        if not (file_name(part) or content_type(part) == "text/calendar"):
            continue
        content, name = payload(part), f"{where}/{file_name(part) or 'invite.ics'}"
        reader = next((reader for reader in _READERS if content and reader.recognises(name, content)), None)
        if reader is None:
            continue
        try:
            reading = reader.read(name, content)
        except UnreadableDocument as refused:
            problems += (Problem(name, refused.place, refused.sentence, refused.remedy),)
            continue
        records += reading.records
        problems += reading.problems
    return records, problems
