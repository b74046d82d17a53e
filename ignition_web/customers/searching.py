"""How a customer is found by what somebody types: blind to accents and case, and to how a phone number is spaced.

The database itself keeps the text that is searched (a generated column), so that no way of writing a customer can
forget it, and a search over 100,000 of them reads one column.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Concat, Lower, Replace

_FOLDED = str.maketrans("àèéìòùáíóäöüçñÀÈÉÌÒÙ", "aeeiouaioaoucnaeeiou")
"""The letters of Italian, and the commonest guests. SQLite parses no more than about 22 functions inside each other, and
lowers ASCII only, so these few capitals are named too."""
_IN_A_PHONE = " .-/()+"
_ONLY_A_PHONE = re.compile(r"(?=.*\d)[\d\s.\-/()+]{5,}")


def searched_text() -> Concat:
    """What is searched of a customer, as an expression of the database."""
    digits: Any = F("phone")
    for sign in _IN_A_PHONE:
        digits = _replace(digits, sign, "")
    rest = (_lower("email"), _lower("vat_id"), _lower("tax_code"), digits)
    apart = [part for each in rest for part in (_text(" "), each)]
    return Concat(_folded(_lower("name")), *apart, output_field=TextField())


def matching(typed: str, field: str = "searched") -> Q:
    """Customers in which every word that was typed occurs.

    >>> matching("Società  BIANCHI")
    <Q: (AND: ('searched__contains', 'societa'), ('searched__contains', 'bianchi'))>
    >>> matching("+39 059 123")
    <Q: (AND: ('searched__contains', '39059123'))>
    """
    found = Q()
    for word in _words(typed):
        found &= Q(**{f"{field}__contains": word})
    return found


def _words(typed: str) -> list[str]:
    if _ONLY_A_PHONE.fullmatch(typed.strip()):
        return [re.sub(r"\D", "", typed)]
    return typed.lower().translate(_FOLDED).split()[:8]


def _folded(text: Lower | Replace) -> Lower | Replace:
    for sign, plain in _FOLDED.items():
        text = _replace(text, chr(sign), chr(plain))
    return text


def _lower(field: str) -> Lower:
    return Lower(field, output_field=TextField())


def _replace(text: Any, sign: str, by: str) -> Replace:
    return Replace(text, _text(sign), _text(by), output_field=TextField())


def _text(value: str) -> Value:
    """PostgreSQL wants every part of one kind; without an output field Django takes short texts for another."""
    return Value(value, output_field=TextField())
