"""A mailbox as one stretch of bytes, cut into messages."""

from __future__ import annotations

import re

_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def split(content: bytes) -> list[bytes]:
    """The messages of a mailbox; the content itself where it is a single message.

    A message begins at a line `From ` after an empty one; `>From ` inside a body gets its mark taken off.

    >>> split(b"From a Mon Jan  1 00:00:00 2026\\nSubject: 1\\n\\nhi\\n>From here\\n\\nFrom b Mon\\nSubject: 2\\n\\nho\\n")
    [b'Subject: 1\\n\\nhi\\nFrom here\\n\\n', b'Subject: 2\\n\\nho\\n']
    """
    content = content.lstrip(b"\r\n") if content[:8].strip().startswith(b"From") else content
    if not content.startswith(b"From "):
        return [content]
    parts = _FROM_LINE.split(content)[1:]
    return [_ESCAPED.sub(rb"\1", part) for part in parts if part.strip()]
