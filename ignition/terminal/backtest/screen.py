"""A backtest on the screen of a terminal."""

from __future__ import annotations

import datetime as dt

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

from ignition.terminal.backtest import words
from ignition.terminal.backtest.plain import Plain
from ignition.terminal.backtest.saying import said_estimate, said_skill
from ignition.wording import Text


def show(console: Console, found: Plain) -> None:
    """The verdicts with their figures, then what happened to those who would have been shown."""
    lang = found["language"]
    _say(console, found["headline"], style="bold")
    for sentence in (*found["looked"], *found["notes"]):
        _say(console, sentence)
    for number in found["numbers"]:
        _number(console, number, lang)
    if found["numbers"]:
        console.print()
        _say(console, words.GATE.of().say(lang), style="dim")
    if found["plays"]:
        _plays(console, found, lang)
    _latest(console, found, lang)


def _number(console: Console, number: Plain, lang: str) -> None:
    verdict = (words.SHOWN if number["shown"] else words.HIDDEN).of().say(lang)
    mark = ("✓ ", "green") if number["shown"] else ("✕ ", "red")
    console.print()
    console.print(Styled.assemble(mark, (number["answer"], "bold"), f" · {verdict}"))
    _indented(console, Styled(number["stands_on"], style="dim"))
    for reason in number["reasons"]:
        _indented(console, Styled(reason))
    for rule, skill in number["skills"].items():
        _indented(console, _line(words.RULES[rule].of().say(lang), said_skill(skill, lang)))
    for name, figure in number["figures"].items():
        text, kind = words.FIGURES[name]
        _indented(console, _line(text.of().say(lang), said_estimate(figure, kind, lang)))


def _plays(console: Console, found: Plain, lang: str) -> None:
    _heading(console, words.PLAYS_TITLE.of().say(lang))
    for one in found["plays"]:
        after = _share(words.AFTER[one["subject"]], one["after"], lang)
        others = _share(words.COLUMN["others"], one["others"], lang)
        _indented(console, Styled.assemble((f"{one['title']}: ", "bold"), f"{after}; {others}"))
    _say(console, words.PLAYS_CAVEAT.of().say(lang), style="dim")


def _share(what: Text, one: Plain, lang: str) -> str:
    text = words.TOO_FEW if one["value"] is None else words.SHARE
    return text.of(what=what, share=said_estimate(one, "percent", lang), n=one["n"]).say(lang)


def _latest(console: Console, found: Plain, lang: str) -> None:
    latest = [move for move in found["moves"] if move["on"] == found["origins"][-1]]
    if latest:
        _heading(console, words.MOVES_TITLE.of(on=dt.date.fromisoformat(latest[0]["on"])).say(lang))
    for move in latest:
        _indented(
            console, Styled.assemble((move["title"], "bold"), f" · {move['reason']} → ", (move["happened"], "italic"))
        )


def _heading(console: Console, text: str) -> None:
    console.print()
    _say(console, text, style="bold")


def _line(name: str, value: str) -> Styled:
    return Styled.assemble((f"{name}: ", "dim"), value)


def _indented(console: Console, line: Styled) -> None:
    console.print(Padding(line, (0, 0, 0, 4), expand=False))


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Styled(text, style=style))
