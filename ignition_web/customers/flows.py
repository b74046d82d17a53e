"""What documents say of customers, contacts and what passed between us: recorded once each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from ignition.records import ContactRow, CustomerRow, Meeting, Message, Party
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.customers.recognition import fields_of
from ignition_web.customers.recorded import fingerprint, in_batches, plain
from ignition_web.team.models import User


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A customer that a document completed: what was there, and what is now."""

    noun: str
    row: int
    before: dict[str, str | int | None]
    after: dict[str, str | int | None]


def complete_customer(customer: Customer, row: CustomerRow, owner: User | None) -> Rewritten | None:
    """Fill in what we did not know. What is known is never overwritten."""
    said: dict[str, str | int | dt.date | None] = {**fields_of(row.party), "sector": plain(row.sector)}
    said |= {"owner_id": owner.pk if owner else None, "since_on": row.since}
    news = {name: value for name, value in said.items() if value and not getattr(customer, name)}
    if not news:
        return None
    before = {name: _stored(getattr(customer, name)) for name in news}
    for name, value in news.items():
        setattr(customer, name, value)
    customer.save(
        update_fields=[*(name.removesuffix("_id") if name == "owner_id" else name for name in news), "changed_at"]
    )
    return Rewritten("customer", customer.pk, before, {name: _stored(value) for name, value in news.items()})


def record_contacts(rows: Sequence[tuple[int, ContactRow]], arrival: UUID | None) -> int:
    """People at customers (given by their primary key). One known at the same customer by e-mail or name is not made again."""
    known = _known_contacts({customer for customer, _ in rows})
    made = []
    for customer, row in rows:
        names = {(customer, row.party.email.strip().lower()), (customer, row.party.name.strip().casefold())}
        names -= {(customer, "")}
        if names and not names & known:
            known |= names
            made.append(_contact(customer, row, arrival))
    Contact.objects.bulk_create(made, batch_size=500)
    return len(made)


def record_activities(activities: Sequence[Activity]) -> int:
    """Those not recorded before. Returns how many."""
    wanted = {activity.source_key: activity for activity in activities}
    for batch in in_batches(wanted):
        for known in Activity.objects.filter(source_key__in=batch).values_list("source_key", flat=True):
            del wanted[known]
    Activity.objects.bulk_create(list(wanted.values()), batch_size=500)
    return len(wanted)


def mail_activity(
    message: Message, customer: int, direction: str, person: User | None, arrival: UUID | None
) -> Activity:
    """A mail with a customer. Its words stay in the document: only its head is kept where others of us may see it."""
    thread = message.in_reply_to[0] if message.in_reply_to else message.message_id
    return Activity(
        customer_id=customer,
        person=person,
        kind="mail",
        direction=direction,
        at=message.at,
        subject=plain(message.subject),
        thread=plain(thread, 255),
        source_key=fingerprint("mail", message.message_id, customer),
        arrival=arrival,
    )


def meeting_activity(meeting: Meeting, customer: int, person: User | None, arrival: UUID | None) -> Activity:
    minutes = max(0, min(round((meeting.end - meeting.start).total_seconds() / 60), 60 * 24 * 31))
    return Activity(
        customer_id=customer,
        person=person,
        kind="meeting",
        at=meeting.start,
        subject=plain(meeting.title),
        minutes=minutes,
        source_key=fingerprint("meeting", meeting.uid, meeting.start.isoformat(), customer),
        arrival=arrival,
    )


def attach_contacts(activities: Sequence[Activity], parties: Mapping[str | None, Sequence[Party]]) -> None:
    """Name the contact each activity was with, where one of the parties is a contact of that customer."""
    customers = {activity.customer_id for activity in activities}
    by_email = {}
    for batch in in_batches(customers):
        for contact in Contact.objects.filter(customer__in=batch).exclude(email=""):
            by_email[contact.customer_id, contact.email.lower()] = contact
    for activity in activities:
        for party in parties.get(activity.source_key, ()):
            found = by_email.get((activity.customer_id, party.email.strip().lower()))
            activity.contact = activity.contact or found


def _contact(customer: int, row: ContactRow, arrival: UUID | None) -> Contact:
    return Contact(
        customer_id=customer,
        name=plain(row.party.name),
        email=plain(row.party.email, 254).lower(),
        phone=plain(row.party.phone, 64),
        role=plain(row.role, 100),
        title=plain(row.title, 255),
        arrival=arrival,
    )


def _known_contacts(customers: set[int]) -> set[tuple[int, str]]:
    known = set()
    for batch in in_batches(customers):
        for customer, email, name in Contact.objects.filter(customer__in=batch).values_list(
            "customer_id", "email", "name"
        ):
            known |= {(customer, email.lower()), (customer, name.casefold())}
    return known


def _stored(value: object) -> str | int | None:
    return value.isoformat() if isinstance(value, dt.date) else value  # type: ignore[return-value]
