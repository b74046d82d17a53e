"""Mail: one message (EML) or a mailbox of them (mbox), certified mail (PEC) included.

A certified message is read from the envelope's inside, its receipts are marked as such, and what a machine sent is
marked automatic. Of the text only what was newly written is kept. Invoices and invitations that come attached are
read as well.
"""

from __future__ import annotations

import re

from ignition.errors import UnreadableDocument
from ignition.readers.mail.attached import attached_records
from ignition.readers.mail.letter import letter
from ignition.readers.mail.mbox import split
from ignition.readers.mail.parsing import parse
from ignition.records import Problem, Reading, Record
from ignition.wording import Text

NAME = "mail"

_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*)[ \t]*:", re.MULTILINE)
_CONTINUED = re.compile(rb"[ \t]")
_TELLING = frozenset(
    (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version", b"delivered-to")
)


def recognises(name: str, content: bytes) -> bool:
    """It begins with a mailbox's `From ` line, or with at least two of the fields of a letter's head.

    A file named as mail needs one field of any name: its refusal can then say what it lacks.
    """
    start = content[:16_384].lstrip(b"\xef\xbb\xbf\r\n")
    if start.startswith(b"From ") and b"\n" in start:
        start = start.partition(b"\n")[2]
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    lines = head.splitlines()
    odd = sum(not (_FIELD.match(line) or _CONTINUED.match(line)) for line in lines[:40])
    fields = {match[1].lower() for match in _FIELD.finditer(head)}
    if name.lower().endswith((".eml", ".mbox")):
        return bool(fields)
    return len(fields & _TELLING) >= 2 and odd * 4 <= len(lines)


def read(name: str, content: bytes) -> Reading:
    """Its messages, with their invoices and invitations. Raises `UnreadableDocument` where not one can be used."""
    records: list[Record] = []
    problems: list[Problem] = []
    parts = split(content)
    for number, raw in enumerate(parts, start=1):
        place = f"message {number}" if len(parts) > 1 else ""
        parsed = parse(raw)
        try:
            records.append(letter(parsed, raw))
        except UnreadableDocument as refused:
            problems.append(Problem(name, place, refused.sentence, refused.remedy))
        found, wrong = attached_records(f"{name} {place}".strip(), parsed)
        records += found
        problems += wrong
    if not records:
        first = problems[0] if problems else Problem(name, "", _NOTHING.of(), _SAVE_AGAIN.of())
        raise UnreadableDocument(first.reason, first.remedy, first.place)
    return Reading(name, NAME, tuple(records), tuple(problems))


_NOTHING = Text(it="Nella casella non c'è nessun messaggio.", en="The mailbox holds no message.")
_SAVE_AGAIN = Text(it="Salva di nuovo il messaggio.", en="Save the message again.")
