"""The levers on the screen of a terminal: the verdict first, then the table, then what it stands on."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from ignition.estimate import Estimate
from ignition.macro import Lever, Levers, OrgMove
from ignition.macro.words import figure
from ignition.moves import time
from ignition.terminal.levers import words
from ignition.terminal.showing import EMBER
from ignition.wording import Sentence, Text

MOVES = 8
WHOLE_HOURS = 10
WIDE = 120
"""Characters; the whole table does not fit into fewer."""
NARROW = (0, 3, 4, 7)


def show(console: Console, found: Levers, lang: str) -> None:
    _verdict(console, found, lang)
    console.print()
    _say(console, words.TITLE.of(on=found.on).say(lang), style="bold")
    console.print(_table(found, lang, wide=console.width >= WIDE))
    _reasons(console, found, lang)
    if found.moves:
        _moves(console, found, lang)
    console.print()
    for sentence in (
        *([found.velocity.say()] if found.velocity else []),
        *([found.bottleneck.say()] if found.bottleneck else []),
    ):
        _say(console, sentence.say(lang))
    for note in found.notes:
        _say(console, note.say(lang), style="italic")


def _verdict(console: Console, found: Levers, lang: str) -> None:
    heading = words.IGNITION if found.ignition or not found.learn else words.LEARN
    console.print(Styled(f"\n{_word(heading, lang).upper()}", style=EMBER))
    first, *rest = [sentence.say(lang) for sentence in found.verdict()]
    _say(console, first, style="bold")
    for said in rest:
        _indented(console, said)
    if found.ignition is not None:
        _indented(console, _worth(found.ignition.move, lang), style="dim")
    if found.learn is not None:
        worth = found.learn.worth
        about = words.WORTH.of(worth=worth.value, low=worth.low, high=worth.high, time=_time(found.learn.hours))
        _indented(console, about.say(lang), style="dim")


def _table(found: Levers, lang: str, wide: bool) -> Table:
    """On a narrow screen only what a lever is worth and how sure that is; the reasons below say where it stands."""
    headings = (
        words.LEVER,
        words.NOW,
        words.REACHED,
        words.PER_HOUR,
        words.GAIN,
        words.HOURS,
        words.CASES,
        words.EVIDENCE,
    )
    kept = range(len(headings)) if wide else NARROW
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for place in kept:
        ends = headings[place] in (words.LEVER, words.EVIDENCE)
        table.add_column(_word(headings[place], lang), justify="left" if ends else "right", no_wrap=place != kept[-1])
    for place, one in enumerate(found.levers):
        row = _row(one, lang)
        table.add_row(*(row[at] for at in kept), style="bold" if place == 0 and one.per_hour else "")
    return table


def _row(one: Lever, lang: str) -> list[str]:
    now = figure(one.now.value, one.kind).say(lang) if one.now.value is not None else "–"
    if one.per_hour is None or one.gain is None or one.hours is None or one.reached is None:
        return [one.title.say(lang), now, "–", _word(words.NOT_WEIGHED, lang), "–", "–", _count(one.now.n, lang), "–"]
    return [
        one.title.say(lang),
        now,
        figure(one.reached, one.kind).say(lang),
        _range(one.per_hour, lang),
        _range(one.gain, lang),
        _count(one.hours.value or 0.0, lang),
        _count(one.now.n, lang),
        f"{one.grade.value} {_word(words.GRADES[one.grade.value], lang)}",
    ]


def _reasons(console: Console, found: Levers, lang: str) -> None:
    console.print()
    _say(console, _word(words.WHY, lang), style="bold")
    for one in found.levers:
        _indented(console, Styled.assemble((f"{one.title.say(lang)}: ", "bold"), one.reason.say(lang)))


def _moves(console: Console, found: Levers, lang: str) -> None:
    console.print()
    _say(console, _word(words.BESIDE, lang), style="bold")
    for move in found.moves[:MOVES]:
        kind = _word(words.KINDS[move.kind], lang)
        _indented(console, Styled.assemble((f"{kind}: ", "dim"), move.title.say(lang)))
        console.print(Padding(Styled(_worth(move, lang), style="dim"), (0, 0, 0, 8), expand=False))


def _worth(move: OrgMove, lang: str) -> str:
    gain = words.MOVE.of(gain=move.gain.value, low=move.gain.low, high=move.gain.high, time=_time(move.hours))
    sure = words.SURE.of(p=min(max(move.p_positive, 0.01), 0.99), top=min(max(move.p_top3, 0.01), 0.99))
    chances = "" if move.rests_on_chances else f" · {sure.say(lang)}"
    return f"{gain.say(lang)}{chances} · {move.gain.grade.value}"


def _count(n: float, lang: str) -> str:
    return words.COUNT.of(n=round(n)).say(lang)


def _time(hours: float) -> Sentence:
    """To the minute below ten hours, above it to the hour."""
    return time(round(hours) if hours >= WHOLE_HOURS else round(hours, 2))


def _range(one: Estimate, lang: str) -> str:
    return words.RANGE.of(value=one.value, low=one.low, high=one.high).say(lang)


def _word(text: Text, lang: str) -> str:
    return text.of().say(lang)


def _indented(console: Console, line: str | Styled, style: str = "") -> None:
    console.print(Padding(Styled(line, style=style) if isinstance(line, str) else line, (0, 0, 0, 4), expand=False))


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Styled(text, style=style))
