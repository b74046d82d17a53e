"""The gate before every screen: what the policy does not grant does not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from ignition_web.screens.policy import is_declared, may

M = TypeVar("M", bound=models.Model)


class Gate:
    """Asks the policy for each request. A forbidden page and an absent one get the same bytes."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if _carries_nul(request):
            return absent(request)
        route = request.resolver_match.url_name if request.resolver_match else None
        if may(request.user, route, request.method or "GET"):
            return None
        if not request.user.is_authenticated and is_declared(route, request.method or "GET"):
            return _to_the_door(request)
        return absent(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return absent(request) if isinstance(exception, Http404) else None


def found(visible: models.QuerySet[M], public_id: Any) -> M:
    """The one object with this id among those that may be seen."""
    seen = visible.filter(public_id=public_id).first()
    if seen is None:
        raise Http404
    return seen


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Says nothing of what was asked for, so that it is the same page every time."""
    return render(request, "screens/absent.html", status=404)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer holds."""
    return render(request, "screens/expired.html", status=403)


def _carries_nul(request: HttpRequest) -> bool:
    """No database stores it, no person types it."""
    return any("\0" in value for sent in (request.GET, request.POST) for _, values in sent.lists() for value in values)


def _to_the_door(request: HttpRequest) -> HttpResponse:
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    door = reverse("login") + (f"?{urlencode(back)}" if back else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("login")})
    return HttpResponseRedirect(door)
