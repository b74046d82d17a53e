"""What was newly written in a message: no quotes, no pictures, no markup."""

from __future__ import annotations

import re
from email.message import Message

from lxml import etree, html
from mailparser_reply import EmailReplyParser

from ignition.readers.mail.parsing import content_type, file_name, parts, payload

LONGEST = 20_000
"""Characters looked at. What people write fits; what machines paste need not."""

_LONGEST_LINE = 2_000
"""Characters beyond which a line is no prose, and the patterns that look for quotes take forever."""
_PARSER = EmailReplyParser(languages=["it", "en"])
_FORWARD_LINE = re.compile(
    r"\n-{2,} ?(messaggio originale|original message|messaggio inoltrato|forwarded message).*", re.I | re.S
)
_BLANKS = re.compile(r"\n{3,}")


def new_text(message: Message) -> str:
    """The newly written text; empty where there is none."""
    text = _text(message)[:LONGEST].replace("\r\n", "\n").replace("\0", "")
    if not text.strip():
        return ""
    if max(map(len, text.splitlines())) > _LONGEST_LINE:
        return text.strip()
    try:
        reply = _PARSER.parse_reply(text=text) or ""
    except Exception:  # the parser is made of patterns, and some mail defeats them
        reply = text
    return _BLANKS.sub("\n\n", _FORWARD_LINE.sub("", f"\n{reply}")).strip()


def _text(message: Message) -> str:
    """The first plain part, else the first HTML one without its markup."""
    written: dict[str, str] = {}
    for part in parts(message):
        kind = content_type(part)
        if kind in ("text/plain", "text/html") and kind not in written and not file_name(part):
            written[kind] = _decoded(part)
    plain = written.get("text/plain", "")
    return plain if plain.strip() else _without_markup(written.get("text/html", ""))


def _decoded(part: Message) -> str:
    raw = payload(part)
    try:
        charset = part.get_content_charset() or "utf-8"
        return raw.decode(charset, errors="replace")
    except Exception:  # a charset nobody knows, or a parameter that does not parse
        return raw.decode("cp1252", errors="replace")


def _without_markup(source: str) -> str:
    try:
        page = html.document_fromstring(source[: LONGEST * 10].encode("utf-8", "replace"), parser=_PAGE)
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    for element in page.xpath("//script | //style | //head | //blockquote"):
        element.drop_tree()
    for element in page.xpath("//br | //p | //div | //tr | //li"):
        element.tail = f"\n{element.tail or ''}"
    return str(page.text_content())


_PAGE = html.HTMLParser(encoding="utf-8", no_network=True)
