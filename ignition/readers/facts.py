"""Facts of XML elements, with a note for each one that cannot be understood.

A fact that may be absent is None then, and a malformed one is noted and None: the rest of the body goes on.
A fact that the record cannot do without (`need_*`) raises `UnreadableDocument` with its place.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

from ignition.errors import UnreadableDocument
from ignition.readers.elements import place, text
from ignition.readers.safe_xml import Element
from ignition.records import Problem
from ignition.wording import Sentence, Text

_AMOUNT = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{0,8})?|[+-]?[.,]\d{1,8}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*|Z|[+-]\d\d:\d\d)?")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def parse_amount(written: str) -> Decimal | None:
    """A plain number of at most fifteen digits, point or comma before the decimals; else None.

    >>> parse_amount("25.00"), parse_amount("-3,5"), parse_amount("1e309"), parse_amount("NaN")
    (Decimal('25.00'), Decimal('-3.5'), None, None)
    """
    return Decimal(written.replace(",", ".")) if written.isascii() and _AMOUNT.fullmatch(written) else None


def parse_day(written: str) -> dt.date | None:
    """A day as XML writes it, in a year when there can be invoices; else None.

    >>> parse_day("2026-02-28+01:00"), parse_day("2026-02-30"), parse_day("0001-01-01")
    (datetime.date(2026, 2, 28), None, None)
    """
    found = _DAY.fullmatch(written)
    if not found or not written.isascii() or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


class Facts:
    """Reads facts of one document and gathers what was wrong with them in `problems`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, where: str, reason: Sentence, remedy: Sentence | None = None) -> None:
        self.problems.append(Problem(self.file, where, reason, remedy or _REST_TAKEN.of()))

    def refuse(self, refused: UnreadableDocument) -> None:
        """Note what could not be used at all."""
        self.problems.append(Problem(self.file, refused.place, refused.sentence, refused.remedy, fatal=True))

    def weighed(self, *, taken: bool) -> tuple[Problem, ...]:
        """All notes where something was taken, none of them fatal then; else only the refusals."""
        if taken:
            return tuple(replace(problem, fatal=False) for problem in self.problems)
        return tuple(problem for problem in self.problems if problem.fatal)

    def amount(self, element: Element, *path: str) -> Decimal | None:
        written = text(element, *path)
        value = parse_amount(written)
        if written and value is None:
            self.note(place(element, *path), _NO_AMOUNT.of(value=written[:40]))
        return value

    def day(self, element: Element, *path: str) -> dt.date | None:
        written = text(element, *path)
        value = parse_day(written)
        if written and value is None:
            self.note(place(element, *path), _NO_DAY.of(value=written[:40]))
        return value

    def need_text(self, element: Element, *path: str) -> str:
        written = text(element, *path)
        if not written:
            raise missing(element, *path)
        return written

    def need_amount(self, element: Element, *path: str) -> Decimal:
        value = parse_amount(self.need_text(element, *path))
        if value is None:
            raise UnreadableDocument(
                _NO_AMOUNT.of(value=text(element, *path)[:40]), _ASK_CORRECT.of(), place(element, *path)
            )
        return value

    def need_day(self, element: Element, *path: str) -> dt.date:
        value = parse_day(self.need_text(element, *path))
        if value is None:
            raise UnreadableDocument(
                _NO_DAY.of(value=text(element, *path)[:40]), _ASK_CORRECT.of(), place(element, *path)
            )
        return value


def missing(element: Element, *path: str) -> UnreadableDocument:
    """The refusal of what lacks a fact that nothing can replace."""
    name = path[-1] if path else ""
    return UnreadableDocument(_MISSING.of(fact=name), _ASK_CORRECT.of(), place(element, *path))


_NO_AMOUNT = Text(it="«{value}» non è un importo.", en="“{value}” is not an amount.")
_NO_DAY = Text(it="«{value}» non è una data possibile.", en="“{value}” is not a possible date.")
_MISSING = Text(it="Manca «{fact}».", en="“{fact}” is missing.")
_ASK_CORRECT = Text(
    it="Chiedi il file corretto a chi lo ha emesso.",
    en="Ask its issuer for a correct file.",
)
_REST_TAKEN = Text(it="Il resto del documento è stato preso.", en="The rest of the document was taken.")
