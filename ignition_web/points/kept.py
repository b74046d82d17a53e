"""The day as it was last lit, kept in this process: rows that came since re-light only what they touch.

The truth stays in the database, and this may be dropped at any time. It is used again only where the database itself says that
nothing of what it stands on was changed or taken out: else the Book is read anew and everything is lit again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa
from django.db import DatabaseError, connection
from django.db.models import Count, Max

from ignition.lit import Lit, light, relight
from ignition.lit.lit import Terms
from ignition.moves import Moves
from ignition_web.points.book import GROWING, WHOLE, our_book, what_came
from ignition_web.points.watching import State, points_changed, taken_out, watch
from ignition_web.sales.models import StageChange
from ignition_web.team.models import User

LEARN_AGAIN = 0.02
"""What came since the models were learnt, of what they were learnt from: from here on they are learnt again."""
MOST_AT_ONCE = 1_000
"""More rows than this are lit by reading everything anew: it takes no longer."""
MOST_KEPT = 3_000_000
"""Rows of a Book beyond which nothing is kept: memory is for whoever works."""
OURS = frozenset({"points", "answers"})
"""What comes of lighting itself: nothing is learnt of it on the same day."""

Place = tuple[int, int]
"""How many rows, and the key of the last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the database had come. Between two equal ones no row of a Book came, changed or went."""

    rows: Mapping[str, Place]
    taken_out: State
    points_changed: State
    people: tuple[object, ...]

    @classmethod
    def now(cls) -> Mark:
        rows = {noun: _place(model) for noun, (model, _read) in {**GROWING, **WHOLE}.items()}
        people = User.objects.order_by("pk").values_list("pk", "is_active", "role", "weekly_hours")
        return cls(rows, taken_out(), points_changed(), tuple(people))

    def since(self, before: Mark) -> dict[str, int] | None:
        """How many rows came to each table; None where anything else happened too.

        Keys are given out before rows are seen, so one may come below the last key that was seen: then the numbers do not agree.
        """
        if (self.taken_out, self.people) != (before.taken_out, before.people):
            return None
        came = {
            noun: place[0] - before.rows[noun][0] for noun, place in self.rows.items() if place != before.rows[noun]
        }
        counted = came.keys() - (OURS if self.points_changed != before.points_changed else set())
        if any(noun in WHOLE or _above(noun, before.rows[noun]) != came[noun] for noun in counted):
            return None
        return came


@dataclass(frozen=True, slots=True)
class Kept:
    """A day lit, and how far the database had come then; `mark` is None where that is not certain."""

    lit: Lit
    mark: Mark | None
    learnt_from: int
    came: int = 0

    @property
    def moves(self) -> Moves:
        return self.lit.moves

    def serves(self, on: dt.date, terms: Terms) -> bool:
        """Whether its models may: they are learnt by the day, the assumptions and the judgements, whoever won the contest."""
        learnt_by = (self.lit.on, self.lit.terms.assumptions, self.lit.terms.judgements)
        return self.mark is not None and learnt_by == (on, terms.assumptions, terms.judgements)


_log = logging.getLogger(__name__)
_last: Kept | None = None
_keeps = False


def keep() -> None:
    """Keep days in this process from now on. Whoever asks for it calls `let_go` every few seconds: it may hold what was erased."""
    global _keeps
    _keeps = True


def lit_now(on: dt.date, terms: Terms, before: Kept | None = None) -> Kept:
    """The day as of now: what was lit before (else what is kept) with the rows that came since; a full run where more happened.

    Not for two threads at a time. Inside a transaction nothing is kept for later: it may be rolled back.
    """
    global _last
    watch()
    before, _last = before or _last, None
    now = _again(before, on, terms) if before is not None and before.serves(on, terms) else None
    if now is None:
        before = None  # one at a time in memory
        now = _in_full(on, terms)
    if _keeps and now.mark is not None and now.learnt_from <= MOST_KEPT and not connection.in_atomic_block:
        _last = now
    return now


def let_go(only_if_taken_out: bool = False) -> None:
    """Keep it no longer; or only where what it holds was changed or taken out since."""
    global _last
    if only_if_taken_out and _last is not None and _last.mark is not None and _last.mark.taken_out == taken_out():
        return
    _last = None


def _in_full(on: dt.date, terms: Terms) -> Kept:
    """Everything read, and learnt, anew."""
    mark = Mark.now()
    book = our_book()
    certain = Mark.now() == mark
    rows = sum(number for noun, (number, _) in mark.rows.items() if noun not in OURS)
    return Kept(light(book, on, terms), mark if certain else None, rows)


def _again(before: Kept, on: dt.date, terms: Terms) -> Kept | None:
    """A shortcut that fails costs the seconds of the long way, never the day's points."""
    try:
        return _with_what_came(before, on, terms)
    except DatabaseError:
        raise
    except Exception:
        _log.exception("what came could not be lit by itself: everything is lit anew")
        return None


def _with_what_came(before: Kept, on: dt.date, terms: Terms) -> Kept | None:
    """By the models there are; None where they have to be learnt again."""
    assert before.mark is not None
    mark = Mark.now()
    came = mark.since(before.mark)
    if came is None:
        return None
    number = before.came + sum(n for noun, n in came.items() if noun not in OURS)
    if number > LEARN_AGAIN * before.learnt_from or _opens_a_deal(before.mark):
        return None
    is_other = terms != before.lit.terms or mark.points_changed != before.mark.points_changed
    if is_other or number - before.came > MOST_AT_ONCE:
        lit: Lit | None = light(our_book(), on, terms, before.lit.models)
    else:
        lit = _lit_with(before.lit, what_came({noun: before.mark.rows[noun][1] for noun in came}))
    return None if lit is None or Mark.now() != mark else replace(before, lit=lit, mark=mark, came=number)


def _lit_with(lit: Lit, rows: Mapping[str, pa.Table]) -> Lit | None:
    """None where a table has its first row: there is something new to learn from."""
    for noun, table in rows.items():
        lit = relight(lit, noun, table)
        if lit.in_full and noun not in OURS:  # of these it is a lesson that was asked or answered
            return None
    return lit


def _opens_a_deal(mark: Mark) -> bool:
    """A deal whose day of opening nobody wrote was opened with its first stage: a stage written later may move that."""
    stages, deals = mark.rows["stage_changes"][1], mark.rows["deals"][1]
    return StageChange.objects.filter(pk__gt=stages, deal__pk__lte=deals, deal__opened_on=None).exists()


def _place(model: type) -> Place:
    found = model._default_manager.aggregate(n=Count("pk"), last=Max("pk"))  # type: ignore[attr-defined]
    return found["n"], found["last"] or 0


def _above(noun: str, place: Place) -> int:
    return int(GROWING[noun][0]._default_manager.filter(pk__gt=place[1]).count())
