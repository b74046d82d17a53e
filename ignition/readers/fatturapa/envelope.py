"""The signed envelope (p7m) around an e-invoice: DER, base64 or PEM, once or several times over.

Whether the signature is valid is not our business: only whether it is there, absent, or unreadable.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Literal, NamedTuple

from asn1crypto import cms

from ignition.errors import UnreadableDocument
from ignition.readers.safe_xml import as_utf8
from ignition.wording import Text

Signature = Literal["present", "absent", "unreadable"]

_MOST_LAYERS = 6
"""Three signatures, each in base64: more than any real file has."""
_SIGNED_DATA = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
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
    try:
        content = cms.ContentInfo.load(layer)["content"]
        inside = content["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OverflowError):
        return None
    return inside if isinstance(inside, bytes) else None


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
