"""Messages as they really come: the standard parser, with what it stumbles over caught.

The old parser is taken, not the one of `email.policy.default`: that one parses each field it is asked for, and on malformed
ones raises whatever it tripped over. Here a field is its text, and only addresses and dates are looked into.
"""

from __future__ import annotations

import datetime as dt
import email
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from ignition.records import Party

LONGEST_FIELD = 20_000
"""Characters of a head field looked at: about 400 recipients. The standard parser is slow beyond."""
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_DEEPEST = 12
_MOST_PARTS = 200


def parse(raw: bytes) -> Message:
    """Never raises: what cannot be parsed at all is an empty message."""
    try:
        return email.message_from_bytes(raw)
    except Exception:  # the parser promises not to raise, and does on some malformed input
        return Message()


def field(message: Message, name: str) -> str:
    """The text of a head field, decoded; empty where it is missing."""
    return next(iter(fields(message, name)), "")


def fields(message: Message, name: str) -> list[str]:
    """All head fields of that name, decoded."""
    return [_decoded(value) for value in _written(message, name)]


def parties(message: Message, *names: str) -> tuple[Party, ...]:
    """Everybody named in these fields, each address once."""
    try:
        pairs = getaddresses([value for name in names for value in _written(message, name)])
    except Exception:
        return ()
    named = ((_decoded(name), address.strip().lower()) for name, address in pairs if "@" in address)
    return tuple({address: Party(name=name, email=address) for name, address in named}.values())


def moment(written: str) -> dt.datetime | None:
    """A head's date in UTC; None where it cannot be understood."""
    try:
        at = parsedate_to_datetime(written)
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except Exception:  # ValueError, TypeError, IndexError, OverflowError: as many as there are ways to write a date
        return None


def parts(message: Message) -> Iterator[Message]:
    """The message and every part inside it, messages within messages included, as deep and as many as people send."""
    return islice(_parts(message, 0), _MOST_PARTS)


def content_type(part: Message) -> str:
    try:
        return part.get_content_type()
    except Exception:
        return "text/plain"


def payload(part: Message) -> bytes:
    """The decoded bytes of a part; empty for one that holds other parts."""
    try:
        found = part.get_payload(decode=True)
    except Exception:
        return b""
    return found if isinstance(found, bytes) else b""


def file_name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:
        return ""


def _parts(message: Message, depth: int) -> Iterator[Message]:
    yield message
    if depth >= _DEEPEST:
        return
    inside = message.get_payload()
    if isinstance(inside, list):
        for part in inside:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _written(message: Message, name: str) -> list[str]:
    """The fields unfolded and still encoded; bytes written bare are read as UTF-8, else as Windows-1252."""
    raw = (str(value) for said, value in message.raw_items() if said.lower() == name.lower())
    return [_FOLD.sub(" ", _text_of(value[:LONGEST_FIELD])).strip() for value in raw]


def _text_of(raw: str) -> str:
    if raw.isascii():
        return raw
    written = raw.encode("utf-8", "surrogateescape")
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")


def _decoded(written: str) -> str:
    if "=?" not in written:
        return written
    try:
        return str(make_header(decode_header(written))).strip()
    except Exception:  # a charset nobody knows, or an encoding cut in half
        return written
