"""What a document that no reader knows looks like, so that the refusal can name it."""

from __future__ import annotations

import re

from ignition.readers.safe_xml import as_utf8, declares_doctype
from ignition.wording import Sentence, Text

_MAGIC: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text(it="un PDF", en="a PDF")),
    (b"\x89PNG", Text(it="un'immagine", en="a picture")),
    (b"\xff\xd8\xff", Text(it="un'immagine", en="a picture")),
    (b"GIF8", Text(it="un'immagine", en="a picture")),
    (b"PK\x03\x04", Text(it="un archivio o un documento Office", en="an archive or an Office document")),
    (b"Rar!", Text(it="un archivio RAR", en="a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Text(it="un archivio 7z", en="a 7z archive")),
    (b"\x1f\x8b", Text(it="un file compresso (gzip)", en="a compressed file (gzip)")),
    (b"\xd0\xcf\x11\xe0", Text(it="un vecchio file Office o Outlook", en="an old Office or Outlook file")),
    (b"<!DOCTYPE html", Text(it="una pagina web", en="a web page")),
    (b"<html", Text(it="una pagina web", en="a web page")),
    (b"<", Text(it="un XML di un tipo che non leggiamo", en="an XML of a kind we do not read")),
)
_HTML = re.compile(rb"\s*<!doctype\s+html", re.IGNORECASE)
_BINARY = Text(it="un file binario", en="a binary file")
_TEXT = Text(it="un testo senza la forma di una tabella", en="a text without the shape of a table")
_IT_IS = Text(it="Non sappiamo leggerlo: sembra {kind}.", en="We cannot read it: it looks like {kind}.")


_HOSTILE = Text(
    it="È un XML che dichiara un DOCTYPE, con cui si possono nascondere entità ostili: rifiutato senza aprirlo.",
    en="It is an XML that declares a DOCTYPE, which can hide hostile entities: refused unopened.",
)


def what_it_is(content: bytes) -> Sentence:
    """The refusal of a document that no reader recognised.

    >>> what_it_is(b"%PDF-1.7 ...").say("en")
    'We cannot read it: it looks like a PDF.'
    """
    if declares_doctype(as_utf8(content[:65536])) and not _HTML.match(content):
        return _HOSTILE.of()
    return _IT_IS.of(kind=_kind(content).of())


def _kind(content: bytes) -> Text:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return _BINARY if b"\0" in start else _TEXT
