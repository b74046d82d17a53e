"""What to show: from which day, whose moves, and which of them when nobody in particular asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

import numpy as np
import pyarrow as pa

from ignition.book import Book
from ignition.errors import IgnitionError
from ignition.moves import Move, Moves, Slot
from ignition.terminal import phrases

STALE_DAYS = 60
STRAGGLERS = 1000
MOST: dict[Slot, int] = {"action": 3, "risk": 2, "ignition": 1}


def day_to_look_from(book: Book, today: dt.date) -> dt.date:
    """Today, unless everything the book holds is long past: then the last day it was alive.

    That is its last day; but where one row in a thousand, or fewer, came more than two months after all the others, theirs.
    """
    last = book.last_day
    if last is None or (today - last).days <= STALE_DAYS:
        return today
    days = _days(book)
    busy_until: dt.date = days[len(days) - 1 - len(days) // STRAGGLERS].item()
    return busy_until if (last - busy_until).days > STALE_DAYS else last


def _days(book: Book) -> np.ndarray:
    """Every day something happened on, in order."""
    columns = (book.purchases["on"], book.deals["opened_on"], book.deals["closed_on"], book.activities["at"])
    days = [column.cast(pa.date32()).drop_null().to_numpy() for column in columns]
    return np.sort(np.concatenate(days).astype("datetime64[D]"))


def find_seller(book: Book, who: str) -> str:
    """The person meant by a name, an address or the beginning of one."""
    known = people(book)
    if not known:
        raise IgnitionError(phrases.NO_SELLERS.of())
    asked = [who.casefold(), who.casefold().partition("@")[0].replace(".", " ")]
    for test, said in product(_WAYS_TO_NAME, asked):
        found = [person for person in known if test(person.casefold(), said)]
        if len(found) == 1:
            return found[0]
        if found:
            raise IgnitionError(phrases.MANY_SELLERS.of(who=who, known=", ".join(found)))
    raise IgnitionError(phrases.NO_SUCH_SELLER.of(who=who, known=", ".join(known)))


def people(book: Book) -> list[str]:
    """Who sells, in the order of the alphabet."""
    owners = [*book.people["person_id"], *book.customers["owner"], *book.deals["owner"]]
    return sorted({name for name in (owner.as_py() for owner in owners) if name})


_WAYS_TO_NAME: tuple[Callable[[str, str], bool], ...] = (
    lambda person, who: person == who,
    lambda person, who: who in person.split(),
    lambda person, who: person.startswith(who),
    lambda person, who: who in person,
)


def three_two_one(moves: Moves, person: str | None) -> tuple[Move, ...]:
    """The 3-2-1 of one person, in their order; or of the whole company: the moves worth most, whoever's they are."""
    if person is None:
        shown = sorted(moves.shown, key=_worth, reverse=True)
    else:
        shown = sorted(moves.of(person), key=lambda move: move.rank)
    picked = (_once_each(move for move in shown if move.slot == slot) for slot in MOST)
    return tuple(move for slot, those in zip(MOST, picked, strict=True) for move in islice(those, MOST[slot]))


def _worth(move: Move) -> tuple[bool, float]:
    """Something to do comes before something to find out."""
    return move.play != "learn", (move.at_risk or 0.0) if move.slot == "risk" else (move.gain.value or 0.0)


def _once_each(moves: Iterable[Move]) -> Iterator[Move]:
    seen: set[tuple[str, str]] = set()
    for move in moves:
        key = (move.play, move.subject_id)
        if key not in seen:
            seen.add(key)
            yield move
