"""Doubts: what a document does not say, asked in one line each and answered with one tap."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ignition_web.capture import flows
from ignition_web.capture.models import Doubt
from ignition_web.screens.gate import found
from ignition_web.screens.request import Request

SHOWN = 20


@require_safe
def doubts(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
def settle(request: Request, doubt: str) -> HttpResponse:
    asked = found(Doubt.objects.visible_to(request.user), doubt)
    answer = request.POST.get("answer", "")
    if asked.is_open and answer in {value for value, _ in asked.choices}:
        flows.settle_doubt(asked, answer, request.user)
    return _page(request) if request.htmx else redirect("doubts")


def _page(request: Request) -> HttpResponse:
    open_ones = Doubt.objects.visible_to(request.user).filter(settled_at__isnull=True)
    told = {"doubts": open_ones.select_related("arrival")[:SHOWN], "count": open_ones.count()}
    template = "screens/doubts/_list.html" if request.htmx else "screens/doubts/doubts.html"
    return render(request, template, told)
