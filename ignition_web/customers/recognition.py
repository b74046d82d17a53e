"""Whose is it: from the party a document names to one of our customers, a new one, or a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max

from ignition.matching import Index
from ignition.matching.identity import identity
from ignition.records import Party
from ignition.wording import Sentence
from ignition_web.customers.models import Contact, Customer, ExternalId
from ignition_web.customers.recorded import fingerprint, plain


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may be one of `candidates`, the likeliest first: a person decides. `topic` names the question."""

    topic: str
    party: Party
    candidates: tuple[UUID, ...]
    why: Sentence


class Recognition:
    """All customers as an index of parties. It lives longer than one document: loading it anew for each would be slow.

    Customers it makes are saved by `save_new`; until then they have no primary key.
    """

    def __init__(self) -> None:
        self._index = Index()
        self._ids: dict[str, int] = {}
        self._public: dict[str, UUID] = {}
        self._by_public: dict[UUID, str] = {}
        self._new: dict[str, Customer] = {}
        self._new_external: list[tuple[str, str]] = []
        self._known_external: set[str] = set()
        self._load()
        self.stamp = _stamp()

    @property
    def is_current(self) -> bool:
        return self.stamp == _stamp()

    def find(self, party: Party, answers: dict[str, str]) -> str | Uncertain | None:
        """Key of the customer it is; `Uncertain`; or None where it is nobody we know (or names nobody).

        `answers` are those given to earlier questions, by topic: a customer's public id, or `new`.
        """
        match = self._index.match(party)
        if match.kind == "same":
            return match.key
        if match.kind == "new":
            return None
        topic = topic_of(party)
        if topic not in answers:
            candidates = tuple(self._public[key] for key in match.candidates[:5])
            return Uncertain(topic, party, candidates, match.why)
        return self._answered(answers[topic])

    def add_new(self, party: Party, arrival: UUID | None) -> str:
        """A customer nobody knew, from what the document says of them."""
        customer = Customer(arrival=arrival, **fields_of(party))
        key = f"new-{customer.public_id}"
        self._new[key] = customer
        self._know(key, customer.public_id)
        self.learn(key, party)
        return key

    def learn(self, key: str, party: Party) -> None:
        """From now on this party, as written here, is this customer."""
        self._index.add(key, party)
        external = plain(party.external_id, 255)
        if external and external not in self._known_external:
            self._known_external.add(external)
            self._new_external.append((key, external))

    def save_new(self, arrival: UUID | None) -> int:
        """Store the customers made since the last call, and how other programs call them. Returns how many are new."""
        made = list(self._new.values())
        Customer.objects.bulk_create(made, batch_size=500)
        self._ids.update({key: customer.pk for key, customer in self._new.items()})
        ExternalId.objects.bulk_create(
            [ExternalId(customer_id=self._ids[key], key=said, arrival=arrival) for key, said in self._new_external],
            batch_size=500,
            ignore_conflicts=True,
        )
        self._new, self._new_external = {}, []
        return len(made)

    def id_of(self, key: str) -> int:
        """Primary key, once saved."""
        return self._ids[key]

    def public_id_of(self, key: str) -> UUID:
        return self._public[key]

    def renew_stamp(self) -> None:
        """What was written since is our own writing."""
        self.stamp = _stamp()

    def _answered(self, answer: str) -> str | None:
        return None if answer == NEW else self._by_public.get(UUID(answer))

    def _load(self) -> None:
        rows = Customer.objects.values_list("pk", "public_id", *_FIELDS)
        for pk, public_id, *values in rows.iterator(chunk_size=5000):
            key = str(pk)
            self._ids[key] = pk
            self._know(key, public_id)
            self._index.add(key, Party(**dict(zip(_FIELDS, values, strict=True))))
        for pk, said in ExternalId.objects.values_list("customer_id", "key").iterator(chunk_size=5000):
            self._known_external.add(said)
            self._index.add(str(pk), Party(external_id=said))
        for pk, email in (
            Contact.objects.exclude(email="").values_list("customer_id", "email").iterator(chunk_size=5000)
        ):
            self._index.add(str(pk), Party(email=email))

    def _know(self, key: str, public_id: UUID) -> None:
        self._public[key] = public_id
        self._by_public[public_id] = key


NEW = "new"
"""The answer that it is nobody we know."""
_FIELDS = ("name", "vat_id", "tax_code", "email", "city", "street", "postcode", "country")


def fields_of(party: Party) -> dict[str, str]:
    """What of a party a customer keeps, cut to the width of its columns."""
    most = {"vat_id": 32, "tax_code": 32, "email": 254, "phone": 64, "postcode": 32, "country": 64}
    kept = (*_FIELDS, "phone", "province")
    fields = {name: plain(getattr(party, name), most.get(name)) for name in kept}
    who = identity(party)
    fields["vat_id"], fields["tax_code"] = who.vat_id[:32], who.tax_code[:32]
    fields["name"] = fields["name"] or plain(party.external_id)
    return fields


def topic_of(party: Party) -> str:
    who = identity(party)
    return fingerprint("same customer", who.name, who.city, who.vat_id, who.tax_code, who.email, who.external_id)


def names_nobody(party: Party) -> bool:
    return identity(party).says_nothing


def customers_by_public_id(public_ids: Iterable[UUID]) -> dict[UUID, Customer]:
    return {customer.public_id: customer for customer in Customer.objects.filter(public_id__in=list(public_ids))}


def _stamp() -> tuple[object, ...]:
    customers = Customer.objects.aggregate(n=Count("pk"), last=Max("pk"), changed=Max("changed_at"))
    contacts = Contact.objects.aggregate(n=Count("pk"), last=Max("pk"))
    return (*customers.values(), *contacts.values())
