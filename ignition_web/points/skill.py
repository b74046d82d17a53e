"""No skill, no display: what our own past says may be shown, looked at now and then, and remembered."""

from __future__ import annotations

import datetime as dt
import time

from django.utils import timezone

from ignition.skill import NUMBERS, Skill, prove
from ignition_web.points.book import our_past
from ignition_web.points.flows import is_stale, our_assumptions, what_there_is
from ignition_web.points.models import Proven

SECONDS = 20.0
"""How long one look back may take: the one worker reads no document meanwhile."""
AGAIN_AFTER, HOLDS_FOR = dt.timedelta(days=1), dt.timedelta(days=60)
"""Something new is looked at again after a day; a verdict nobody renewed counts no longer after two months."""
OLD_AFTER = dt.timedelta(days=30)


def prove_skill(today: dt.date) -> Proven | None:
    """Look back at our own past where that is due; None where it is not. The day's points come first."""
    stood_on = what_there_is()
    if is_stale(today, stood_on) or not _is_due(today, stood_on):
        return None
    began = time.monotonic()
    skill = prove(our_past(), today, our_assumptions(), within=SECONDS)
    seconds = round(time.monotonic() - began, 1)
    return Proven.objects.create(on=today, stood_on=stood_on, found=skill.to_dict(), seconds=seconds)


def our_skill() -> Skill | None:
    """The last verdict, while it holds."""
    last = Proven.objects.first()
    if last is None or timezone.now() - last.at > HOLDS_FOR:
        return None
    return Skill.from_dict(last.found)


def hidden_numbers() -> frozenset[str]:
    """What no page may say: what did not pass, and everything before the first look back."""
    skill = our_skill()
    return frozenset(NUMBERS) if skill is None else skill.hidden


def _is_due(today: dt.date, stood_on: dict[str, object]) -> bool:
    last = Proven.objects.first()
    if last is None or today - last.on >= OLD_AFTER:
        return True
    return last.stood_on != stood_on and timezone.now() - last.at >= AGAIN_AFTER
