"""Messages as they really come: the standard parser, with what it stumbles over caught.

Head fields are parsed only when they are asked for, and malformed ones raise whatever the parser tripped over; so each
access here is guarded, and falls back to the field's raw text.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime

from ignition.records import Party

_UNENCODED = re.compile(r"[\udc80-\udcff]")
_DEEPEST = 12
_MOST_PARTS = 200


def parse(raw: bytes) -> EmailMessage:
    """Never raises: what cannot be parsed at all is an empty message."""
    try:
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
    except Exception:  # the parser promises not to raise, and does on some malformed input
        return EmailMessage()
    return parsed if isinstance(parsed, EmailMessage) else EmailMessage()


def field(message: EmailMessage, name: str) -> str:
    """The text of a head field, decoded; empty where it is missing."""
    return next(iter(fields(message, name)), "")


def fields(message: EmailMessage, name: str) -> list[str]:
    """All head fields of that name, decoded."""
    raw = [str(value) for said, value in message.raw_items() if said.lower() == name.lower()]
    if not raw:
        return []
    if any(_UNENCODED.search(value) for value in raw):
        return [_decoded(value) for value in raw]
    try:
        return [str(value).strip() for value in message.get_all(name) or ()]
    except Exception:
        return [_decoded(value) for value in raw]


def parties(message: EmailMessage, *names: str) -> tuple[Party, ...]:
    """Everybody named in these fields, each address once."""
    try:
        pairs = getaddresses([value for name in names for value in fields(message, name)])
    except Exception:
        return ()
    found = {
        address.lower(): Party(name=said.strip(), email=address.lower()) for said, address in pairs if "@" in address
    }
    return tuple(found.values())


def moment(written: str) -> dt.datetime | None:
    """A head's date in UTC; None where it cannot be understood."""
    try:
        at = parsedate_to_datetime(written)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except Exception:  # ValueError, TypeError, IndexError, OverflowError: as many as there are ways to write a date
        return None


def parts(message: Message, depth: int = 0) -> Iterator[EmailMessage]:
    """The message and every part inside it, messages within messages included, as deep as people send them."""
    seen = 0
    for part in _parts(message, depth):
        if seen >= _MOST_PARTS:
            return
        seen += 1
        yield part


def content_type(part: EmailMessage) -> str:
    try:
        return part.get_content_type()
    except Exception:
        return "text/plain"


def payload(part: EmailMessage) -> bytes:
    """The decoded bytes of a part; empty for one that holds other parts."""
    try:
        found = part.get_payload(decode=True)
    except Exception:
        return b""
    return found if isinstance(found, bytes) else b""


def file_name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except Exception:
        return ""


def _parts(message: Message, depth: int) -> Iterator[EmailMessage]:
    if isinstance(message, EmailMessage):
        yield message
    if depth >= _DEEPEST:
        return
    inside = message.get_payload()
    if isinstance(inside, list):
        for part in inside:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _decoded(raw: str) -> str:
    """A field the parser cannot take: bytes written without any encoding, as UTF-8 or else Windows-1252."""
    written = raw.encode("utf-8", "surrogateescape")
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError:
        text = written.decode("cp1252", "replace")
    try:
        return str(make_header(decode_header(text))).strip()
    except Exception:
        return text.strip()
