"""`ignition points`: read, ignite, show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from ignition.book import Book
from ignition.engine import ignite
from ignition.errors import IgnitionError
from ignition.moves import Move, Moves
from ignition.terminal import phrases
from ignition.terminal.answering import Exit, answered
from ignition.terminal.as_json import to_json
from ignition.terminal.choosing import day_to_look_from, find_seller, people, three_two_one
from ignition.terminal.looking_back import Past, look_back
from ignition.terminal.problems import show_problems, what_was_lost
from ignition.terminal.showing import show_book, show_points, show_why
from ignition.terminal.taking import take_book, take_day
from ignition.unproven import veil_all
from ignition.wording import Lang


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked on the command line."""

    paths: tuple[Path, ...]
    as_of: str | None = None
    as_json: bool = False
    lang: Lang = "it"
    seller: str | None = None
    why: int | None = None
    own: tuple[str, ...] = ()
    strict: bool = False
    quick: bool = False
    """Without looking back first: what the past has not proven is not shown, and so no chance is."""


def print_points(asked: Asked) -> Exit:
    """Moves go to standard output, everything else to standard error. Returns the exit code."""
    return answered(partial(_answer, asked), asked.lang)


def _answer(asked: Asked, out: Console, err: Console) -> Exit:
    today = dt.date.today()  # noqa: DTZ011  the local day is the one people mean
    as_of = take_day(asked.as_of)
    book = take_book(asked.paths, asked.own, asked.lang, err)
    if not any(name in book for name in phrases.HELD):
        return _nothing_read(asked, book, today, out, err)
    person = find_seller(book, asked.seller) if asked.seller else None
    on, past = as_of or day_to_look_from(book, today), Past()
    if not asked.quick:
        with err.status(phrases.LOOKING_BACK.of().say(asked.lang)):
            past = look_back(book, on)
    looking = phrases.LOOKING.of(customers=book.customers.num_rows, deals=book.deals.num_rows)
    with err.status(looking.say(asked.lang)):
        moves = veil_all(ignite(book, on=on, contest=past.contest), past.hidden)
    points = three_two_one(moves, person)
    if asked.as_json:
        print(to_json(moves, points, book.problems, asked.lang))
    else:
        _show(asked, book, moves, points, moves.on < today and as_of is None, out)
        show_problems(err, book.problems, asked.lang)
    return Exit.PROBLEMS if asked.strict and what_was_lost(book.problems) else Exit.FINE


def _nothing_read(asked: Asked, book: Book, today: dt.date, out: Console, err: Console) -> Exit:
    if asked.as_json:
        print(to_json(ignite(book, on=today), (), book.problems, asked.lang))
    else:
        show_problems(err, book.problems, asked.lang)
        err.print(phrases.NOTHING_READ.of().say(asked.lang))
    return Exit.NOTHING_READ


def _show(asked: Asked, book: Book, moves: Moves, points: tuple[Move, ...], past: bool, out: Console) -> None:
    named = asked.seller is None and len(people(book)) > 1
    if asked.why is None:
        show_book(out, book, moves, past, asked.lang)
        show_points(out, moves, points, asked.lang, named)
        if points:
            out.print(phrases.HOW_TO_ASK.of().say(asked.lang), style="dim")
        return
    if not points:
        raise IgnitionError(phrases.NO_POINTS.of())
    if not 1 <= asked.why <= len(points):
        raise IgnitionError(phrases.NO_SUCH_POINT.of(number=asked.why, last=len(points)))
    show_why(out, asked.why, points[asked.why - 1], asked.lang, named)
