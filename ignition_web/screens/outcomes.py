"""What a document gave, in words: `12 acquisti`, `3 clienti`."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from ignition_web.capture.models import Arrival
from ignition_web.screens.templatetags.ignition import number

_SAID: dict[str, Callable[[int], str]] = {
    "documents": lambda n: ngettext("%(n)s document", "%(n)s documents", n),
    "purchases": lambda n: ngettext("%(n)s purchase", "%(n)s purchases", n),
    "customers": lambda n: ngettext("%(n)s new customer", "%(n)s new customers", n),
    "contacts": lambda n: ngettext("%(n)s contact", "%(n)s contacts", n),
    "deals": lambda n: ngettext("%(n)s deal", "%(n)s deals", n),
    "stages": lambda n: ngettext("%(n)s stage move", "%(n)s stage moves", n),
    "products": lambda n: ngettext("%(n)s product", "%(n)s products", n),
    "activities": lambda n: ngettext("%(n)s mail or meeting", "%(n)s mails or meetings", n),
    "known": lambda n: gettext("%(n)s already known"),
    "waiting": lambda n: ngettext("%(n)s waits for an answer", "%(n)s wait for an answer", n),
    "not_sales": lambda n: ngettext("%(n)s is no sale", "%(n)s are no sales", n),
    "automatic": lambda n: ngettext("%(n)s automatic mail left out", "%(n)s automatic mails left out", n),
    "orphans": lambda n: gettext("%(n)s of nobody known yet"),
    "private_or_cancelled": lambda n: gettext("%(n)s private or cancelled"),
    "undone": lambda n: ngettext("%(n)s row taken back", "%(n)s rows taken back", n),
    "stayed": lambda n: ngettext(
        "%(n)s row stays: later work stands on it", "%(n)s rows stay: later work stands on them", n
    ),
}
"""What it gave stands before what it did not."""


def counts_of(arrival: Arrival) -> list[str]:
    counted = {kind: _count(told) for kind, told in arrival.outcome.items()}
    return [say(counted[kind]) % {"n": number(counted[kind])} for kind, say in _SAID.items() if counted.get(kind)]


def _count(told: object) -> int:
    """Undo tells how many of each noun."""
    if isinstance(told, dict):
        return sum(_count(each) for each in told.values())
    return told if isinstance(told, int) else 0
