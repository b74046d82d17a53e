"""`ignition levers`: read, weigh, show."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from ignition.macro import levers, plain
from ignition.terminal import phrases
from ignition.terminal.answering import Exit, answered
from ignition.terminal.choosing import day_to_look_from
from ignition.terminal.levers import words
from ignition.terminal.levers.screen import show
from ignition.terminal.problems import show_problems
from ignition.terminal.taking import take_book, take_day
from ignition.wording import Lang


@dataclass(frozen=True, slots=True)
class AskedLevers:
    """What was asked on the command line."""

    paths: tuple[Path, ...]
    as_of: str | None = None
    as_json: bool = False
    lang: Lang = "it"
    own: tuple[str, ...] = ()


def print_levers(asked: AskedLevers) -> Exit:
    """The table goes to standard output, everything else to standard error. Returns the exit code."""
    return answered(partial(_answer, asked), asked.lang)


def _answer(asked: AskedLevers, out: Console, err: Console) -> Exit:
    as_of = take_day(asked.as_of)
    book = take_book(asked.paths, asked.own, asked.lang, err)
    read = any(name in book for name in phrases.HELD)
    day = as_of or day_to_look_from(book, dt.date.today())  # noqa: DTZ011  the local day is the one people mean
    with err.status(words.WEIGHING.of().say(asked.lang)):
        found = levers(book, day, lang=asked.lang)
    if asked.as_json:
        told = {**plain(found, asked.lang), "problems": [one.say(asked.lang) for one in book.problems if one.file]}
        print(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        if read:
            show(out, found, asked.lang)
        show_problems(err, book.problems, asked.lang)
    if not read and not asked.as_json:
        err.print(phrases.NOTHING_READ.of().say(asked.lang))
    return Exit.FINE if read else Exit.NOTHING_READ
