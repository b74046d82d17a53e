"""`ignition backtest`: read, look back, show."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from ignition.backtest import backtest
from ignition.errors import IgnitionError
from ignition.proving import plan_against_rule
from ignition.terminal.answering import Exit, answered
from ignition.terminal.backtest import words
from ignition.terminal.backtest.page import page
from ignition.terminal.backtest.plain import Plain, plain
from ignition.terminal.backtest.screen import show
from ignition.terminal.choosing import day_to_look_from
from ignition.terminal.problems import show_problems
from ignition.terminal.taking import take_book, take_day
from ignition.terminal.waiting import counting
from ignition.wording import Lang

CONTEST_SECONDS = 30.0
"""Plan against simple rule: four past days at most, and no more of them than this takes."""


@dataclass(frozen=True, slots=True)
class AskedBack:
    """What was asked on the command line."""

    paths: tuple[Path, ...]
    start: str | None = None
    every: int | None = None
    horizon: int | None = None
    html: Path | None = None
    as_json: bool = False
    lang: Lang = "it"
    own: tuple[str, ...] = ()


def print_backtest(asked: AskedBack) -> Exit:
    """The report goes to standard output, everything else to standard error. Returns the exit code."""
    return answered(partial(_answer, asked), asked.lang)


def _answer(asked: AskedBack, out: Console, err: Console) -> Exit:
    start = take_day(asked.start)
    book = take_book(asked.paths, asked.own, asked.lang, err)
    until = day_to_look_from(book, dt.date.today())  # noqa: DTZ011  the local day is the one people mean
    with counting(err, words.LOOKING_BACK.of().say(asked.lang)) as tick:
        report = backtest(book, start, asked.every, asked.horizon, until=until, progress=tick)
        contest = plan_against_rule(book, until, within=CONTEST_SECONDS) if report.origins else None
    found = plain(report, book.problems, asked.lang, contest)
    if asked.as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        show(out, found)
        show_problems(err, book.problems, asked.lang)
    if asked.html:
        _write(asked.html, found, asked.lang, err)
    return Exit.FINE if report.origins else Exit.NOTHING_READ


def _write(path: Path, found: Plain, lang: Lang, err: Console) -> None:
    try:
        path.write_text(page(found), encoding="utf-8")
    except OSError as wrong:
        raise IgnitionError(words.CANNOT_WRITE.of(path=str(path))) from wrong
    err.print(words.WRITTEN.of(path=str(path)).say(lang), markup=False, soft_wrap=True)
