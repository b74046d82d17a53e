"""Importa: drop documents, see what became of each, take one back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ignition_web.capture import flows
from ignition_web.capture.models import Arrival, ArrivalState, Doubt
from ignition_web.screens.gate import found
from ignition_web.screens.outcomes import counts_of
from ignition_web.screens.request import Request

ROWS = 50
ALREADY_THERE = 208
DEALT_WITH = (ArrivalState.READ, ArrivalState.FAILED)
IN_HAND = (ArrivalState.WAITING, ArrivalState.READING)


@require_http_methods(["GET", "HEAD", "POST"])
def arrivals(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _receive(request)
    template = "screens/arrivals/_list.html" if request.htmx else "screens/arrivals/arrivals.html"
    return render(request, template, _told(request))


@require_http_methods(["GET", "HEAD"])
def arrival(request: Request, arrival: str) -> HttpResponse:
    asked = found(Arrival.objects.visible_to(request.user).select_related("received_by", "parent"), arrival)
    problems = asked.problems_said[:200]
    told = {
        "arrival": asked,
        "counts": counts_of(asked),
        "problems": [problem for problem in problems if not problem.harmless],
        "asides": [problem for problem in problems if problem.harmless],
        "children": _with_counts(asked.children.order_by("name", "pk")[:200]),
        "doubts": Doubt.objects.visible_to(request.user).filter(waiting=asked, settled_at__isnull=True),
    }
    return render(request, "screens/arrivals/arrival.html", told)


@require_POST
def undo(request: Request, arrival: str) -> HttpResponse:
    asked = found(Arrival.objects.visible_to(request.user), arrival)
    flows.undo(asked, request.user)
    return redirect("arrival", asked.public_id)


def _receive(request: Request) -> HttpResponse:
    """Each file is kept, whole, before anything is answered."""
    files = request.FILES.getlist("files")
    if any(file.size and file.size > settings.IGNITION_UPLOAD_MB * 2**20 for file in files):
        return render(request, "screens/arrivals/arrivals.html", {**_told(request), "too_large": True}, status=413)
    received = [flows.receive(_name_of(file), file.read(), by=request.user)[0] for file in files]
    known = [arrival for arrival in received if arrival.state in DEALT_WITH]
    if request.headers.get("X-Requested-With") == "drop":
        return HttpResponse(status=ALREADY_THERE if known else 200 if files else 422)
    return redirect("arrival", known[0].public_id) if known == received and len(known) == 1 else redirect("arrivals")


def _name_of(file: UploadedFile) -> str:
    return (file.name or "").replace("\x00", "")[:255] or "?"


def _told(request: Request) -> dict[str, Any]:
    visible = Arrival.objects.visible_to(request.user)
    top = visible.filter(parent=None)
    after = request.GET.get("before", "")
    page = top.filter(pk__lt=int(after)) if after.isascii() and after.isdigit() else top
    shown = list(page.order_by("-pk")[: ROWS + 1])
    return {
        **visible.aggregate(in_all=Count("pk"), in_hand=Count("pk", filter=Q(state__in=IN_HAND))),
        "rows": _with_counts(shown[:ROWS]),
        "before": shown[ROWS - 1].pk if len(shown) > ROWS else None,
        "doubts": Doubt.objects.visible_to(request.user).filter(settled_at__isnull=True).count(),
        "watched": settings.IGNITION_WATCHED_FOLDER,
        "most_mb": settings.IGNITION_UPLOAD_MB,
    }


def _with_counts(arrivals: Any) -> list[tuple[Arrival, list[str]]]:
    return [(arrival, counts_of(arrival)) for arrival in arrivals]
