"""Mails and meetings with customers we know. What is not with a customer is not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from ignition.matching import domain_of, is_shared
from ignition.records import Meeting, Message, Party
from ignition_web.business.models import Company
from ignition_web.customers.flows import attach_contacts, mail_activity, meeting_activity, record_activities
from ignition_web.customers.models import Activity
from ignition_web.customers.recognition import Recognition
from ignition_web.sales.dealing import open_deal_of
from ignition_web.team.models import User
from ignition_web.team.recognition import Colleagues


class Talk:
    """Turns messages and meetings into activities."""

    def __init__(
        self, who: Recognition, colleagues: Colleagues, answers: Mapping[str, str], arrival: UUID | None
    ) -> None:
        self._who = who
        self._colleagues = colleagues
        self._answers = dict(answers)
        self._from = arrival
        ours = colleagues.mail_domains | set(Company.ours().mail_domains)
        self._our_domains = {domain for domain in ours if not is_shared(domain)}
        self._parties: dict[str | None, list[Party]] = {}

    def record(self, messages: Sequence[Message], meetings: Sequence[Meeting]) -> Counter[str]:
        counts: Counter[str] = Counter()
        activities = [found for message in messages for found in self._mail(message, counts)]
        activities += [found for meeting in meetings for found in self._meeting(meeting, counts)]
        deals = open_deal_of([activity.customer_id for activity in activities])
        for activity in activities:
            activity.deal_key = deals.get(activity.customer_id)
        attach_contacts(activities, self._parties)
        counts["activities"] += record_activities(activities)
        return counts

    def _mail(self, message: Message, counts: Counter[str]) -> list[Activity]:
        if message.automatic or message.receipt:
            counts["automatic"] += 1
            return []
        from_us = self._is_ours(message.sender)
        others = message.recipients if from_us else (message.sender,)
        us = (message.sender,) if from_us else message.recipients
        person = self._one_of_us(us)
        found = []
        for customer, parties in self._customers(others).items():
            activity = mail_activity(message, customer, "out" if from_us else "in", person, self._from)
            self._parties[activity.source_key] = parties
            found.append(activity)
        counts["orphans"] += not found
        return found

    def _meeting(self, meeting: Meeting, counts: Counter[str]) -> list[Activity]:
        if meeting.cancelled or meeting.private:
            counts["private_or_cancelled"] += 1
            return []
        everybody = (meeting.organizer, *meeting.attendees)
        person = self._one_of_us(everybody)
        found = []
        for customer, parties in self._customers(everybody).items():
            activity = meeting_activity(meeting, customer, person, self._from)
            self._parties[activity.source_key] = parties
            found.append(activity)
        counts["orphans"] += not found
        return found

    def _customers(self, parties: Sequence[Party]) -> dict[int, list[Party]]:
        """Which customers the parties are: only those that are sure."""
        found: dict[int, list[Party]] = {}
        for party in parties:
            if self._is_ours(party) or not party.email:
                continue
            key = self._who.find(Party(email=party.email), self._answers)
            if isinstance(key, str):
                found.setdefault(self._who.id_of(key), []).append(party)
        return found

    def _is_ours(self, party: Party) -> bool:
        return domain_of(party.email) in self._our_domains or self._colleagues.with_email(party.email) is not None

    def _one_of_us(self, parties: Sequence[Party]) -> User | None:
        people = (self._colleagues.with_email(party.email) for party in parties)
        return next((person for person in people if person), None)
