"""One stream of what happened with a customer: mail, meetings, invoices, notes, calls, stage moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ignition_web.customers.models import Activity, Customer
from ignition_web.sales.models import Deal, DealChange, Purchase, StageChange
from ignition_web.screens.templatetags.ignition import day, euro

PER_PAGE = 30
KINDS = {
    "mail": _("Mail"),
    "meeting": _("Meetings"),
    "invoice": _("Invoices"),
    "note": _("Notes"),
    "call": _("Calls"),
    "stage": _("Stages"),
}


@dataclass(frozen=True, slots=True)
class Event:
    at: dt.datetime
    kind: str
    what: str
    said: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Stream:
    events: list[Event]
    kind: str
    page: int
    more: bool


def stream_of(customer: Customer, user: Any, kind: str = "", page: int = 1) -> Stream:
    """A page of it, newest first. Each source gives no more than what could be shown."""
    kind = kind if kind in KINDS else ""
    enough = page * PER_PAGE + 1
    sources = [source for name, source in _SOURCES.items() if kind in ("", name)]
    events = [event for source in sources for event in source(customer, user, enough)]
    events.sort(key=lambda event: (event.at, event.kind), reverse=True)
    return Stream(events[enough - 1 - PER_PAGE : enough - 1], kind, page, len(events) >= enough)


def events_of_deal(deal: Deal, user: Any) -> list[Event]:
    """The way of one deal so far, newest first: what was said about it, where it stood, what was changed."""
    about = Activity.objects.visible_to(user).filter(deal_key=deal.public_id).select_related("person", "contact")
    events = [_said(done) for done in about[:50]]
    events += [Event(move.at, "stage", move.stage) for move in deal.stage_changes.order_by("-at", "-pk")[:50]]
    events += [_changed(change) for change in deal.changes.order_by("-at", "-pk")[:50]]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _changed(change: DealChange) -> Event:
    if change.field == "owner":
        return Event(change.at, "people", gettext("Somebody else follows it"))
    fields = {"amount": gettext("Value"), "expected_on": gettext("Expected")}
    old, new = (_in_words(change.field, said) for said in (change.old, change.new))
    return Event(change.at, "later", f"{fields.get(change.field, change.field)}: {old} → {new}")


def _in_words(field: str, said: str) -> str:
    """A change keeps its values as text."""
    with suppress(ValueError, ArithmeticError):
        return day(dt.date.fromisoformat(said)) if field == "expected_on" else euro(Decimal(said))
    return said or "–"


def _said(done: Activity) -> Event:
    who = (done.contact and str(done.contact)) or (done.person and done.person.name) or ""
    kind = "meeting" if done.kind == "visit" else done.kind
    return Event(done.at, kind if kind in KINDS else "note", done.subject or _what_it_was(done), done.text[:600], who)


def _activities(*kinds: str) -> Callable[[Customer, Any, int], Iterator[Event]]:
    def source(customer: Customer, user: Any, enough: int) -> Iterator[Event]:
        seen = Activity.objects.visible_to(user).filter(customer=customer, kind__in=kinds)
        for done in seen.select_related("person", "contact")[:enough]:
            yield _said(done)

    return source


def _what_it_was(done: Activity) -> str:
    match done.kind, done.direction:
        case "mail", "in":
            return gettext("They wrote")
        case "mail", _:
            return gettext("We wrote")
        case (("meeting" | "visit"), _):
            return gettext("Meeting")
        case "call", _:
            return gettext("Call")
    return gettext("Note")


def _invoices(customer: Customer, user: Any, enough: int) -> Iterator[Event]:
    for bought in Purchase.objects.visible_to(user).filter(customer=customer)[:enough]:
        name = gettext("Credit note") if bought.amount < 0 else gettext("Invoice")
        what = f"{name} {bought.document}".strip()
        yield Event(_start_of(bought.on), "invoice", f"{what} · {euro(bought.amount)}")


def _stages(customer: Customer, user: Any, enough: int) -> Iterator[Event]:
    moves = (
        StageChange.objects.visible_to(user)
        .filter(deal__customer=customer)
        .select_related("deal")
        .order_by("-at", "-pk")
    )
    for move in moves[:enough]:
        said = gettext("%(deal)s: stage %(stage)s") % {"deal": move.deal, "stage": move.stage}
        yield Event(move.at, "stage", said)


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


_SOURCES: dict[str, Callable[[Customer, Any, int], Iterator[Event]]] = {
    "mail": _activities("mail"),
    "meeting": _activities("meeting", "visit"),
    "invoice": _invoices,
    "note": _activities("note"),
    "call": _activities("call"),
    "stage": _stages,
}
