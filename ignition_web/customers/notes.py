"""What somebody writes about a customer. Notes are never overwritten by capture."""

from __future__ import annotations

from django.utils import timezone

from ignition_web.customers.models import Activity, Customer
from ignition_web.team.models import User

LONGEST = 20_000


def write_note(customer: Customer, text: str, by: User) -> Activity | None:
    """Keep the note as it was written; nothing where nothing was."""
    kept = text.replace("\x00", "").strip()[:LONGEST]
    if not kept:
        return None
    return Activity.objects.create(customer=customer, person=by, kind="note", at=timezone.now(), text=kept)
