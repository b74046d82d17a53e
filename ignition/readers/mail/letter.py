"""One message as a record."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.message import Message as Mail

from ignition.errors import UnreadableDocument
from ignition.readers.mail.automatic import is_automatic
from ignition.readers.mail.body import new_text
from ignition.readers.mail.certified import inside, is_receipt
from ignition.readers.mail.parsing import field, fields, moment, parties
from ignition.records import Message, Party
from ignition.wording import Text

_ID = re.compile(r"<[^<>\s]+>")


def letter(outside: Mail, raw: bytes) -> Message:
    """The message that people wrote: of a certified envelope, the one inside.

    Raises `UnreadableDocument` for one without a date or a sender: it can be placed nowhere.
    """
    message = inside(outside)
    at = _when(message) or _when(outside)
    sender = next(iter(parties(message, "From", "Sender") or parties(message, "Reply-To")), Party())
    if at is None:
        raise UnreadableDocument(_NO_DATE.of(), _SAVE_AGAIN.of())
    if not sender.email:
        raise UnreadableDocument(_NO_SENDER.of(), _SAVE_AGAIN.of())
    receipt = is_receipt(outside)
    return Message(
        message_id=_message_id(message, at, sender, raw),
        at=at,
        sender=sender,
        recipients=parties(message, "To", "Cc", "Bcc"),
        subject=" ".join(field(message, "Subject").split()),
        text="" if receipt else new_text(message),
        in_reply_to=_answered(message, outside, receipt),
        automatic=receipt or is_automatic(message, sender),
        receipt=receipt,
    )


def _when(message: Mail) -> dt.datetime | None:
    at = moment(field(message, "Date"))
    received = (moment(stamp.rpartition(";")[2]) for stamp in fields(message, "Received"))
    return at or next((stamp for stamp in received if stamp), None)


def _message_id(message: Mail, at: dt.datetime, sender: Party, raw: bytes) -> str:
    found = _ID.search(field(message, "Message-ID"))
    if found:
        return found[0]
    seed = "\n".join((at.isoformat(), sender.email, field(message, "Subject"), str(len(raw))))
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:32]}@made>"


def _answered(message: Mail, outside: Mail, receipt: bool) -> tuple[str, ...]:
    """Ids it answers, the oldest first; for a receipt, the message it proves."""
    if receipt:
        return tuple(_ID.findall(field(outside, "X-Riferimento-Message-ID")))
    ids = _ID.findall(field(message, "References")) + _ID.findall(field(message, "In-Reply-To"))
    return tuple(dict.fromkeys(ids))


_NO_DATE = Text(it="Il messaggio non ha una data leggibile.", en="The message has no date that can be read.")
_NO_SENDER = Text(it="Il messaggio non ha un mittente leggibile.", en="The message has no sender that can be read.")
_SAVE_AGAIN = Text(it="Salvalo di nuovo dal programma di posta.", en="Save it again from the mail program.")
