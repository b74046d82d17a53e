"""What a document that no reader knows looks like, so that the refusal can name it."""

from __future__ import annotations

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
    (b"<", Text(it="un XML di un tipo che non leggiamo", en="an XML of a kind we do not read")),
)
_BINARY = Text(it="un file binario", en="a binary file")
_TEXT = Text(it="un testo senza la forma di una tabella", en="a text without the shape of a table")
_IT_IS = Text(it="Non sappiamo leggerlo: sembra {kind}.", en="We cannot read it: it looks like {kind}.")


def what_it_is(content: bytes) -> Sentence:
    """The refusal of a document that no reader recognised.

    >>> what_it_is(b"%PDF-1.7 ...").say("en")
    'We cannot read it: it looks like a PDF.'
    """
    return _IT_IS.of(kind=_kind(content).of())


def _kind(content: bytes) -> Text:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return _BINARY if b"\0" in start else _TEXT
