"""The page: one file that stands alone, with every number of `--json` in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from html import escape

from ignition.terminal.backtest import pictures, words
from ignition.terminal.backtest.plain import Plain
from ignition.terminal.backtest.saying import say
from ignition.terminal.backtest.style import CSS
from ignition.terminal.backtest.words import COLUMN
from ignition.wording import Text

_NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"


def page(found: Plain) -> str:
    """HTML of what `plain` says, in its language."""
    lang = found["language"]
    body = "".join(_body(found, lang))
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_OUTSIDE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(found['headline'])}</title><style>{CSS}</style></head><body><main>{body}</main></body></html>\n"
    )


def _body(found: Plain, lang: str) -> Iterable[str]:
    yield f"<h1>{escape(found['headline'])}</h1>"
    yield from (f"<p>{escape(said)}</p>" for said in (*found["looked"], *found["notes"]))
    if not found["numbers"]:
        yield _horizon(found)
        return
    yield _verdicts(found["numbers"], lang)
    yield f'<p class="quiet">{escape(words.GATE.of().say(lang))}</p>'
    yield _horizon(found)
    yield _figure(
        words.SKILL_TITLE.of().say(lang), pictures.skills(found["numbers"], lang), _skills(found["numbers"], lang), lang
    )
    for number in found["numbers"]:
        yield from _number(number, lang)
    yield from _proposed(found, lang)


def _horizon(found: Plain) -> str:
    """The horizon, as a value a program can read."""
    return f'<data hidden value="{_exact(found["horizon_days"])}"></data>'


def _verdicts(numbers: Sequence[Plain], lang: str) -> str:
    rows = []
    for number in numbers:
        verdict = words.SHOWN if number["shown"] else words.HIDDEN
        mark = f'<span class="verdict {"yes" if number["shown"] else "no"}">{"✓" if number["shown"] else "✕"} {_t(verdict, lang)}</span>'
        why = escape(" ".join(number["reasons"]))
        stands = f'<data value="{number["n"]}"></data><data value="{number["subjects"]}"></data>{escape(number["stands_on"])}'
        rows.append([escape(number["answer"]), mark, f'{why}<div class="quiet">{stands}</div>'])
    return _table([COLUMN["number"], COLUMN["verdict"], COLUMN["why"]], rows, lang)


def _number(number: Plain, lang: str) -> Iterable[str]:
    figures = _figures(number, lang)
    yield f"<h2>{escape(number['title'])}</h2>"
    if number["bins"]:
        caption = pictures.calibration_title(number, lang)
        yield _figure(
            caption, pictures.calibration(number, lang), figures + _bins(number, lang), lang, number["stands_on"]
        )
    elif number["periods"]:
        caption = pictures.forecast_title(number, lang)
        yield _figure(
            caption, pictures.forecasts(number, lang), figures + _periods(number, lang), lang, number["stands_on"]
        )
    else:
        yield figures


def _skills(numbers: Sequence[Plain], lang: str) -> str:
    rows = [
        [escape(number["title"]), _t(words.RULES[rule], lang), *_estimate(skill, "percent", lang)]
        for number in numbers
        for rule, skill in number["skills"].items()
    ]
    return _table(
        [COLUMN["number"], COLUMN["rule"], COLUMN["skill"], COLUMN["low"], COLUMN["high"], "n"], rows, lang, 2
    )


def _figures(number: Plain, lang: str) -> str:
    rows = []
    for name, figure in number["figures"].items():
        text, kind = words.FIGURES[name]
        why = f' <span class="quiet">{escape(figure["why"])}</span>' if "why" in figure else ""
        rows.append([_t(text, lang) + why, *_estimate(figure, kind, lang)])
    return _table([COLUMN["figure"], COLUMN["value"], COLUMN["low"], COLUMN["high"], "n"], rows, lang, 1)


def _bins(number: Plain, lang: str) -> str:
    rows = [
        [_value(one["said"], "percent", lang), *_estimate(one["happened"], "percent", lang)] for one in number["bins"]
    ]
    return _table([COLUMN["said"], COLUMN["happened"], COLUMN["low"], COLUMN["high"], "n"], rows, lang, 0)


def _periods(number: Plain, lang: str) -> str:
    rows = []
    for one in number["periods"]:
        against = words.A_YEAR_BEFORE if one["a_year_before"] else words.JUST_BEFORE
        brought, simple = (_value(one[name], "money", lang) for name in ("happened", "simple"))
        rows.append(
            [one["on"], one["until"], *_estimate(one["said"], "money", lang), brought, simple, _t(against, lang)]
        )
    names = ("on", "until", "said", "low", "high")
    return _table(
        [*(COLUMN[name] for name in names), "n", COLUMN["happened"], COLUMN["simple"], COLUMN["against"]], rows, lang, 2
    )


def _proposed(found: Plain, lang: str) -> Iterable[str]:
    bounds = (COLUMN["low"], COLUMN["high"], "n")
    if found["plays"]:
        yield f"<h2>{_t(words.PLAYS_TITLE, lang)}</h2>" + f"<p>{_t(words.PLAYS_CAVEAT, lang)}</p>"
        yield _table(
            [COLUMN["play"], COLUMN["what"], COLUMN["after"], *bounds, COLUMN["others"], *bounds],
            [
                [escape(one["title"]), _t(words.AFTER[one["subject"]], lang), *_estimate(one["after"], "percent", lang), *_estimate(one["others"], "percent", lang)]
                for one in found["plays"]
            ],
            lang, 2,
        )  # fmt: skip
    for on in sorted({move["on"] for move in found["moves"]}, reverse=True):
        these = [move for move in found["moves"] if move["on"] == on]
        yield _moves(on, these, lang, opened=on == found["origins"][-1])


def _moves(on: str, moves: Sequence[Plain], lang: str, opened: bool) -> str:
    title = words.MOVES_TITLE.of(on=dt.date.fromisoformat(on)).say(lang)
    rows = [
        [_t(words.SLOTS[move["slot"]], lang), escape(move["title"]), escape(move["reason"]), escape(move["happened"]), _value(move["net_gain"], "money", lang)]
        for move in moves
    ]  # fmt: skip
    table = _table(["", COLUMN["play"], COLUMN["reason"], COLUMN["after"], COLUMN["worth"]], rows, lang, 4)
    return (
        f"<h2>{escape(title)}</h2>{table}"
        if opened
        else f"<details><summary>{escape(title)}</summary>{table}</details>"
    )


def _figure(caption: str, picture: str, table: str, lang: str, stands_on: str = "") -> str:
    small = f"<small>{escape(stands_on)}</small>" if stands_on else ""
    details = f"<details><summary>{_t(words.AS_TABLE, lang)}</summary>{table}</details>"
    return f"<figure><figcaption>{escape(caption)}{small}</figcaption>{_scrolls(picture)}{details}</figure>"


def _table(heads: Sequence[Text | str], rows: Sequence[Sequence[str]], lang: str, figures_from: int = 99) -> str:
    def css(at: int) -> str:
        return ' class="figure"' if at >= figures_from else ""

    head = "".join(
        f"<th{css(at)}>{one if isinstance(one, str) else _t(one, lang)}</th>" for at, one in enumerate(heads)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{css(at)}>{cell}</td>" for at, cell in enumerate(row)) + "</tr>" for row in rows
    )
    return _scrolls(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _scrolls(wide: str) -> str:
    """On a telephone it keeps a size that can be read, and moves sideways, by keyboard too."""
    return f'<div class="scroll" tabindex="0">{wide}</div>'


def _estimate(one: Plain, kind: str, lang: str) -> list[str]:
    return [*(_value(one[key], kind, lang) for key in ("value", "low", "high")), _value(one["n"], "count", lang)]


def _value(value: float | None, kind: str, lang: str) -> str:
    """As people read it, with the exact value beside for whoever reads by program."""
    said = escape(say(value, kind, lang))
    return said if value is None else f'<data value="{_exact(value)}">{said}</data>'


def _exact(value: float) -> str:
    return repr(value)


def _t(text: Text, lang: str) -> str:
    return escape(text.of().say(lang))
