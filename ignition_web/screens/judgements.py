"""What an hour is worth, as whoever leads judges it: four answers a move, where nothing was measured yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ignition.errors import RefusedJudgement
from ignition.learning import ACTS
from ignition.plays import PLAYS
from ignition.responses import Judgement
from ignition_web.business.judging import Judged, record_judgement
from ignition_web.screens.request import Request
from ignition_web.screens.words import lang

ANSWERS = ("nothing", "half_more", "most")
JUDGED = tuple(name for name in PLAYS if name in ACTS)
"""The moves an hour is spent on."""
SHOWN = 5
MOST_SAID = 100.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One move, what was answered last, and what was refused just now, with the reason."""

    play: str
    name: str
    answers: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Judged, ...] = ()
    refused: str = ""


@require_safe
def judgements(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
def judge(request: Request) -> HttpResponse:
    play = request.POST.get("play", "")
    typed = {name: request.POST.get(name, "").strip() for name in ANSWERS}
    if play not in JUDGED:
        return redirect("judgements")
    try:
        record_judgement(play, Judgement(*(_number(typed[name]) for name in ANSWERS)), request.user)
    except RefusedJudgement as refused:
        return _page(request, play, typed, refused.sentence.say(lang()))
    return redirect("judgements")


def _page(request: Request, play: str = "", typed: Mapping[str, str] | None = None, refused: str = "") -> HttpResponse:
    asked = list(_asked(request, play, typed or {}, refused))
    return render(request, "screens/judgements/judgements.html", {"asked": asked}, status=422 if refused else 200)


def _asked(request: Request, play: str, typed: Mapping[str, str], refused: str) -> Iterator[Asked]:
    mine = Judged.objects.visible_to(request.user)
    for name in JUDGED:
        history = tuple(mine.filter(play=name)[:SHOWN])
        last = {answer: _written(getattr(history[0], answer)) for answer in ANSWERS} if history else {}
        wrong = name == play
        said = ACTS[name].of().say(lang())
        yield Asked(name, said[:1].upper() + said[1:], typed if wrong else last, history, refused if wrong else "")


def _written(answer: Decimal) -> str:
    """As people write it."""
    return f"{float(answer):g}".replace(".", "," if lang() == "it" else ".")


def _number(written: str) -> float:
    """As people write it, with a comma or a point; what is no number, or beyond all reason, is refused as such."""
    try:
        number = float(written.replace(",", "."))
    except ValueError:
        return float("nan")
    return number if abs(number) <= MOST_SAID else float("nan")
