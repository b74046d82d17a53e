"""The backtest: look from past days, then at what happened."""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from ignition.assumptions import Assumptions
from ignition.backtest.afterwards import gather
from ignition.backtest.cases import judge_customers, judge_deals, judge_forecasts
from ignition.backtest.looking import Seen, look_from
from ignition.backtest.origins import LEARNING_DAYS, first_day, origins, usual_horizon
from ignition.backtest.proposals import after_moves, after_plays
from ignition.backtest.report import Judged, Report
from ignition.book import Book
from ignition.errors import UnusableBook
from ignition.wording import Sentence, Text

AS_STATED = Assumptions()
Tick = Callable[[int, int | None, str], None]


def backtest(
    book: Book,
    start: dt.date | None = None,
    every: int | None = None,
    horizon: int | None = None,
    until: dt.date | None = None,
    assumptions: Assumptions = AS_STATED,
    progress: Tick | None = None,
    within: float = math.inf,
) -> Report:
    """What the engine would have said from past days of this book, and what happened in the `horizon` days after each.

    Nothing but the engine on `book.as_of(day)`: no model is fitted on what came later. `start` is the first day looked from,
    `every` the days between two looks, `until` the day the book counts as ending (default: its last). Left out, the horizon is
    the longest of 91, 56 and 28 days for which fifteen looks fit, or shorter down to 14, and the latest fifteen are taken, each with weeks of its own.
    `within` are the seconds the looks may take together: the latest come first, and where time runs out the earlier ones are left.
    A book with too little history gives a report without looks and a note that says why.

    >>> report = backtest(Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.5}]))
    >>> report.origins, report.notes[0].say("en")
    ((), 'The book holds 0 days: 91 to learn from and 14 to look at afterwards are needed.')

    Raises `UnusableBook` for days that are not above 0.
    """
    _check(every=every, horizon=horizon)
    first, last = first_day(book), until or book.last_day
    if first is None or last is None:
        return Report((), horizon or 0, last, notes=(_NOTHING.of(),))
    ahead = horizon or usual_horizon(first, last)
    days = origins(first, last, ahead, every, start)
    if not days:
        held = max((last - first).days, 0)
        note = (_TOO_LATE if start else _TOO_SHORT).of(days=held, learn=LEARNING_DAYS, ahead=ahead, start=start)
        return Report((), ahead, last, notes=(note,))
    looks = _look(book, days, ahead, assumptions, progress, within)
    report = _report(book, looks, ahead, last)
    left = len(days) - len(looks)
    return replace(report, notes=(*report.notes, _NO_TIME.of(n=len(looks), of=len(days)))) if left else report


def _look(
    book: Book, days: tuple[dt.date, ...], ahead: int, assumptions: Assumptions, progress: Tick | None, within: float
) -> list[Seen]:
    """One look at least, and no further one that would, going by those before, end too late. Oldest first."""
    began, looks = time.monotonic(), list[Seen]()
    for done, day in enumerate(reversed(days)):
        spent = time.monotonic() - began
        if done and spent + spent / done > within:
            break
        if progress:
            progress(done, len(days), day.isoformat())
        looks.append(look_from(book, day, ahead, assumptions))
    return looks[::-1]


def _report(book: Book, looks: list[Seen], ahead: int, last: dt.date) -> Report:
    happened = gather(book)
    judged = (
        *judge_customers(looks, happened),
        *judge_deals(looks, happened),
        *judge_forecasts(looks, happened),
    )
    return Report(
        origins=tuple(look.on for look in looks),
        horizon=ahead,
        until=last,
        judged=judged,
        plays=after_plays(looks, happened),
        moves=after_moves(looks, happened, _unproven(judged)),
        notes=tuple(_notes(looks, bool(judged))),
    )


def _unproven(judged: tuple[Judged, ...]) -> frozenset[str]:
    """Of the numbers a move may name, those that did not pass, or were not judged."""
    return frozenset({"buys", "purchases", "wins"}) - {one.name for one in judged if one.verdict.shown}


def _notes(looks: list[Seen], judged: bool) -> Iterator[Sentence]:
    if not judged:
        yield _NOBODY.of()
    for name, text in (("base", _BASE_ASSUMED), ("deals", _DEALS_ASSUMED)):
        days = [look.on for look in looks if name in look.assumed]
        if days:
            yield text.of(n=len(days), of=len(looks), last=max(days))


def _check(**days: int | None) -> None:
    for name, value in days.items():
        if value is not None and value < 1:
            raise UnusableBook(_NOT_DAYS.of(name=name, value=value))


_NOT_DAYS = Text(
    it="«{name}» deve essere di almeno un giorno, non {value}.", en="“{name}” must be at least one day, not {value}."
)
_NOTHING = Text(
    it="Non ci sono acquisti né trattative: non c'è niente da guardare all'indietro.",
    en="There are no purchases and no deals: there is nothing to look back at.",
)
_TOO_SHORT = Text(
    it="Il libro copre {days:number} giorni: ne servono {learn:number} per imparare e {ahead:number} da guardare dopo.",
    en="The book holds {days:number} days: {learn:number} to learn from and {ahead:number} to look at afterwards are needed.",
)
_TOO_LATE = Text(
    it="Dal {start:date} non restano {ahead:number} giorni da guardare: scegli un giorno precedente o un orizzonte più corto.",
    en="From {start:date} there are not {ahead:number} days left to look at: choose an earlier day or a shorter horizon.",
)
_NOBODY = Text(
    it="Nei giorni da cui ho guardato non c'erano clienti con acquisti né trattative aperte.",
    en="On the days looked from there were no customers with purchases and no open deals.",
)
_NO_TIME = Text(
    it="Il tempo concesso è bastato per {n:number} sguardi su {of:number}, gli ultimi.",
    en="The time allowed sufficed for {n:number} of {of:number} looks, the latest ones.",
)
_DEALS_ASSUMED = Text(
    it="Fino al {last:date} ({n:number} di {of:number} sguardi) le trattative chiuse erano troppo poche, o da troppo poco tempo, per imparare: quelle probabilità erano ipotesi, e non si giudicano.",
    en="Up to {last:date} ({n:number} of {of:number} looks) too few deals had closed, or for too short a time, to learn from: those chances were assumptions, and are not judged.",
)
_BASE_ASSUMED = Text(
    it="Fino al {last:date} ({n:number} di {of:number} sguardi) nessuno era tornato a comprare: quelle probabilità erano ipotesi, e non si giudicano.",
    en="Up to {last:date} ({n:number} of {of:number} looks) nobody had come back to buy: those chances were assumptions, and are not judged.",
)
