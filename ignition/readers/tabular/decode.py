"""Bytes to text when nobody says the encoding."""

from __future__ import annotations

import codecs

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(content: bytes) -> str:
    """The text of `content`: by its byte order mark, else UTF-16 where every other byte is zero, else UTF-8, else
    Windows-1252, which Western spreadsheets write. Never raises: a byte without meaning becomes U+FFFD.

    >>> text_of("Città".encode("cp1252")), text_of("Città".encode("utf-16")), text_of("Città".encode("utf-8-sig"))
    ('Città', 'Città', 'Città')
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if wide := _wide(content[:2000]):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _wide(start: bytes) -> str:
    half = len(start) // 2
    if half < 2:
        return ""
    if start[1::2].count(0) > 0.7 * half and start[0::2].count(0) < 0.3 * half:
        return "utf-16-le"
    if start[0::2].count(0) > 0.7 * half and start[1::2].count(0) < 0.3 * half:
        return "utf-16-be"
    return ""
