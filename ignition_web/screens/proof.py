"""Trials and promises: what may be shown, what promises came to, what is being tried. About moves, of nobody in particular."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ignition.estimate import Estimate, Grade
from ignition.gate import say_skill
from ignition.learning import ACTS
from ignition.skill import Skill, Verdict
from ignition.wording import Sentence, Text
from ignition_web.business.models import Company, LeftOut
from ignition_web.points.lots import end_lots, trials_so_far
from ignition_web.points.measuring import last_measured
from ignition_web.points.models import LotKind
from ignition_web.points.skill import our_skill
from ignition_web.screens.policy import may
from ignition_web.screens.request import Request
from ignition_web.screens.templatetags.ignition import day, number
from ignition_web.screens.words import about, between, lang, sureness

SHARES = (Decimal("0.05"), Decimal("0.10"), Decimal("0.20"))
_NUMBERS = {
    "buys": _("Probability that a customer buys"),
    "purchases": _("How often a customer buys"),
    "wins": _("Probability that a deal is won"),
    "base": _("Revenue from customers"),
    "deals": _("Revenue from open deals"),
    "unborn": _("Revenue from deals to come"),
    "total": _("Revenue in all"),
}
_KEPT = Text(
    it="{value:percent} della promessa[, da {low:percent} a {high:percent}]",
    en="{value:percent} of the promise[, from {low:percent} to {high:percent}]",
)


@require_safe
def proof(request: Request) -> HttpResponse:
    skill, measured = our_skill(), last_measured()
    found = measured.found if measured else {}
    told = {
        "skill": skill,
        "verdicts": [Shown.of(one) for one in skill.verdicts] if skill else [],
        "looked": _looked(skill),
        "measured": measured,
        "promises": [Promise.of(one) for one in found.get("plays", [])],
        "trials": list(_trials({one["play"]: one for one in found.get("trials", [])})),
        "left_out": LeftOutNow.of(found),
        "may_decide": may(request.user, "proof-lots", "POST"),
    }
    return render(request, "screens/proof/proof.html", told)


@require_POST
def lots(request: Request) -> HttpResponse:
    """Who is left out by lot, from the next lighting on; lots of another kind that run are ended."""
    how, share = request.POST.get("by", ""), _share(request.POST.get("share", ""))
    if how in LeftOut.values and share is not None:
        for kind in (LotKind.PAIRS, LotKind.WEEKS):
            if kind != how:
                end_lots(kind)
        Company.ours()
        Company.objects.filter(pk=1).update(left_out_by=how, left_out_share=share)
    return redirect("proof")


@require_POST
def trial(request: Request) -> HttpResponse:
    """End a trial: the play goes on for everybody, or the trial is dropped."""
    play, how = request.POST.get("play", ""), request.POST.get("how", "")
    if play and how in {"kept", "stopped"}:
        end_lots(LotKind.TRIAL, play, how)
    return redirect("proof")


def _share(written: str) -> Decimal | None:
    return next((share for share in SHARES if str(share) == written), None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number and whether it earned its place."""

    name: str
    shown: bool
    n: str
    skill: str
    reasons: list[str]

    @classmethod
    def of(cls, verdict: Verdict) -> Shown:
        reasons = [reason.say(lang()) for reason in verdict.reasons]
        skill = _skill(verdict.skill)
        told = any(skill in reason for reason in reasons)
        return cls(str(_NUMBERS[verdict.name]), verdict.shown, number(verdict.n), "" if told else skill, reasons)


def _skill(skill: Estimate | None) -> str:
    if skill is None or skill.value is None:
        return ""
    return say_skill(skill.value, skill.low, skill.high).say(lang())


def _looked(skill: Skill | None) -> str:
    if skill is None or not skill.looks:
        return ""
    told = {"on": day(skill.on), "looks": number(skill.looks), "days": number(skill.horizon)}
    return (
        ngettext(
            "Looked at on %(on)s, from one past day, followed for %(days)s days.",
            "Looked at on %(on)s, from %(looks)s past days, each followed for %(days)s days.",
            skill.looks,
        )
        % told
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """A measured figure in words, with its interval, cases and grade; or why there is none."""

    said: str
    cases: str
    sure: str
    why: str
    sign: int = 0
    """Of the effect: 1 more, -1 less, 0 undecided."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One play of the ledger."""

    title: str
    shown: str
    held: str
    kept: Effect
    refuted_on: dt.date | None
    falls_back: bool

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Promise:
        refuted = stored["refuted_on"]
        return cls(
            title=title(stored["play"]),
            shown=number(stored["shown"]),
            held=number(stored["held"]),
            kept=_kept(stored["kept"]),
            refuted_on=dt.date.fromisoformat(refuted) if refuted else None,
            falls_back=stored["falls_back"],
        )


def title(play: str) -> str:
    """`Richiamare chi tace`."""
    said = ACTS[play].of().say(lang()) if play in ACTS else play
    return said[:1].upper() + said[1:]


def _kept(stored: Mapping[str, Any]) -> Effect:
    if stored["value"] is None:
        return _unsaid(stored)
    said = _KEPT.of(value=stored["value"], low=stored["low"], high=stored["high"]).say(lang())
    return Effect(said, number(stored["n"]), sureness(stored["grade"]).short, "")


def _brought(stored: Mapping[str, Any] | None) -> Effect:
    """EUR more or less, an anytime-valid interval around it."""
    if stored is None or stored["value"] is None:
        return _unsaid(stored or {})
    low, high = stored["low"], stored["high"]
    sign = 1 if low > 0 else -1 if high < 0 else 0
    said = ", ".join(filter(None, (about(stored["value"]), between(low, high))))
    return Effect(said, number(stored["n"]), sureness(stored["grade"]).short, "", sign)


def _unsaid(stored: Mapping[str, Any]) -> Effect:
    why = Sentence.from_dict(stored["why"]).say(lang()) if stored.get("why") else gettext("Nothing is due yet.")
    return Effect("", number(stored.get("n", 0)), sureness(Grade.ASSUMED.value).short, why)


@dataclass(frozen=True, slots=True)
class Trial:
    """One play that is tried by lot, whoever's customers take part."""

    play: str
    title: str
    since: dt.date
    tried: str
    left: str
    due: str
    effect: Effect
    ended: str

    @property
    def verdict(self) -> str:
        if self.ended:
            return gettext("It is over: kept.") if self.ended == "kept" else gettext("It is over: stopped.")
        if self.effect.sign > 0:
            return gettext("Acting brings more: it may be kept.")
        if self.effect.sign < 0:
            return gettext("Acting brings less: it may be stopped.")
        return gettext("Still open: it goes on.")


def _trials(found: Mapping[str, Any]) -> Iterator[Trial]:
    for one in trials_so_far():
        play, told = one["play"], found.get(one["play"], {})
        yield Trial(
            play=play,
            title=title(play),
            since=one["since"],
            tried=number(one["tried"]),
            left=number(one["left"]),
            due=number(told.get("due", 0)),
            effect=_brought(told.get("effect")),
            ended=one["ended"],
        )


@dataclass(frozen=True, slots=True)
class LeftOutNow:
    """Who is left out by lot, and what came of it."""

    by: str
    share: Decimal
    pairs: Effect
    weeks: Effect

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> LeftOutNow:
        company = Company.ours()
        effects = {name: _brought(found.get(name, {}).get("effect")) for name in ("pairs", "weeks")}
        return cls(company.left_out_by, company.left_out_share, **effects)

    @property
    def ways(self) -> list[tuple[str, str, str]]:
        return [
            (LeftOut.NOBODY.value, pgettext("left out", "Nobody"), gettext("Only moves of nearly equal worth are ordered by chance.")),
            (LeftOut.PAIRS.value, gettext("Some customers"), gettext("Of two alike, one is left without points for a quarter; then others are drawn.")),
            (LeftOut.WEEKS.value, gettext("Some weeks"), gettext("Now and then everybody has a week without points, at a time the lot decides.")),
        ]  # fmt: skip

    @property
    def shares(self) -> list[tuple[str, str, bool]]:
        return [(str(share), number(float(share) * 100), share == self.share) for share in SHARES]
