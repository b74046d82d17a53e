"""What templates may ask for: icons, dates, money and sentences, in the language of the page."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal
from babel.units import format_unit
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ignition.records import place_in
from ignition.wording import Sentence
from ignition_web.screens.icons import ICONS
from ignition_web.screens.words import hours_in_words, lang

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')


@register.simple_tag
def linked(sentence: str, name: str, url: str) -> str:
    """The sentence with the customer's name as a link."""
    before, found, after = sentence.partition(name) if name else (sentence, "", "")
    return format_html('{}<a href="{}">{}</a>{}', before, url, found, after) if found else sentence


@register.filter
def euro(amount: Decimal | float | None) -> str:
    """What a document states, to the euro: `12.500 €`."""
    if amount is None:
        return "–"
    whole = format_decimal(round(Decimal(amount)), "#,##0", locale=lang()).replace("-", "−")
    return f"€{whole}" if lang() == "en" else f"{whole}\N{NO-BREAK SPACE}€"


@register.filter
def number(count: float) -> str:
    return format_decimal(count, "#,##0.##", locale=lang())


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """`24 nov 2026`."""
    return format_date(_local(value), "d MMM y", locale=lang()) if value else "–"


@register.filter
def long_day(value: dt.date) -> str:
    """`martedì 24 novembre`."""
    return format_date(value, "EEEE d MMMM" if lang() == "it" else "EEEE, d MMMM", locale=lang())


@register.filter
def ago(value: dt.date | dt.datetime) -> str:
    """`6 giorni fa`."""
    return format_timedelta(_local(value) - timezone.localdate(), add_direction=True, locale=lang())


@register.filter
def hours(value: float) -> str:
    return hours_in_words(value)


@register.filter
def within(name: str, whole: str) -> str:
    """A document of a zip without the name of the zip, where that stands above it."""
    return name.removeprefix(f"{whole}/")


@register.filter
def size(count: int) -> str:
    """`4,9 kB`."""
    power = min(3, max(0, len(str(count)) - 1) // 3)
    unit = ("byte", "kilobyte", "megabyte", "gigabyte")[power]
    return format_unit(round(count / 1000**power, 1), f"digital-{unit}", length="short", locale=lang())


@register.filter
def place(written: str) -> str:
    """`riga 17, colonna "Importo"`."""
    return place_in(lang(), written)


@register.filter
def phone(written: str) -> str:
    """What a telephone dials: digits and a leading plus."""
    return re.sub(r"(?!^\+)\D", "", written.strip())


@register.filter
def less(all_of_them: int, some: int) -> int:
    return all_of_them - some


@register.filter
def say(stored: Sentence | dict[str, Any]) -> str:
    sentence = stored if isinstance(stored, Sentence) else Sentence.from_dict(stored)
    return sentence.say(lang())


def _local(value: dt.date | dt.datetime) -> dt.date:
    return timezone.localdate(value) if isinstance(value, dt.datetime) else value
