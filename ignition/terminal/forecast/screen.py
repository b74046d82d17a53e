"""A forecast on the screen of a terminal: the fan by month, then what each part stands on; or the simple rule, where that did as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from babel.dates import format_date
from rich.console import Console
from rich.table import Table

from ignition.backtest import Judged
from ignition.predictors.forecast import PARTS, Forecast, Months
from ignition.terminal import phrases
from ignition.terminal.forecast import words
from ignition.wording import money

WIDTH = 24


def show(console: Console, ahead: Forecast, judged: Judged, shown: bool, lang: str) -> None:
    """`shown` without a verdict that says so: it is called unproven."""
    if ahead.whole.total.value is None or judged.verdict.shown:
        _show_fan(console, ahead, lang)
        return
    console.print((words.UNPROVEN if shown else words.NOT_EARNED).of().say(lang), style="bold")
    for reason in judged.verdict.reasons:
        console.print(reason.say(lang), style="dim", highlight=False)
    if shown:
        _show_fan(console, ahead, lang)
    else:
        console.print(_tried(judged, ahead.tried.held if ahead.tried else 0, lang), highlight=False)
        _show_simple(console, ahead, lang)


def _tried(judged: Judged, held: int, lang: str) -> str:
    ours, rule = (judged.figures[name].value for name in ("wape", "wape_simple"))
    if ours is None or rule is None:
        return words.NOT_TRIED.of(n=judged.n).say(lang)
    return words.TRIED.of(ours=ours, rule=rule, held=held, periods=judged.subjects, n=judged.n).say(lang)


def _show_simple(console: Console, ahead: Forecast, lang: str) -> None:
    rule = words.A_YEAR_BEFORE if ahead.a_year_before else words.JUST_BEFORE
    said = rule.of(start=ahead.whole.start, until=ahead.whole.until, value=sum(ahead.simple))
    console.print(said.say(lang), style="bold", highlight=False)
    table = Table(words.MONTH.of().say(lang), box=None, pad_edge=False)
    table.add_column(words.SIMPLE.of().say(lang), justify="right")
    for month, value in zip(ahead.months, ahead.simple, strict=True):
        table.add_row(_named(month, lang), money(value, lang))
    console.print(table)
    console.print(words.HOW_TO_SEE.of().say(lang), style="dim", highlight=False)


def _show_fan(console: Console, ahead: Forecast, lang: str) -> None:
    whole = ahead.whole
    total = whole.total
    if total.value is None:
        console.print(words.NOT_DEFINED.of().say(lang), style="bold")
    else:
        said = words.HEADLINE.of(
            start=whole.start, until=whole.until, value=total.value, low=total.low, high=total.high
        )
        console.print(said.say(lang), style="bold", highlight=False)
        console.print(_table(ahead, lang))
        for line in _parts(whole, lang):
            console.print(line, style="dim", highlight=False, markup=False)
    for note in ahead.notes:
        console.print(note.say(lang), style="italic", highlight=False)


def _table(ahead: Forecast, lang: str) -> Table:
    known = [name for name in PARTS if getattr(ahead.whole, name).value is not None]
    table = Table(words.MONTH.of().say(lang), box=None, pad_edge=False)
    for name in known:
        table.add_column(words.PARTS[name].of().say(lang), justify="right")
    table.add_column(words.INTERVAL.of().say(lang), justify="right")
    table.add_column("")
    highest = max(month.total.high or 0.0 for month in ahead.months)
    for month in ahead.months:
        table.add_row(_named(month, lang), *_figures(month, known, lang), _fan(month, highest))
    if len(ahead.months) > 1:
        table.add_row(words.WHOLE.of().say(lang), *_figures(ahead.whole, known, lang), "", style="bold")
    return table


def _figures(span: Months, known: list[str], lang: str) -> Iterator[str]:
    yield from (money(getattr(span, name).value, lang) for name in known)
    low, high = (money(end or 0.0, lang) for end in (span.total.low, span.total.high))
    yield low if low == high else f"{low} – {high}"


def _named(month: Months, lang: str) -> str:
    """The month's name; the days, where it is the rest of one."""
    if month.start.day == 1:
        return str(format_date(month.until, "LLL y", locale=lang))
    return f"{month.start.day}–{_day(month.until, lang)}"


def _day(day: dt.date, lang: str) -> str:
    return str(format_date(day, "d MMM y", locale=lang))


def _fan(month: Months, highest: float) -> str:
    """The interval as a bar, the expected value as a mark in it; all on one scale."""
    if highest <= 0:
        return ""
    low, value, high = (
        round((side or 0.0) / highest * WIDTH) for side in (month.total.low, month.total.value, month.total.high)
    )
    return "".join("●" if at == value else "─" if low <= at <= high else " " for at in range(WIDTH + 1))


def _parts(whole: Months, lang: str) -> Iterator[str]:
    for name in PARTS:
        one, part = getattr(whole, name), words.PARTS[name]
        if one.value is None:
            yield words.UNKNOWN_PART.of(part=part).say(lang)
            continue
        stands_on, grade = words.STANDS_ON[name].of(n=one.n), phrases.GRADES[one.grade]
        yield words.PART.of(
            part=part, value=one.value, low=one.low, high=one.high, stands_on=stands_on, grade=grade
        ).say(lang)
