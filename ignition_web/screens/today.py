"""Oggi: three actions, two risks, one Ignition Point, each answered with one tap."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ignition_web.capture.models import Arrival, ArrivalState, Doubt
from ignition_web.points import flows
from ignition_web.points.lots import running
from ignition_web.points.models import UNDO_SECONDS, Answer, Lighting, Point, Said, Slot, WhyNot
from ignition_web.points.skill import hidden_numbers
from ignition_web.screens.cards import Card
from ignition_web.screens.gate import found
from ignition_web.screens.request import Request
from ignition_web.team.models import Role, User

ENGINE_SPEAKS_WITHIN = dt.timedelta(minutes=2)


@require_safe
def today(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
def answer(request: Request, point: str) -> HttpResponse:
    asked = found(Point.objects.visible_to(request.user), point)
    said = request.POST.get("said", "")
    if said in Said.values:
        flows.answer(asked, said, request.POST.get("reason", "")[:500], request.user)
    return _page(request) if request.htmx else redirect("today")


@require_POST
def take_back(request: Request, point: str) -> HttpResponse:
    asked = found(Point.objects.visible_to(request.user), point)
    standing = asked.answered
    too_late = standing is not None and not flows.take_back(standing, request.user)
    if request.htmx:
        return _page(request, too_late=too_late)
    return _page(request, too_late=True) if too_late else redirect("today")


@require_POST
def reason(request: Request, point: str) -> HttpResponse:
    """Why it was refused: asked for by nobody, welcome where it is given."""
    asked = found(Point.objects.visible_to(request.user), point)
    if (standing := asked.answered) is not None:
        flows.give_reason(standing, request.POST.get("reason", ""))
    return _page(request) if request.htmx else redirect("today")


@require_safe
def why(request: Request, point: str) -> HttpResponse:
    asked = found(_with_what_it_names(Point.objects.visible_to(request.user)), point)
    template = "screens/today/_why.html" if request.htmx else "screens/today/why.html"
    return render(request, template, {"card": Card.of(asked, hidden_numbers())})


def _page(request: Request, **more: Any) -> HttpResponse:
    template = "screens/today/_day.html" if request.htmx else "screens/today/today.html"
    return render(request, template, {"day": Day.of(request.user), **more})


@dataclass(frozen=True)
class Day:
    """What one person sees on a day: only they ever see it."""

    on: dt.date
    cards: list[Card]
    undo: Card | None
    undo_seconds: int
    notes: list[dict[str, Any]]
    arrived: int
    reading: int
    looking: bool
    """Documents were just read, and the engine has not spoken since."""
    doubts: int
    scarce: dict[str, Any]
    """What is scarcest in the company, as a sentence; nothing for who does not work in it."""
    rests: bool
    """A lot left this person's week without points."""

    @classmethod
    def of(cls, user: User) -> Day:
        on = timezone.localdate()
        hidden = hidden_numbers()
        cards = [Card.of(point, hidden) for point in points_of(user, on)]
        undo = _to_take_back(cards)
        arrivals = Arrival.objects.visible_to(user)
        return cls(
            on=on,
            cards=cards,
            undo=undo,
            undo_seconds=_seconds_left(undo.answer) if undo and undo.answer else 0,
            notes=[] if cards else _notes(),
            arrived=arrivals.count(),
            reading=arrivals.filter(state__in=[ArrivalState.WAITING, ArrivalState.READING]).count(),
            looking=not cards and _just_read(arrivals) and flows.stale(on),
            scarce={} if user.role == Role.PARTNER or not cards else _bottleneck(),
            rests=str(user.pk) in running(on).resting,
            doubts=Doubt.objects.visible_to(user).filter(settled_at__isnull=True).count(),
        )

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """What may be said of a refusal."""
        return [(value, str(said)) for value, said in WhyNot.choices]

    @property
    def slots(self) -> list[tuple[str, list[Card]]]:
        """Actions, risks, Ignition Point, leaving out what is empty."""
        by_slot = [(slot.value, [card for card in self.cards if card.slot == slot]) for slot in Slot]
        return [(slot, cards) for slot, cards in by_slot if cards]

    @property
    def first_open(self) -> Card | None:
        return next((card for _, cards in self.slots for card in cards if not card.said), None)

    @property
    def finished(self) -> bool:
        return bool(self.cards) and self.first_open is None

    @property
    def hours(self) -> float:
        return sum(card.hours for card in self.cards if not card.said and card.hours > 0)

    @property
    def read(self) -> int:
        return self.arrived - self.reading

    @property
    def steps(self) -> tuple[str, str, str]:
        """How far the way in is: for files, doubts and the first point each `done`, `now` or `later`."""
        if not self.arrived or self.reading:
            return "now", "later", "later"
        return "done", "now" if self.doubts else "done", "later" if self.doubts else "now"


def points_of(user: User, on: dt.date) -> list[Point]:
    """What stands today, and what was answered today."""
    standing = Prefetch(
        "answers", Answer.objects.visible_to(user).filter(taken_back_at__isnull=True), to_attr="standing"
    )
    points = Point.objects.visible_to(user).filter(gone_at__isnull=True).order_by("rank", "pk")
    kept = []
    for point in _with_what_it_names(points).prefetch_related(standing):
        if all(timezone.localdate(answer.at) == on for answer in point.standing):
            kept.append(point)
    return kept


def _with_what_it_names(points: Any) -> Any:
    return points.select_related("customer", "deal")


def _to_take_back(cards: list[Card]) -> Card | None:
    fresh = [card for card in cards if card.answer and card.answer.can_be_taken_back]
    return max(fresh, key=lambda card: card.answer.at, default=None)  # type: ignore[union-attr]


def _seconds_left(answer: Answer) -> int:
    gone = (timezone.now() - answer.at).total_seconds()
    return max(1, round(UNDO_SECONDS - gone))


def _just_read(arrivals: Any) -> bool:
    return arrivals.filter(read_at__gt=timezone.now() - ENGINE_SPEAKS_WITHIN).exists()


def _bottleneck() -> dict[str, Any]:
    lighting = Lighting.objects.first()
    return lighting.bottleneck if lighting else {}


def _notes() -> list[dict[str, Any]]:
    lighting = Lighting.objects.first()
    return lighting.notes if lighting else []
