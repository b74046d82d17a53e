"""Le leve: what could change in the whole company, what it is worth an hour, and where to begin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ignition.macro.words import figure
from ignition_web.customers.models import Customer
from ignition_web.points.skill import hidden_numbers
from ignition_web.screens.request import Request
from ignition_web.screens.words import Sureness, about, between, hours_in_words, lang, out_of_ten, sureness
from ignition_web.steering import flows
from ignition_web.steering.models import Sheet
from ignition_web.team.models import User

_CHANCES = frozenset({"buys", "wins"})
"""What the chances of a lever rest on."""
NAMES_CUSTOMERS = frozenset({"move"})
"""Moves of the organisation that name customers; moves on time always do."""


@require_safe
def levers(request: Request) -> HttpResponse:
    sheets = Sheet.objects.visible_to(request.user)
    weighed = sheets.filter(weighed_at__isnull=False).first()
    told: dict[str, Any] = {"waiting": sheets.filter(weighed_at__isnull=True).exists()}
    if weighed is not None:
        told["view"] = View.of(weighed.told[lang()], request.user)
    return render(request, "screens/levers/levers.html", told)


@require_POST
def weigh(request: Request) -> HttpResponse:
    """The worker weighs; this only asks for it."""
    flows.ask()
    return redirect("levers")


@dataclass(frozen=True, slots=True)
class Row:
    """One lever, as it is said."""

    title: str
    meaning: str
    now: str
    reached: str
    per_hour: str
    per_hour_between: str
    gain: str
    gain_between: str
    hours: str
    n: int
    sure: Sureness
    reason: str
    weighed: bool

    @classmethod
    def of(cls, one: dict[str, Any]) -> Row:
        each, gain, hours = (one[name] or {} for name in ("per_hour", "gain", "hours"))
        return cls(
            title=one["title"],
            meaning=one["meaning"],
            now=_figure(one["now"]["value"], one["kind"]),
            reached=_figure(one["reached"], one["kind"]),
            per_hour=about(each["value"]) if each else "",
            per_hour_between=between(each.get("low"), each.get("high")),
            gain=about(gain["value"]) if gain else "",
            gain_between=between(gain.get("low"), gain.get("high")),
            hours=_time(hours["value"]) if hours else "",
            n=one["now"]["n"],
            sure=sureness(one["grade"]),
            reason=one["reason"],
            weighed=bool(each),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """One move of the organisation, or the thing to learn, as it is said."""

    title: str
    reason: str
    kind: str
    worth: str
    worth_between: str
    hours: str
    pays: str
    leads: str
    sure: Sureness

    @classmethod
    def of(cls, one: dict[str, Any], proven: bool) -> Told:
        """Without proof on the company's own past (`ignition_web.points.skill`) its chances are not said."""
        worth = one.get("gain") or one["worth"]
        return cls(
            title=one["title"],
            reason=one["reason"],
            kind=_kind(one.get("kind", "")),
            worth=about(worth["value"]),
            worth_between=between(worth["low"], worth["high"]),
            hours=_time(one["hours"]),
            pays=out_of_ten(one["p_positive"]) if proven and "p_positive" in one else "",
            leads=out_of_ten(one["p_top3"]) if proven and "p_top3" in one else "",
            sure=sureness(worth["grade"]),
        )


@dataclass(frozen=True, slots=True)
class View:
    on: dt.date
    rows: list[Row]
    moves: list[Told]
    ignition: Told | None
    next_on: dt.date | None
    since: dt.date | None
    elsewhere: bool
    """The Ignition Point is about a customer this person does not see."""
    learn: Told | None
    verdict: str
    """What is said where there is neither a point nor anything to learn."""
    velocity: str
    bottleneck: str
    notes: list[str]

    @property
    def says_pays(self) -> bool:
        """Whether any chance earned its place: where none did, nothing is said about them."""
        return any(card.pays for card in self.moves)

    @classmethod
    def of(cls, told: dict[str, Any], user: User) -> View:
        lit = told["ignition"]
        seen, proven = Customer.objects.visible_to(user), not hidden_numbers() & _CHANCES
        may_see = lit is None or _sees(lit, seen)
        days = {name: dt.date.fromisoformat(lit[name]) if lit else None for name in ("next_on", "since")}
        return cls(
            on=dt.date.fromisoformat(told["on"]),
            rows=[Row.of(one) for one in told["levers"]],
            moves=[Told.of(one, proven) for one in told["moves"] if _sees(one, seen)],
            ignition=Told.of(lit, proven) if lit and may_see else None,
            next_on=days["next_on"],
            since=days["since"] if days["since"] and days["since"].isoformat() != told["on"] else None,
            elsewhere=not may_see,
            learn=Told.of(told["learn"], proven) if told["learn"] else None,
            verdict=next(iter(told.get("verdict", ())), ""),
            velocity=(told["velocity"] or {}).get("said", ""),
            bottleneck=(told["bottleneck"] or {}).get("said", ""),
            notes=told["notes"],
        )


def _sees(move: dict[str, Any], seen: Any) -> bool:
    """Whether every customer it names is one this person sees."""
    if move["kind"] != "time" and move["name"] not in NAMES_CUSTOMERS:
        return True
    named = {int(one) for one in move["customers"] if one.isdecimal()}
    return len(named) == len(move["customers"]) and seen.filter(pk__in=named).count() == len(named)


def _figure(value: float | None, kind: str) -> str:
    return "–" if value is None else figure(value, kind).say(lang())


def _time(hours: float) -> str:
    """To the hour where it is more than a day's."""
    return hours_in_words(round(hours) if hours > 8 else hours)


def _kind(kind: str) -> str:
    return {"time": _("on time"), "flow": _("on the flow"), "organisation": _("on the organisation")}.get(kind, "")
