"""Numbers as people read them."""

from __future__ import annotations

from babel.numbers import format_decimal, format_percent

from ignition.gate import say_skill
from ignition.terminal.backtest import words
from ignition.terminal.backtest.plain import Plain
from ignition.wording import money


def say(value: float | None, kind: str, lang: str) -> str:
    """A value as `percent`, `money`, `count` or `number`.

    >>> say(0.1234, "percent", "it"), say(None, "number", "en"), say(0.8126, "number", "en")
    ('12 %', 'not defined', '0.81')
    """
    if value is None:
        return words.NOT_DEFINED.of().say(lang)
    if kind == "money":
        return money(value, lang)
    if kind == "percent":
        return percent(value, lang)
    return str(format_decimal(value, "#,##0" if kind == "count" else "#,##0.00", locale=lang))


def percent(value: float, lang: str) -> str:
    """With a decimal below 10 %, where a whole one would say too little."""
    digits = "#,##0.#" if abs(value) < 0.0995 else "#,##0"
    return str(format_percent(value, f"{digits} %" if lang == "it" else f"{digits}%", locale=lang))


def said_estimate(one: Plain, kind: str, lang: str, short: bool = False) -> str:
    """A value with its interval; `short` has a dash between the bounds."""
    value = say(one["value"], kind, lang)
    if one["value"] is None or one["low"] is None or one["high"] is None:
        return value
    low, high = (say(one[bound], kind, lang) for bound in ("low", "high"))
    return (words.DASHED if short else words.BETWEEN).of(value=value, low=low, high=high).say(lang)


def said_skill(one: Plain, lang: str) -> str:
    """Less error, or more, than the simple rule."""
    if one["value"] is None:
        return words.NOT_DEFINED.of().say(lang)
    return say_skill(one["value"], one["low"], one["high"]).say(lang)
