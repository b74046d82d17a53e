"""Content lines of a calendar, mended where a program broke them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STARTS = re.compile(r"[A-Za-z][A-Za-z0-9-]*[;:]")
_PROSE = re.compile(r"(SUMMARY|DESCRIPTION|LOCATION|COMMENT|X-[A-Z0-9-]+)[;:]", re.IGNORECASE)
_RULE = re.compile(r"(RRULE|EXRULE)[;:]", re.IGNORECASE)


def lines_of(content: bytes) -> list[str]:
    """Unfolded lines. One that begins with no property name goes on with the prose before it, a break somebody forgot to
    fold; after anything else it is dropped. Blanks inside a rule are taken out.

    >>> lines_of(b"SUMMARY:a\\r\\n b\\r\\nc d\\r\\nUID:1")
    ['SUMMARY:ab\\\\nc d', 'UID:1']
    """
    lines: list[list[str]] = []
    for line in _text(content).replace("\0", "").splitlines():
        if line[:1] in (" ", "\t") and lines:
            lines[-1].append(line[1:])
        elif not line.strip():
            continue
        elif _STARTS.match(line) or not lines:
            lines.append([line.replace(" ", "") if _RULE.match(line) else line.rstrip()])
        elif _PROSE.match(lines[-1][0]):
            lines[-1].append("\\n" + line.strip())
    return ["".join(parts) for parts in lines]


def calendars(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each VCALENDAR; one that never ends goes to the end of the document, one that never begins is all of it."""
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines):
        yield lines
        return
    current: list[str] | None = None
    for line in lines:
        mark = line.strip().upper()
        if mark == "BEGIN:VCALENDAR":
            if current:
                yield current
            current = []
        elif mark == "END:VCALENDAR":
            if current is not None:
                yield current
            current = None
        elif current is not None:
            current.append(line)
    if current:
        yield current


def blocks(lines: list[str], kind: str) -> Iterator[list[str]]:
    """The lines of each component of that kind, its first and last line included; one that never ends is closed."""
    current: list[str] | None = None
    for line in lines:
        mark = line.strip().upper()
        if mark == f"BEGIN:{kind}":
            if current:
                yield [*current, f"END:{kind}"]
            current = []
        if current is not None:
            current.append(line)
        if mark == f"END:{kind}" and current is not None:
            yield current
            current = None
    if current:
        yield [*current, f"END:{kind}"]


def _text(content: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
