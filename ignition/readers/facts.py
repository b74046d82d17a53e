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

SHOWN_PROBLEMS = 100
"""Problems listed one by one; beyond it a last one says how many more."""

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
    """Reads facts of one document, and gathers what was wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._unlisted = 0
        self._refused = False

    def amount(self, element: Element, *path: str) -> Decimal | None:
        written = text(element, *path)
        value = parse_amount(written)
        if written and value is None:
            self.note(_NO_AMOUNT.of(value=written[:40]), element, *path)
        return value

    def day(self, element: Element, *path: str) -> dt.date | None:
        written = text(element, *path)
        value = parse_day(written)
        if written and value is None:
            self.note(_NO_DAY.of(value=written[:40]), element, *path)
        return value

    def need_text(self, element: Element, *path: str) -> str:
        written = text(element, *path)
        if not written:
            raise self.missing(element, *path)
        return written

    def need_amount(self, element: Element, *path: str) -> Decimal:
        written = self.need_text(element, *path)
        value = parse_amount(written)
        if value is None:
            raise self.unusable(_NO_AMOUNT.of(value=written[:40]), element, *path)
        return value

    def need_day(self, element: Element, *path: str) -> dt.date:
        written = self.need_text(element, *path)
        value = parse_day(written)
        if value is None:
            raise self.unusable(_NO_DAY.of(value=written[:40]), element, *path)
        return value

    def missing(self, element: Element, *path: str) -> UnreadableDocument:
        """The refusal of what lacks a fact that nothing can replace."""
        return self.unusable(_MISSING.of(fact=path[-1]), element, *path)

    def unusable(self, reason: Sentence, element: Element, *path: str) -> UnreadableDocument:
        where = place(element, *path) if self._is_listed(fatal=True) else ""
        return UnreadableDocument(reason, _ASK_CORRECT.of(), where)

    def note(self, reason: Sentence, element: Element, *path: str) -> None:
        """Something is wrong at a place, and the rest of the body goes on."""
        where = place(element, *path) if self._is_listed(fatal=False) else ""
        self._add(Problem(self.file, where, reason, _REST_TAKEN.of()))

    def remark(self, reason: Sentence, element: Element, *path: str) -> None:
        """Something is odd at a place, and nothing is lost by it."""
        where = place(element, *path) if self._is_listed(fatal=False) else ""
        self._add(Problem(self.file, where, reason, _TAKEN_AS_IT_IS.of(), harmless=True))

    def refuse(self, refused: UnreadableDocument) -> None:
        """A body, or the whole document, cannot be used."""
        self._add(Problem(self.file, refused.place, refused.sentence, refused.remedy, fatal=True))

    def found(self, *, taken: bool) -> tuple[Problem, ...]:
        """All problems where something was taken, none of them fatal then; else only the refusals."""
        listed = self._problems if taken else [problem for problem in self._problems if problem.fatal]
        problems = tuple(replace(problem, fatal=not taken) for problem in listed)
        more = Problem(self.file, "", _MORE.of(n=self._unlisted), _ASK_CORRECT.of(), fatal=not taken)
        return (*problems, more) if self._unlisted else problems

    def _add(self, problem: Problem) -> None:
        if self._is_listed(problem.fatal):
            self._problems.append(problem)
            self._refused = self._refused or problem.fatal
        else:
            self._unlisted += 1

    def _is_listed(self, fatal: bool) -> bool:
        """Places are worked out only for what will be listed: counting siblings costs time on a hostile file."""
        return len(self._problems) < SHOWN_PROBLEMS or (fatal and not self._refused)


_NO_AMOUNT = Text(it="«{value}» non è un importo.", en="“{value}” is not an amount.")
_NO_DAY = Text(it="«{value}» non è una data possibile.", en="“{value}” is not a possible date.")
_MISSING = Text(it="Manca «{fact}».", en="“{fact}” is missing.")
_MORE = Text(it="Altri {n:number} problemi come questi.", en="{n:number} more problems like these.")
_ASK_CORRECT = Text(it="Chiedi il file corretto a chi lo ha emesso.", en="Ask its issuer for a correct file.")
_TAKEN_AS_IT_IS = Text(it="Il documento è stato preso così com'è.", en="The document was taken as it is.")
_REST_TAKEN = Text(it="Il resto del documento è stato preso.", en="The rest of the document was taken.")
