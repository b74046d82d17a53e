"""The signed envelope (p7m) around an e-invoice: DER, base64 or PEM, once or several times over.

Whether the signature is valid is not our business: only whether it is there, absent, or unreadable.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Literal, NamedTuple

from ignition.errors import UnreadableDocument
from ignition.readers.safe_xml import as_utf8
from ignition.wording import Text

Signature = Literal["present", "absent", "unreadable"]

_MOST_LAYERS = 6
"""Three signatures, each in base64: more than any real file has."""
_SIGNED_DATA = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_OCTETS, _OCTETS_IN_PIECES, _END, _HOLDS_OTHERS = 0x04, 0x24, 0x00, 0x20
_WHAT_FOLLOWS = frozenset({0xA0, 0xA1, 0x31})
"""Certificates, revocation lists, signers: anything else after the content means that it was altered."""
_LONGEST_HEADER = 10
_MOST_PIECES = 1_000_000
_ARMOUR = re.compile(rb"-----(?:BEGIN|END)[^-\r\n]*-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_BASE64_START = re.compile(rb"\s*(?:-----BEGIN|M[A-Za-z0-9+/\r\n]{20})")
_OPENING = re.compile(rb"<\?xml|<(?:[\w.-]+:)?FatturaElettronica")
_CLOSING = re.compile(rb"</(?:[\w.-]+:)?FatturaElettronica(?:Semplificata)?\s*>")
_SPACE = b" \t\r\n"


class Opened(NamedTuple):
    xml: bytes
    signature: Signature


def looks_signed(content: bytes) -> bool:
    """Is it a CMS signed-data, raw or in base64? Looks at the first bytes."""
    if content[:1] == b"\x30":
        return _SIGNED_DATA in content[:64]
    if _BASE64_START.match(content[:64]):
        start = re.sub(rb"\s", b"", _ARMOUR.sub(b"", content[:256]))
        return _SIGNED_DATA in base64.b64decode(start[: len(start) // 4 * 4])
    return False


def opened(content: bytes) -> Opened:
    """The XML inside, and what became of the signature. Raises `UnreadableDocument` where there is none.

    >>> opened(b" <a/>")
    Opened(xml=b'<a/>', signature='absent')
    """
    signature: Signature = "absent"
    layer = content
    for _ in range(_MOST_LAYERS):
        layer = as_utf8(layer).lstrip(_SPACE)
        if layer.startswith(b"<"):
            return Opened(layer, signature)
        decoded = _out_of_base64(layer)
        inside = decoded if decoded is not None else _out_of_cms(layer)
        if inside is None:
            break
        signature = signature if decoded is not None else "present"
        layer = inside
    return Opened(_carved(layer), "unreadable")


def _out_of_base64(layer: bytes) -> bytes | None:
    letters = _ARMOUR.sub(b"", layer)
    if not _BASE64.fullmatch(letters):
        return None
    try:
        return base64.b64decode(b"".join(letters.split()), validate=True)
    except binascii.Error:
        return None


def _out_of_cms(layer: bytes) -> bytes | None:
    """The content of a CMS signed-data: the first octet string in it, whole or in pieces; None where it breaks off.

    Walked flat and once, because a general ASN.1 parser takes quadratic time on many small pieces.
    """
    if layer[:1] != b"\x30" or _SIGNED_DATA not in layer[:64]:
        return None
    pieces: list[bytes] = []
    at = 0
    while at + 2 <= len(layer) and len(pieces) < _MOST_PIECES:
        tag, start, length = _header(layer, at)
        if start - at > _LONGEST_HEADER or start + length > len(layer):
            return None
        if tag == _OCTETS:
            pieces.append(layer[start : start + length])
        elif pieces and tag not in (_OCTETS_IN_PIECES, _END):
            return b"".join(pieces) if tag in _WHAT_FOLLOWS else None
        at = start if tag & _HOLDS_OTHERS else start + length
    return None


def _header(layer: bytes, at: int) -> tuple[int, int, int]:
    """Tag, start and length of the value at `at`; the length of what holds others is not needed, and 0."""
    tag, first = layer[at], layer[at + 1]
    more = first & 0x7F if first & 0x80 else 0
    start = at + 2 + more
    length = int.from_bytes(layer[at + 2 : start], "big") if more else first & 0x7F
    return tag, start, 0 if tag & _HOLDS_OTHERS else length


def _carved(layer: bytes) -> bytes:
    """Last resort: the XML as it stands in a broken envelope."""
    start = _OPENING.search(layer)
    ends = list(_CLOSING.finditer(layer))
    if not start or not ends or ends[-1].end() < start.start():
        raise nothing_inside()
    return layer[start.start() : ends[-1].end()]


def nothing_inside() -> UnreadableDocument:
    """The refusal of an envelope that cannot be opened."""
    return UnreadableDocument(_NOTHING_INSIDE.of(), _ASK_XML.of())


_NOTHING_INSIDE = Text(
    it="La busta firmata (p7m) non contiene una fattura leggibile: è troncata, alterata o contiene altro.",
    en="The signed envelope (p7m) holds no readable invoice: it is cut off, altered, or holds something else.",
)
_ASK_XML = Text(
    it="Scaricala di nuovo dal portale, senza passarla da un editor di testo.",
    en="Download it again from the portal, without passing it through a text editor.",
)
