"""Steering: a sheet is asked for, and weighed by the worker."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils import timezone

from ignition.macro import Levers, OrgStanding, levers, plain
from ignition_web.customers.models import Customer
from ignition_web.points.book import our_book
from ignition_web.points.flows import our_assumptions
from ignition_web.steering.models import Sheet

KEPT = 30
"""Sheets that stay: a month of days."""


def ask() -> Sheet:
    """Ask for a fresh sheet; asking again while one waits changes nothing."""
    return Sheet.waiting() or Sheet.objects.create()


def steer(today: dt.date) -> Sheet | None:
    """Weigh the sheet that waits, or the day's first; None where there is nothing to do."""
    sheet = Sheet.waiting() or _of_a_new_day(today)
    if sheet is None:
        return None
    last = Sheet.latest()
    found = levers(our_book(), today, our_assumptions(), standing=_standing(last.standing) if last else None)
    sheet.on, sheet.weighed_at = today, timezone.now()
    sheet.told = {lang: plain(found, lang) for lang in ("it", "en")}
    sheet.standing = _stored(found)
    sheet.save()
    old = Sheet.objects.filter(weighed_at__isnull=False).values_list("pk", flat=True)[KEPT:]
    Sheet.objects.filter(pk__in=list(old)).delete()
    return sheet


def _of_a_new_day(today: dt.date) -> Sheet | None:
    last = Sheet.latest()
    return Sheet() if (last is None or last.on != today) and Customer.objects.exists() else None


def _stored(found: Levers) -> dict[str, Any]:
    point = found.ignition
    if point is None:
        return {}
    days = {"lit_on": point.since.isoformat(), "next_on": point.next_on.isoformat()}
    move = point.move
    about = {"kind": move.kind, "name": move.name, "customers": list(move.customers), "resource": point.resource}
    return {**about, **days}


def _standing(stored: dict[str, Any]) -> OrgStanding | None:
    if not stored:
        return None
    days = {name: dt.date.fromisoformat(stored[name]) for name in ("lit_on", "next_on")}
    known = {field.name for field in dataclasses.fields(OrgStanding)}
    rest = {name: value for name, value in stored.items() if name in known and name not in days}
    return OrgStanding(**{**rest, **days, "customers": tuple(stored["customers"])})
