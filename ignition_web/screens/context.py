"""What every page knows: where we are, who asks, what may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ignition_web.capture.models import Doubt
from ignition_web.screens.policy import may
from ignition_web.screens.request import Request
from ignition_web.screens.words import lang


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    url: str
    icon: str
    here: bool
    badge: int | None = None
    """How much waits there; None where nothing ever does."""


class Page:
    """Asked by templates only, so that a page without the rail pays nothing for it."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.lang = lang()

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme", "")
        return chosen if chosen in {"light", "dark"} else ""

    @property
    def first_name(self) -> str:
        return (self.request.user.name.split() or [""])[0]

    @property
    def greeting(self) -> str:
        hour, name = timezone.localtime().hour, {"name": self.first_name}
        if hour < 12:
            return _("Good morning, %(name)s.") % name
        return (_("Good afternoon, %(name)s.") if hour < 17 else _("Good evening, %(name)s.")) % name

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.request.user.name.split()[:2]).upper()

    @property
    def may_import(self) -> bool:
        return may(self.request.user, "arrivals", "GET")

    @property
    def may_judge(self) -> bool:
        return may(self.request.user, "judgements", "GET")

    @property
    def places(self) -> list[Place]:
        places = [
            self._place(_("Today"), "today", "today", {"today", "point-why"}),
            self._place(_("Customers"), "customers", "people", {"customers", "customer"}),
            self._place(_("Deals"), "deals", "deals", {"deals", "deal"}),
        ]
        if may(self.request.user, "levers", "GET"):
            places.append(self._place(_("Levers"), "levers", "levers", {"levers"}))
        if self.may_import:
            rooms = {"arrivals", "arrival", "doubts"}
            places.append(self._place(_("Import"), "arrivals", "in", rooms, self._open_doubts()))
        return places

    def _place(self, name: str, route: str, icon: str, rooms: set[str], badge: int | None = None) -> Place:
        match = self.request.resolver_match
        return Place(name, reverse(route), icon, bool(match and match.url_name in rooms), badge)

    def _open_doubts(self) -> int:
        return Doubt.objects.visible_to(self.request.user).filter(settled_at__isnull=True).count()


def page(request: Request) -> dict[str, Any]:
    return {"page": Page(request)}
