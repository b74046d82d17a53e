"""The world of the tests: Alice owns, Bob is in her team, Charlie sells elsewhere, Dora is a partner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.points.kept import let_go
from ignition_web.sales.models import Deal, Purchase
from ignition_web.team.models import Role, Team, User

PASSWORD = "una frase lunga e tranquilla"


@dataclass
class World:
    alice: User
    bob: User
    charlie: User
    dora: User
    erin: User
    """She leads the team Bob is in."""

    @property
    def everybody(self) -> list[User]:
        return [self.alice, self.bob, self.charlie, self.dora, self.erin]

    def customer_of(self, person: User | None) -> Customer:
        return Customer.objects.get(owner=person)

    def deal_of(self, person: User | None) -> Deal:
        return Deal.objects.get(owner=person)


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path: Path) -> Path:
    """Each test keeps its documents in a folder of its own."""
    settings.IGNITION_DATA_FOLDER = tmp_path / "data"
    settings.IGNITION_DATA_FOLDER.mkdir()
    return settings.IGNITION_DATA_FOLDER


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test lit is of its own database."""
    yield
    let_go()


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Argon2 is slow on purpose; one test checks that it is what the product uses."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(db) -> World:
    """The people alone, with no customers yet."""
    return make_people()


def make_people() -> World:
    made = {
        name: User.objects.create_user(f"{name}@bianchi.example", name.title(), role, PASSWORD)
        for name, role in (
            ("alice", Role.OWNER),
            ("bob", Role.SELLER),
            ("charlie", Role.SELLER),
            ("dora", Role.PARTNER),
            ("erin", Role.LEADER),
        )
    }
    Team.objects.create(name="Nord", leader=made["erin"]).members.add(made["bob"])
    Team.objects.create(name="Sud", leader=made["alice"]).members.add(made["charlie"])
    return World(**made)


@pytest.fixture
def world(people: World) -> World:
    """Each of them with a customer, a contact there, a deal, a purchase and a mail; and one of nobody's."""
    for number, person in enumerate([*people.everybody, None]):
        _give_customer(person, number)
    return people


def _give_customer(person: User | None, number: int) -> None:
    whose = person.name if person else "Nobody"
    customer = Customer.objects.create(name=f"Cliente di {whose}", vat_id=f"0000000000{number}", owner=person)
    contact = Contact.objects.create(
        customer=customer, name=f"Contatto di {whose}", email=f"info@{whose.lower()}.example"
    )
    deal = Deal.objects.create(
        customer=customer,
        name=f"Trattativa di {whose}",
        owner=person,
        amount=Decimal(1000 * (number + 1)),
        stage="Proposta",
        opened_on=dt.date(2026, 3, 1),
    )
    Purchase.objects.create(
        customer=customer, on=dt.date(2026, 2, 1), amount=Decimal(500), document=f"FT {number}", source_key=f"p{number}"
    )
    Activity.objects.create(
        customer=customer,
        contact=contact,
        deal_key=deal.public_id,
        person=person,
        kind="mail",
        direction="in",
        at=dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC),
        subject=f"Domanda a {whose}",
        source_key=f"a{number}",
    )
