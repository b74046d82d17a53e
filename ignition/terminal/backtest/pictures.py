"""The three pictures of a backtest: skill beside the simple rules, calibration, forecasts and what happened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date

from ignition.terminal.backtest import words
from ignition.terminal.backtest.drawing import Scale, across, cross, dot, label, line, svg, triangle
from ignition.terminal.backtest.plain import Plain
from ignition.terminal.backtest.saying import percent, said_estimate
from ignition.wording import Text, money

WIDTH = 720
LEFT = 96
"""Room for amounts beside the axis."""


def skills(numbers: list[Plain], lang: str) -> str:
    """One line for each number and rule: the skill, its interval, and zero, where the simple rule does as well."""
    rows = [
        (number, rule, skill)
        for number in numbers
        for rule, skill in number["skills"].items()
        if skill["value"] is not None
    ]
    if not rows:
        return ""
    bounds = [_at_least(bound) for _, _, skill in rows for bound in (skill["low"], skill["value"], skill["high"])]
    x = Scale(min(0.0, *bounds), max(0.1, *bounds), 322, 524)
    height = 30 + 34 * len(rows)
    parts = [_tick(x, tick, height, lang) for tick in x.ticks()]
    for at, (number, rule, skill) in enumerate(rows):
        parts.append(_skill(x, 30 + 34 * at, number, rule, skill, lang))
    return svg(WIDTH, height + 18, words.SKILL_TITLE.of().say(lang), *parts)


def _tick(x: Scale, tick: float, height: float, lang: str) -> str:
    css = "zero" if tick == 0 else "grid"
    return line(x(tick), 10, x(tick), height - 10, css) + label(
        x(tick), height + 8, percent(tick, lang), "small", "middle"
    )


def _skill(x: Scale, y: float, number: Plain, rule: str, skill: Plain, lang: str) -> str:
    css = "ours" if number["shown"] else "hidden"
    name = label(0, y, number["title"], "strong") + label(0, y + 14, words.RULES[rule].of().say(lang), "small")
    value, low, high = (_at_least(skill[key]) for key in ("value", "low", "high"))
    mark = line(x(low), y, x(high), y, f"bar {css}") + dot(x(value), y, css)
    return name + mark + label(536, y + 4, said_estimate(skill, "percent", lang, short=True), "small")


def _at_least(value: float | None) -> float:
    """A rule may be beaten or missed by any amount; beyond twice its error the picture says no more."""
    return min(max(0.0 if value is None else value, -1.0), 1.0)


def calibration(number: Plain, lang: str) -> str:
    """Said against happened, with the diagonal where both agree; intervals are Wilson's, one dot a tenth of the cases."""
    bins = number["bins"]
    if not bins:
        return ""
    most = max(max(one["said"], one["happened"]["high"] or 0.0) for one in bins)
    x, y = Scale(0, most * 1.05, 60, 420), Scale(0, most * 1.05, 360, 20)
    corner = min(x.high, y.high)
    parts = [across(y, 60, 420, lambda tick: percent(tick, lang)), line(x(0), y(0), x(corner), y(corner), "zero")]
    parts += [label(x(tick), 378, percent(tick, lang), "small", "middle") for tick in x.ticks()]
    parts += [
        label(420, 396, words.SAID_AXIS.of().say(lang), "small", "end"),
        label(60, 12, words.HAPPENED_AXIS.of().say(lang), "small"),
    ]
    parts += [_bin(x, y, one) for one in bins]
    last = bins[-1]
    parts.append(label(432, y(last["happened"]["value"] or 0.0) + 4, _last_bin(last, lang), "small"))
    return svg(WIDTH, 404, calibration_title(number, lang), *parts)


def _bin(x: Scale, y: Scale, one: Plain) -> str:
    share = one["happened"]
    if share["value"] is None:
        return ""
    at = x(one["said"])
    return line(at, y(share["low"]), at, y(share["high"]), "bar ours") + dot(at, y(share["value"]), "ours")


def _last_bin(one: Plain, lang: str) -> str:
    return f"{said_estimate(one['happened'], 'percent', lang, short=True)}, n = {one['happened']['n']}"


def calibration_title(number: Plain, lang: str) -> str:
    last = number["bins"][-1]
    text: Text = words.WINS_CALIBRATION if number["name"] == "wins" else words.BUYS_CALIBRATION
    return text.of(said=last["said"], happened=last["happened"]["value"] or 0.0).say(lang)


def forecasts(number: Plain, lang: str) -> str:
    """What was said with its interval, what happened, and what the simple rule would have said, look by look."""
    periods = number["periods"]
    values = [value for one in periods for value in (one["said"]["high"], one["happened"], one["simple"])]
    y = Scale(0, max(*values, 1.0) * 1.05, 250, 20)
    step = min(44.0, 430 / len(periods))
    parts = [across(y, LEFT, LEFT + step * len(periods) + 8, lambda tick: money(tick, lang))]
    for at, one in enumerate(periods):
        parts.append(_period(LEFT + step * (at + 0.6), y, one))
    for at in sorted({0, len(periods) // 2, len(periods) - 1}):
        when = format_date(dt.date.fromisoformat(periods[at]["on"]), "MMM y", locale=lang)
        parts.append(label(LEFT + step * (at + 0.6), 270, when, "small", "middle"))
    return svg(WIDTH, 280, forecast_title(number, lang), *parts, _marks(LEFT + step * len(periods) + 24, lang))


def _period(x: float, y: Scale, one: Plain) -> str:
    said, happened = one["said"], one["happened"]
    x = round(x, 1)
    parts = [
        line(x, y(max(said["low"], 0.0)), x, y(said["high"]), "band"),
        line(x - 7, y(said["value"]), x + 7, y(said["value"]), "bar ours"),
    ]
    parts.append(triangle(x, y(max(one["simple"], 0.0)), "simple"))
    level = y(max(happened, 0.0))
    parts.append(dot(x, level, "came", 4.5) if inside(one) else cross(x, level, "missed"))
    return "".join(parts)


def _marks(x: float, lang: str) -> str:
    """What each mark is, beside one of each."""
    rows = (
        (line(x, 40, x + 14, 40, "bar ours"), words.SAID_MARK),
        (dot(x + 7, 64, "came", 4.5), words.HAPPENED_MARK),
        (cross(x + 7, 88, "missed"), words.OUTSIDE_MARK),
        (triangle(x + 7, 112, "simple"), words.SIMPLE_MARK),
    )
    return "".join(
        mark + label(x + 22, 44 + 24 * at, text.of().say(lang), "small") for at, (mark, text) in enumerate(rows)
    )


def inside(period: dict[str, Any]) -> bool:
    return bool(period["said"]["low"] <= period["happened"] <= period["said"]["high"])


def forecast_title(number: Plain, lang: str) -> str:
    held = sum(inside(one) for one in number["periods"])
    return words.FORECAST_TITLE.of(title=number["title"], share=held / len(number["periods"])).say(lang)
