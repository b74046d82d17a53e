"""Sentences in Italian and English, kept apart from the values they carry.

The engine never glues strings: a play, a reader or a check states a `Text` once in both languages,
and a `Sentence` is that text with its values. Values are formatted when the sentence is said, by
the language's own conventions (Babel): `{stake:money}`, `{on:date}`, `{share:percent}`, `{n:number}`.
An interval stands in brackets: where both its ends read alike it tells nothing, and is left out.

>>> late = Text(it="{who} non ordina da {days:number} giorni", en="{who} has not ordered for {days:number} days")
>>> late.of(who="Bianchi Srl", days=1063).say("it")
'Bianchi Srl non ordina da 1.063 giorni'
>>> late.of(who="Bianchi Srl", days=1063).say("en")
'Bianchi Srl has not ordered for 1,063 days'
>>> worth = Text(it="{gain:money}[ (da {low:money} a {high:money})]", en="{gain:money}[ ({low:money} to {high:money})]")
>>> worth.of(gain=240, low=100, high=400).say("en"), worth.of(gain=240, low=239.8, high=240.1).say("en")
('€240 (€100 to €400)', '€240')
"""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

Lang = Literal["it", "en"]
LANGUAGES: tuple[Lang, ...] = ("it", "en")
_INTERVAL = re.compile(r"\[([^\[\]]*)\]")
_BEFORE_A_VOWEL = re.compile(r"\b(i|de|da|a|ne|su)l (?=8|11(?!\d))", re.IGNORECASE)
"""An Italian article before a number that is read with a vowel: otto, ottanta, undici."""


@dataclass(frozen=True, slots=True)
class Text:
    """One thing the engine can say, in both languages, with named places for values."""

    it: str
    en: str

    def of(self, **values: Any) -> Sentence:
        return Sentence(self, values)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and its values. It survives JSON, so that what was shown can be shown again."""

    text: Text
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, lang: str = "it") -> str:
        template = self.text.en if lang == "en" else self.text.it
        speaker = _Speaker(lang)
        said = _INTERVAL.sub(lambda found: speaker.interval(found[1], self.values), template)
        spoken = speaker.format(said, **self.values)
        return spoken if lang == "en" else elided(spoken)

    def to_dict(self) -> dict[str, Any]:
        values = {name: _plain(value) for name, value in self.values.items()}
        return {"it": self.text.it, "en": self.text.en, "values": values}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Sentence:
        values = {name: _rich(value) for name, value in stored["values"].items()}
        return cls(Text(it=stored["it"], en=stored["en"]), values)


def elided(said: str) -> str:
    """Italian, with the articles that bend before 8 and 11.

    >>> elided("dal 8 nov al 11 dic, il 12 % e il 85 %, del 110 %")
    "dall'8 nov all'11 dic, il 12 % e l'85 %, del 110 %"
    """
    return _BEFORE_A_VOWEL.sub(lambda found: {"i": "l'", "I": "L'"}.get(found[1], f"{found[1]}ll'"), said)


class _Speaker(string.Formatter):
    def __init__(self, lang: str) -> None:
        self.lang = lang

    def interval(self, written: str, values: Mapping[str, Any]) -> str:
        """What stands in brackets; nothing where its ends read alike."""
        ends = {self.format_field(values[name], spec or "") for _, name, spec, _ in self.parse(written) if name}
        return written if len(ends) > 1 else ""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, (Sentence, Text)):
            return value.of().say(self.lang) if isinstance(value, Text) else value.say(self.lang)
        match format_spec:
            case "money":
                return money(value, self.lang)
            case "date":
                return format_date(value, "d MMM y", locale=self.lang)
            case "percent":
                return format_percent(value, "#,##0 %" if self.lang == "it" else "#,##0%", locale=self.lang)
            case "number":
                return format_decimal(value, "#,##0.##", locale=self.lang)
        return str(super().format_field(value, format_spec))


def money(amount: float, lang: str = "it") -> str:
    """Euro, rounded to two meaningful digits above a hundred: an estimate is never shown to the cent.

    >>> money(12_480), money(87.3), money(1_234_000, "en")
    ('12.000 €', '87 €', '€1.2M')
    >>> money(-1_500, "en"), money(-1_500)
    ('-€1,500', '-1.500 €')
    """
    rounded = _two_digits(float(amount))
    if rounded < 0 and lang == "en":
        return f"-{money(-rounded, lang)}"
    if abs(rounded) >= 1e6:
        millions = format_decimal(rounded / 1e6, "#,##0.##", locale=lang)
        return f"€{millions}M" if lang == "en" else f"{millions} mln €"
    whole = format_decimal(rounded, "#,##0", locale=lang)
    return f"€{whole}" if lang == "en" else f"{whole} €"


def _two_digits(amount: float) -> float:
    if abs(amount) < 100:
        return round(amount)
    return float(f"{amount:.2g}")


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, Sentence):
        return {"sentence": value.to_dict()}
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return float(value) if hasattr(value, "__float__") else str(value)


def _rich(value: Any) -> Any:
    match value:
        case {"datetime": stamp}:
            return dt.datetime.fromisoformat(stamp)
        case {"date": day}:
            return dt.date.fromisoformat(day)
        case {"sentence": stored}:
            return Sentence.from_dict(stored)
    return value
