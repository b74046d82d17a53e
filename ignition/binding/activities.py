"""Mail and meetings with customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ignition.binding.contacts import contact_key
from ignition.binding.customers import Customers
from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.binding.ours import Ours
from ignition.binding.people import People
from ignition.binding.rows import ColumnLists, columns_of
from ignition.matching import domain_of, is_shared
from ignition.records import ContactRow, Meeting, Message, Party
from ignition.wording import Text


def activity_rows(
    gathered: Gathered, customers: Customers, people: People, ours: Ours, today: dt.date | None, notes: Notes
) -> ColumnLists:
    """Columns of `activities`: a row for each message or meeting and each customer in it.

    Only known customers count: colleagues, newsletters and free-mail strangers are no touch.
    """
    book = _Addresses(gathered, customers, ours)
    messages = {message.message_id: message for _, message in sorted(gathered.of_kind(Message), key=repr)}
    meetings = {
        (meeting.uid, meeting.start): meeting for _, meeting in sorted(gathered.of_kind(Meeting), key=_sequence)
    }
    threads = threads_of(messages)
    rows = [row for message in messages.values() for row in _message(message, book, people, threads)]
    rows += [row for meeting in meetings.values() if _held(meeting, today) for row in _meeting(meeting, book, people)]
    if (messages or meetings) and not rows:
        notes.say("", _NO_TOUCH.of(n=len(messages) + len(meetings)), _ADD_CONTACTS.of())
    return columns_of(rows)


def _held(meeting: Meeting, today: dt.date | None) -> bool:
    """It took place, as far as a calendar can tell; what a private one was about is nobody's business."""
    return not (meeting.cancelled or meeting.private) and (today is None or meeting.start.date() <= today)


class _Addresses:
    """Which customer, and which contact there, an address is."""

    def __init__(self, gathered: Gathered, customers: Customers, ours: Ours) -> None:
        self.ours = ours
        self._contact: dict[str, tuple[str, str | None]] = {}
        self._domain: dict[str, set[str]] = {}
        for _, row in gathered.of_kind(ContactRow):
            if row.party.email and (customer_id := customers.find(row.company)):
                self._learn(row.party.email, customer_id, contact_key(row.party, customer_id))
        for customer_id, parties in customers.parties.items():
            for party in parties:
                self._learn(party.email or f"@{party.domain}", customer_id, None)

    def whose(self, party: Party) -> tuple[str, str | None] | None:
        """(customer, contact) of an address outside our house; None for everybody else."""
        address = party.email.strip().lower()
        if not address or self.ours.wrote_or_got(address):
            return None
        if found := self._contact.get(address):
            return found
        there = self._domain.get(domain_of(address), set())
        return (next(iter(there)), None) if len(there) == 1 else None

    def is_ours(self, party: Party) -> bool:
        return self.ours.wrote_or_got(party.email)

    def _learn(self, address: str, customer_id: str, contact_id: str | None) -> None:
        domain = domain_of(address)
        if not is_shared(domain):
            self._domain.setdefault(domain, set()).add(customer_id)
        if not address.startswith("@") and "@" in address:
            self._contact.setdefault(address.strip().lower(), (customer_id, contact_id))


def _message(message: Message, book: _Addresses, people: People, threads: dict[str, str]) -> Iterator[dict[str, Any]]:
    if message.automatic or message.receipt:
        return
    writer = book.whose(message.sender)
    inward = writer is not None
    if not inward and (book.ours.domains or book.ours.addresses) and not book.is_ours(message.sender):
        return
    whom = [writer] if writer else _distinct(book, message.recipients)
    here = message.recipients if inward else (message.sender,)
    for customer_id, contact_id in whom:
        yield {
            "at": _utc(message.at), "kind": "mail", "activity_id": message.message_id, "customer_id": customer_id,
            "contact_id": contact_id, "person": _person(here, people), "direction": "in" if inward else "out",
            "thread": threads[message.message_id], "minutes": None, "subject": message.subject or None,
        }  # fmt: skip


def _meeting(meeting: Meeting, book: _Addresses, people: People) -> Iterator[dict[str, Any]]:
    present = (meeting.organizer, *meeting.attendees)
    for customer_id, contact_id in _distinct(book, present):
        yield {
            "at": _utc(meeting.start), "kind": "meeting", "activity_id": f"{meeting.uid} {meeting.start.isoformat()}",
            "customer_id": customer_id, "contact_id": contact_id, "person": _person(present, people), "direction": None,
            "thread": None, "minutes": (meeting.end - meeting.start).total_seconds() / 60, "subject": meeting.title or None,
        }  # fmt: skip


def _distinct(book: _Addresses, parties: Iterable[Party]) -> list[tuple[str, str | None]]:
    """Each customer once, with the first contact named."""
    found: dict[str, str | None] = {}
    for party in parties:
        if whose := book.whose(party):
            found[whose[0]] = found.get(whose[0]) or whose[1]
    return list(found.items())


def _person(parties: Iterable[Party], people: People) -> str | None:
    return next((found for party in parties if (found := people.id_of(party.email) or people.id_of(party.name))), None)


def threads_of(messages: Mapping[str, Message]) -> dict[str, str]:
    """The thread of each message: the earliest id its references reach. `in_reply_to` names the oldest first."""
    root: dict[str, str] = {}
    for message_id in messages:
        path, at = [], message_id
        while at not in root and at not in path:
            path.append(at)
            answered = messages[at].in_reply_to if at in messages else ()
            at = answered[0] if answered else at
        end = root.get(at, at)
        root |= dict.fromkeys(path, end)
    return root


def _sequence(item: tuple[str, Meeting]) -> tuple[bool, str]:
    """A cancelled copy wins over the one that stood: it is the later word."""
    return item[1].cancelled, repr(item)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


_NO_TOUCH = Text(
    it="In {n:number} messaggi e incontri non c'è nessun cliente conosciuto.",
    en="None of {n:number} messages and meetings names a known customer.",
)
_ADD_CONTACTS = Text(
    it="Carica anche i contatti o i clienti, con il loro indirizzo.",
    en="Load the contacts or customers as well, with their addresses.",
)
