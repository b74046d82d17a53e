"""The 3-2-1 on the screen of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

from ignition.book import Book
from ignition.estimate import Estimate
from ignition.moves import Move, Moves
from ignition.terminal import phrases
from ignition.wording import Sentence, Text

EMBER = "bold dark_orange3"


def show_points(console: Console, moves: Moves, points: Sequence[Move], lang: str, named: bool) -> None:
    """At most six moves under their headings, numbered through; `named` says whose each one is."""
    if not points:
        console.print(Padding(phrases.NOTHING_TO_DO.of().say(lang), (1, 0)))
    for number, point in enumerate(points, 1):
        if number == 1 or points[number - 2].slot != point.slot:
            _heading(console, point, lang)
        _point(console, number, point, lang, named)
    if points and points[-1].slot != "ignition":
        console.print(phrases.NO_IGNITION.of().say(lang))
    if points and moves.bottleneck is not None:
        console.print(moves.bottleneck.say().say(lang), highlight=False)
    for note in moves.notes:
        console.print(note.say(lang), style="italic", highlight=False)


def show_book(console: Console, book: Book, moves: Moves, past: bool, lang: str) -> None:
    """What was read and the day it is looked at from."""
    held = [_count(name, book.table(name).num_rows) for name in phrases.HELD if book.table(name).num_rows]
    listed = ", ".join(sentence.say(lang) for sentence in held)
    console.print(phrases.BOOK.of(on=moves.on, held=listed).say(lang), style="bold", highlight=False)
    if past:
        said = phrases.PAST_BOOK if book.last_day == moves.on else phrases.MOSTLY_PAST_BOOK
        console.print(said.of(on=moves.on).say(lang), highlight=False)


def show_why(console: Console, number: int, point: Move, lang: str, named: bool) -> None:
    """One move with every fact behind it and where each comes from."""
    _heading(console, point, lang)
    _point(console, number, point, lang, named)
    console.print(phrases.FACTS.of().say(lang), style="bold")
    for fact in point.facts:
        source = phrases.SOURCE.of(source=fact.source).say(lang)
        line = Styled.assemble("• ", fact.sentence.say(lang), (f"  {source}", "dim"))
        console.print(Padding(line, (0, 0, 0, 2), expand=False))
    console.print()
    _fuel(console, point, lang)
    if (
        point.slot != "ignition" and point.p_positive is not None and point.p_top3 is not None
    ):  # there it is one of the facts
        certainty = phrases.CERTAINTY.of(p_positive=_sayable(point.p_positive), p_top3=_sayable(point.p_top3))
        console.print(certainty.say(lang), highlight=False)
    console.print(phrases.DUE.of(on=point.due_on).say(lang), highlight=False)


def _fuel(console: Console, point: Move, lang: str) -> None:
    """How long the move goes on paying, and when the next ignition is to be expected."""
    if point.says_fuel is not None:
        console.print(point.says_fuel.say(lang), highlight=False)


def _sayable(probability: float) -> float:
    """Never nought, never certain."""
    return min(max(probability, 0.01), 0.99)


def _count(table: str, rows: int) -> Sentence:
    one, many = phrases.HELD[table]
    return one.of() if rows == 1 else many.of(n=rows)


def _heading(console: Console, point: Move, lang: str) -> None:
    figure, title = phrases.HEADINGS[point.slot]
    console.print(Styled.assemble(f"\n{figure}  ", title.of().say(lang).upper(), style=EMBER))


def _point(console: Console, number: int, point: Move, lang: str, named: bool) -> None:
    whose = f"  {point.person or phrases.NOBODY.of().say(lang)}" if named else ""
    console.print(Styled.assemble(f" [{number}] ", (point.title.say(lang), "bold"), (whose, "dim")))
    console.print(_indented(Styled(point.reason.say(lang))))
    console.print(_indented(Styled(" · ".join(_figures(point, lang)), style="dim")))
    console.print()


def _indented(line: Styled) -> Padding:
    return Padding(line, (0, 0, 0, 5), expand=False)


def _figures(point: Move, lang: str) -> list[str]:
    worth = phrases.WORTH_UNKNOWN.of() if point.gain.value is None else point.worth()
    return [sentence.say(lang) for sentence in (worth, _evidence(point.gain))]


def _evidence(gain: Estimate) -> Sentence:
    if gain.n == 0:
        return phrases.GRADES[gain.grade].of()
    cases = phrases.ONE_CASE.of() if gain.n == 1 else phrases.CASES.of(n=gain.n)
    return Text(it="{grade} ({cases})", en="{grade} ({cases})").of(grade=phrases.GRADES[gain.grade], cases=cases)
