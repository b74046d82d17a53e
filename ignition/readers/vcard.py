"""Address cards (vCard 2.1, 3 and 4): the people at customers, as telephones and mail programs export them.

Of a card only the name, the address, the telephone, the company and the title are read: the format is simple for these,
and what programs get wrong in the rest (pictures, sounds, keys) then does no harm.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from ignition.errors import UnreadableDocument
from ignition.readers.tabular import text_of
from ignition.records import ContactRow, Party, Problem, Reading
from ignition.wording import Text

NAME = "vcard"

_FOLD = re.compile(r"\r?\n[ \t]")
_FIELD = re.compile(r"(?:[\w-]+\.)?(N|FN|EMAIL|TEL|ORG|TITLE|ROLE)((?:;[^:\r\n]*)?):(.*)", re.IGNORECASE)
_CHARSET = re.compile(r"CHARSET=([\w-]+)", re.IGNORECASE)
_SEMICOLON = re.compile(r"(?<!\\);")
_ESCAPE = re.compile(r"\\(.)")

Fields = dict[str, str]


def recognises(name: str, content: bytes) -> bool:
    """It begins a card."""
    return content[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper().startswith(b"BEGIN:VCARD")


def read(name: str, content: bytes) -> Reading:
    """A contact for each card with a name or an address. Raises `UnreadableDocument` where no card has one."""
    contacts: list[ContactRow] = []
    problems: list[Problem] = []
    for number, fields in enumerate(_cards(text_of(content)), start=1):
        contact = _contact(fields)
        if contact.party.name or contact.party.email:
            contacts.append(contact)
        else:
            problems.append(Problem(name, f"card {number}", _NOBODY.of(), _EXPORT_AGAIN.of()))
    if not contacts:
        raise UnreadableDocument(_NOBODY.of(), _EXPORT_AGAIN.of())
    return Reading(name, NAME, tuple(contacts), tuple(problems))


def _cards(text: str) -> Iterator[Fields]:
    """The fields of each card, of a repeated one the first that says something; a card within a card is its own."""
    open_cards: list[Fields] = []
    for line in _lines(text):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            open_cards.append({})
        elif mark == "END:VCARD" and open_cards:
            yield open_cards.pop()
        elif open_cards and (field := _FIELD.fullmatch(line.strip())):
            value = _value(field[2], field[3])
            if value.strip("; "):
                open_cards[-1].setdefault(field[1].upper(), value)
    yield from open_cards


def _lines(text: str) -> Iterator[str]:
    """Unfolded, with the soft breaks of quoted-printable joined where the field says it is such."""
    pending = ""
    for line in _FOLD.sub("", text).splitlines():
        line = pending + line
        pending = line[:-1] if line.endswith("=") and "QUOTED-PRINTABLE" in line[:120].upper() else ""
        if not pending:
            yield line
    yield pending


def _value(params: str, written: str) -> str:
    """The text of a field, still with its parts set apart by `;`."""
    if "QUOTED-PRINTABLE" not in params.upper():
        return written
    raw = quopri.decodestring(written.encode("utf-8", "replace"))
    charset = _CHARSET.search(params)
    try:
        return raw.decode(charset[1] if charset else "utf-8", "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")


def _contact(fields: Fields) -> ContactRow:
    family, given = (*_parts(fields.get("N", "")), "", "")[:2]
    mail = _plain(fields.get("EMAIL", "")).lower().removeprefix("mailto:")
    who = Party(
        name=_plain(fields.get("FN", "")) or f"{given} {family}".strip(),
        email=mail if "@" in mail else "",
        phone=_plain(fields.get("TEL", "")).removeprefix("tel:"),
    )
    company = Party(name=next(iter(_parts(fields.get("ORG", ""))), ""))
    return ContactRow(who, company, title=_plain(fields.get("TITLE", "") or fields.get("ROLE", "")))


def _parts(value: str) -> list[str]:
    return [_plain(part) for part in _SEMICOLON.split(value)]


def _plain(value: str) -> str:
    return " ".join(_ESCAPE.sub(lambda found: " " if found[1] in "nN" else found[1], value).split())


_NOBODY = Text(it="La scheda non ha né un nome né un indirizzo.", en="The card has neither a name nor an address.")
_EXPORT_AGAIN = Text(it="Esporta di nuovo il contatto.", en="Export the contact again.")
