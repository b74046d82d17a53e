"""A point as it is shown: words, not figures, ready for a template."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from ignition.unproven import veil
from ignition.wording import money
from ignition_web.points.models import LEARN, Answer, Point
from ignition_web.screens.words import Sureness, about, between, hours_in_words, lang, out_of_ten, sureness


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    slot: str
    title: str
    reason: str
    name: str
    url: str
    worth_short: str
    interval: str
    at_risk: str
    hours: float
    time: str
    sure: Sureness
    chance: str
    """Empty where chances have not earned their place: a fact says so."""
    fuel: str
    facts: list[tuple[str, str]]
    point: Point
    answer: Answer | None

    @classmethod
    def of(cls, point: Point, hidden: Collection[str]) -> Card:
        """`hidden`: numbers that did not pass on this company's past (`ignition_web.points.skill.hidden_numbers`)."""
        move, language = veil(point.shown, hidden), lang()
        standing = getattr(point, "standing", [])
        return cls(
            id=str(point.public_id),
            slot=point.slot,
            title=move.title.say(language),
            reason=move.reason.say(language),
            name=point.customer.name if point.customer else "",
            url=_url(point),
            worth_short=about(point.promised) if point.promised is not None else "",
            interval=between(point.promised_low, point.promised_high) if point.promised is not None else "",
            at_risk=_at_risk(move.at_risk, move.reason.say(language)),
            hours=point.hours,
            time=hours_in_words(point.hours) if point.hours else "",
            sure=sureness(point.grade),
            chance="" if move.p_positive is None else out_of_ten(move.p_positive),
            fuel=move.says_fuel.say(language) if move.says_fuel else "",
            facts=[(fact.sentence.say(language), fact.source.say(language)) for fact in move.facts],
            point=point,
            answer=standing[0] if standing else None,
        )

    @property
    def worth(self) -> str:
        """`circa 4.200 €, tra 1.900 e 7.800`; nothing where nothing is known."""
        return ", ".join(part for part in (self.worth_short, self.interval) if part)

    @property
    def worth_said(self) -> str:
        return _worth_said(self.worth, self.learns)

    @property
    def worth_said_short(self) -> str:
        return _worth_said(self.worth_short, self.learns)

    @property
    def learns(self) -> bool:
        """It asks before it acts: what it is worth is the worth of knowing."""
        return self.point.play == LEARN

    @property
    def said(self) -> str:
        return self.answer.said if self.answer else ""

    @property
    def why_not(self) -> str:
        """Why it was refused, where that was said."""
        return self.answer.why_not if self.answer else ""


def _worth_said(worth: str, learns: bool) -> str:
    told = {"worth": worth}
    if learns:
        return gettext("knowing it could be worth %(worth)s") % told
    return gettext("could be worth %(worth)s") % told


def _url(point: Point) -> str:
    if point.customer:
        return reverse("customer", args=[point.customer.public_id])
    return reverse("deal", args=[point.deal.public_id]) if point.deal else ""


def _at_risk(amount: float | None, reason: str) -> str:
    """Not said twice where the reason says it already."""
    if not amount or money(amount, lang()) in reason:
        return ""
    return gettext("%(value)s at risk") % {"value": about(amount)}
