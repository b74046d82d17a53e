"""The whole way in one call: describe, foresee, propose, allocate, choose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from ignition.allocation import Contest
from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.engine.deciding import decide
from ignition.engine.models import Models
from ignition.engine.seeing import see
from ignition.ladder import Said
from ignition.moves import Moves

AS_STATED = Assumptions()


def ignite(
    book: Book,
    on: dt.date | None = None,
    assumptions: Assumptions = AS_STATED,
    lang: str = "en",
    people: Collection[str] | None = None,
    judgements: Mapping[str, Said] | None = None,
    contest: Contest | None = None,
    models: Models | None = None,
) -> Moves:
    """The moves worth most on the day: every one considered, and the three, two, one shown to each person.

    - `on`: the day it is decided on (default: the last day of the book); nothing recorded later is looked at.
    - `people`: the persons to show moves for (default: everybody found).
    - `judgements`: what was stated for a play, by its name (`ignition.ladder.Said`): four answers, those of several judges,
      a published effect. The prior answers for the others.
    - `contest`: how the plan and the simple rule did on past days (`ignition.proving.plan_against_rule`). Where the rule
      did at least as well, hours follow it.
    - `models`: those of an earlier run (`ignition.lit.light` keeps them), used instead of learning again.
    - `lang`: the language in which `Moves` prints itself.

    Every gain is incremental contribution in EUR over the assumptions' horizon, at the grade the ladder of evidence
    gives it (`ignition.ladder.climb`). The same book and day give the same moves, whatever the order of its rows.

    >>> book = Book(purchases=[{"customer_id": who, "on": f"2026-{month:02d}-10", "amount": 900.0}
    ...                        for who, until in (("Rossi", 10), ("Bianchi", 6), ("Verdi", 10))
    ...                        for month in range(1, until)])
    >>> moves = ignite(book, on=dt.date(2026, 9, 30))
    >>> [(move.play, move.customer_name) for move in moves.shown][:1]
    [('win_back', 'Bianchi')]
    """
    day = on or book.last_day or dt.datetime.now(tz=dt.UTC).date()
    known = book.as_of(day)
    with connect(known) as desk:
        seen = see(desk, day, assumptions, models)
        moves = decide(desk, seen.situation, known, day, assumptions, judgements or {}, contest, seen.models.effort)
    moves = replace(moves, lang=lang)
    return moves if people is None else moves.only(people)
