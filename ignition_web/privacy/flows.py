"""What is kept about one of us, all of it, for them to read and take along."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ignition_web.business.judging import Judged
from ignition_web.capture.models import Arrival, Doubt
from ignition_web.customers.models import Activity, Customer
from ignition_web.points.lots import held_back_from
from ignition_web.points.models import Answer, Drawn, Point
from ignition_web.sales.models import Deal
from ignition_web.team.models import User


def what_is_kept(person: User) -> dict[str, Any]:
    """Everything that names this person, as plain values. It is theirs: nobody else is given it."""
    mine: dict[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
        "customers": (Customer.objects.visible_to(person).filter(owner=person), ("name", "created_at")),
        "deals": (Deal.objects.visible_to(person).filter(owner=person), ("name", "stage", "opened_on")),
        "activities": (Activity.objects.visible_to(person).filter(person=person), ("at", "kind", "subject", "text")),
        "documents": (Arrival.objects.visible_to(person).filter(received_by=person), ("name", "received_at")),
        "doubts settled": (Doubt.objects.visible_to(person).filter(settled_by=person), ("answer", "settled_at")),
        "points held back by lot, once it is over": (
            held_back_from(person, timezone.localdate()),
            ("lit_on", "play", "customer__name"),
        ),
        "weeks drawn": (
            Drawn.objects.visible_to(person),
            ("week", "held", "chance"),
        ),
        "points": (Point.objects.visible_to(person), ("lit_on", "slot", "play", "customer__name")),
        "what an hour brings": (Judged.objects.visible_to(person), ("at", "play", "nothing", "half_more", "most")),
        "answers": (Answer.objects.visible_to(person), ("at", "said", "reason")),
    }
    kept = {name: [_plain(row) for row in rows.values(*fields)] for name, (rows, fields) in mine.items()}
    return {"person": _who(person), "seen by": [other.name for other in person.seen_by_people()], **kept}


def _who(person: User) -> dict[str, Any]:
    fields = ("name", "email", "role", "language", "weekly_hours", "created_at", "last_login")
    teams = sorted(person.teams.values_list("name", flat=True))
    return {**_plain({name: getattr(person, name) for name in fields}), "teams": teams}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, (int, str)) or value is None else str(value) for name, value in row.items()
    }
