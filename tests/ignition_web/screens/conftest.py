"""The screens' world: to what each person has, a page of points, a document and a doubt are added; each carries a canary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from ignition.estimate import Estimate, Grade
from ignition.moves import Fact, Move
from ignition.skill import Skill, Verdict
from ignition.wording import Sentence, Text
from ignition_web.capture.models import Arrival, Doubt
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.points.models import Point, Proven
from ignition_web.sales.models import Deal, DealChange, Product, Purchase, StageChange
from ignition_web.team.models import User

BACKEND = "ignition_web.team.signin.PasswordBackend"


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    """No manifest of built files is needed to answer a page."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def signed_in() -> Callable[[User | None], Client]:
    def client_of(person: User | None, **headers: str) -> Client:
        client = Client(headers=headers or None)
        if person is not None:
            client.force_login(person, backend=BACKEND)
        return client

    return client_of


def canary(person: User, field: str = "") -> str:
    """A word that stands nowhere but in what belongs to this person."""
    return f"kanarie-{person.name.lower()}-{field}"


@pytest.fixture
def aviary(people) -> object:
    """Everybody owns one of everything, with a canary in every text."""
    for number, person in enumerate(people.everybody):
        fill(person, number)
    return people


def fill(person: User, number: int) -> None:
    customer = Customer.objects.create(
        **{f: canary(person, f) for f in ("name", "vat_id", "tax_code", "email", "phone", "street", "city", "sector")},
        owner=person,
    )
    Contact.objects.create(customer=customer, name=canary(person, "contact"), email=canary(person, "mail"))
    product = Product.objects.create(external_id=f"prod{number}", name=canary(person, "product"))
    deal = Deal.objects.create(
        **{f: canary(person, f) for f in ("name", "stage", "next_step")},
        customer=customer, owner=person, product=product, amount=Decimal(1000), opened_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    StageChange.objects.create(deal=deal, stage=canary(person, "move"), at=timezone.now())
    DealChange.objects.create(
        deal=deal, field="amount", old=canary(person, "old"), new=canary(person, "new"), at=timezone.now()
    )
    Purchase.objects.create(
        customer=customer, on=dt.date(2026, 2, 1), amount=Decimal(500), document=canary(person, "document"),
        source_key=f"p{number}",
    )  # fmt: skip
    Activity.objects.create(
        customer=customer, kind="mail", direction="in", at=timezone.now(), subject=canary(person, "subject"),
        text=canary(person, "text"), source_key=f"a{number}", deal_key=deal.public_id,
    )  # fmt: skip
    arrival = Arrival.objects.create(
        sha256=f"{number:064d}",
        name=canary(person, "file"),
        size=10,
        received_by=person,
        state="read",
        outcome={"customers": 1},
    )
    doubt_of(arrival, canary(person, "question"), canary(person, "option"))
    light(person, customer, title=canary(person, "title"), reason=canary(person, "reason"))


def doubt_of(arrival: Arrival, question: str = "Chi siamo?", option: str = "Noi") -> Doubt:
    return Doubt.objects.create(
        arrival=arrival, kind="same_customer", topic=f"topic {arrival.pk} {question}"[:64], question=said(question).to_dict(),
        options=[{"answer": "new", "label": said(option).to_dict()}],
    )  # fmt: skip


def light(
    person: User,
    customer: Customer | None,
    slot: str = "action",
    rank: int = 1,
    title: str = "Chiama",
    reason: str = "Perché sì.",
    play: str = "close",
    **more: object,
) -> Point:
    """Show a point to a person, as lighting does."""
    values = {
        "promised": 4200.0,
        "promised_low": 1900.0,
        "promised_high": 7800.0,
        "hours": 0.5,
        "grade": "L2",
        "chance": 1.0,
        **more,
    }
    move = Move(
        slot=slot, rank=rank, play=play, subject="customer", subject_id=str(customer.pk if customer else ""),
        customer_id=str(customer.pk if customer else ""), customer_name=customer.name if customer else "", person=str(person.pk),
        hours=values["hours"], gain=Estimate(values["promised"], values["promised_low"], values["promised_high"], 30, Grade(values["grade"]), "gain"),
        net_gain=1.0, index=1.0, p_positive=0.9, p_top3=0.6, at_risk=11_800.0 if slot == "risk" else None, chance=values["chance"],
        due_on=dt.date(2027, 2, 1), title=said(title), reason=said(reason), facts=(Fact(said(f"{title} fatto"), said(f"{title} fonte")),),
    )  # fmt: skip
    return Point.objects.create(
        for_person=person, slot=slot, rank=rank, play=play, subject="customer", customer=customer,
        lit_on=timezone.localdate(), move=move.to_dict(), due_on=move.due_on, **values,
    )  # fmt: skip


def proven(*shown: str) -> Skill:
    """Looked back today: these numbers passed, the others did not."""
    found = Estimate(0.12, 0.03, 0.21, 400, Grade.SEGMENT, "brier_skill v1")
    verdicts = tuple(Verdict(name, name in shown, 400, found) for name in ("buys", "purchases", "wins"))
    kept = Skill(timezone.localdate(), 12, 56, verdicts)
    Proven.objects.create(on=kept.on, found=kept.to_dict(), seconds=1.0)
    return kept


def said(words: str) -> Sentence:
    return Text(it=words, en=words).of()
