"""`ignition forecast`: read, look ahead, show."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from ignition.backtest.judging import judge_trial
from ignition.foreseeing import forecast
from ignition.predictors.revenue.trial import Trial
from ignition.terminal.answering import Exit, answered
from ignition.terminal.choosing import day_to_look_from
from ignition.terminal.forecast import words
from ignition.terminal.forecast.plain import plain
from ignition.terminal.forecast.screen import show
from ignition.terminal.problems import show_problems
from ignition.terminal.taking import take_book, take_day
from ignition.wording import Lang


@dataclass(frozen=True, slots=True)
class AskedAhead:
    """What was asked on the command line."""

    paths: tuple[Path, ...]
    as_of: str | None = None
    months: int = 6
    as_json: bool = False
    lang: Lang = "it"
    own: tuple[str, ...] = ()
    unproven: bool = False
    """Shown even where it did no better than the simple rule on this past, and then called unproven."""


def print_forecast(asked: AskedAhead) -> Exit:
    """The forecast goes to standard output, everything else to standard error. Returns the exit code."""
    return answered(partial(_answer, asked), asked.lang)


def _answer(asked: AskedAhead, out: Console, err: Console) -> Exit:
    as_of = take_day(asked.as_of)
    book = take_book(asked.paths, asked.own, asked.lang, err)
    on = as_of or day_to_look_from(book, dt.date.today())  # noqa: DTZ011  the local day is the one people mean
    with err.status(words.LOOKING.of().say(asked.lang)):
        ahead = forecast(book, on=on, months=asked.months)
    judged = judge_trial("total", ahead.tried or Trial())
    shown = judged.verdict.shown or asked.unproven
    if asked.as_json:
        told = plain(ahead, judged, shown, book.problems, asked.lang)
        print(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        show(out, ahead, judged, shown, asked.lang)
        show_problems(err, book.problems, asked.lang)
    return Exit.FINE if ahead.whole.total.value is not None else Exit.NOTHING_READ
