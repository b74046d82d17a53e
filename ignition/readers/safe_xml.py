"""Hostile XML read safely: no entities, no DTD, no network, bounded size and depth, any honest encoding.

Elements are matched by local name, because prefixes and namespaces vary from one program to the next.
"""

from __future__ import annotations

import codecs
import re
from typing import Any, NamedTuple

from lxml import etree

from ignition.errors import UnreadableDocument
from ignition.wording import Text

LARGEST = 20 * 1024 * 1024
"""Bytes of one XML, attachments included. The exchange system itself stops at 5 MB."""

_PROLOG = 65_536
"""Bytes in which the root element must begin: comments come before it, but no books."""

Element = Any
"""An lxml element (lxml carries no types)."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_PADDING = b"\0\x1a \t\r\n"
_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")


class Parsed(NamedTuple):
    root: Element
    broken_at: int = 0
    """Line of the first thing that the parser forgave; 0 for well-formed XML."""
    garbled: bool = False
    """True where what was forgiven may have changed a value; a wrong namespace cannot."""


def parse(content: bytes) -> Parsed:
    """The tree of an XML document, mended where it is broken in a way that others accept.

    Raises `UnreadableDocument` for entities and DTDs, for more than `LARGEST` bytes, and where nothing is left.
    """
    if len(content) > LARGEST:
        raise UnreadableDocument(_TOO_LARGE.of(size=len(content) / 2**20, limit=LARGEST / 2**20), _SPLIT.of())
    plain = _without_false_declaration(as_utf8(content).rstrip(_PADDING))
    if declares_doctype(plain):
        raise UnreadableDocument(_HOSTILE.of(), _ASK_PLAIN.of())
    parsed = _strictly(plain) or _undeclared(plain) or _mended(plain)
    if parsed.root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDocument(_HOSTILE.of(), _ASK_PLAIN.of())
    return parsed


def as_utf8(content: bytes) -> bytes:
    """The same text in UTF-8 where a byte-order mark (or its shape) says UTF-16 or UTF-32; else as it came."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content.decode(encoding, errors="replace").lstrip("\ufeff")
            return text.encode() if encoding == "utf-8" else _DECLARATION.sub(b"", text.encode())
    return content


def _without_false_declaration(content: bytes) -> bytes:
    """Text that is valid UTF-8 beyond ASCII is UTF-8, whatever its declaration says (windows-1252, often)."""
    if content.isascii():
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    return _DECLARATION.sub(b"", content)


def root_name(content: bytes) -> str:
    """Local name of the root element, found without parsing; empty where this is no XML.

    >>> root_name(b'<?xml version="1.0"?><p:FatturaElettronica versione="FPR12">')
    'FatturaElettronica'
    """
    start = as_utf8(content[:_PROLOG])
    found = _ROOT.match(start, _end_of_prolog(start))
    return found[1].decode("ascii", "replace") if found else ""


def declares_doctype(content: bytes) -> bool:
    """Does a DOCTYPE stand before the root? No e-invoice needs one; every entity attack does."""
    at = _end_of_prolog(content)
    return content[at : at + 9].upper() == b"<!DOCTYPE"


def _end_of_prolog(content: bytes) -> int:
    at = 0
    while skipped := _SKIPPED.match(content, at):
        at = skipped.end()
    return at


def _strictly(content: bytes) -> Parsed | None:
    try:
        return Parsed(etree.fromstring(content, _parser()))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def _undeclared(content: bytes) -> Parsed | None:
    """Windows-1252 under a missing or wrong declaration, the commonest lie of small programs; or UTF-8 under one."""
    bare = _DECLARATION.sub(b"", content)
    try:
        bare.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(bare.decode("cp1252", errors="replace").encode())
    return _strictly(bare)


def _mended(content: bytes) -> Parsed:
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableDocument(_BROKEN.of()) from error
    if root is None:
        raise UnreadableDocument(_BROKEN.of())
    return Parsed(
        root,
        broken_at=max(1, next((error.line for error in parser.error_log), 1)),
        garbled=any(error.domain_name != "NAMESPACE" for error in parser.error_log),
    )


def _parser(recover: bool = False) -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


_TOO_LARGE = Text(
    it="Il file XML pesa {size:number} MB: oltre {limit:number} MB non lo apriamo.",
    en="The XML file has {size:number} MB: beyond {limit:number} MB we do not open it.",
)
_SPLIT = Text(it="Dividilo, o toglici gli allegati.", en="Split it, or take its attachments out.")
_HOSTILE = Text(
    it="L'XML dichiara un DOCTYPE, con cui si possono nascondere entità ostili: rifiutato senza aprirlo.",
    en="The XML declares a DOCTYPE, which can hide hostile entities: refused unopened.",
)
_ASK_PLAIN = Text(
    it="Una vera fattura elettronica non ne ha: chiedi l'originale a chi lo ha mandato.",
    en="A true e-invoice has none: ask its sender for the original.",
)
_BROKEN = Text(it="L'XML è rotto: non se ne legge niente.", en="The XML is broken: none of it can be read.")
