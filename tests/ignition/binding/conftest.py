"""Readings of the small world that binding is tested on: Alice and Bob sell for Officine Rossi; Bianchi and Verdi buy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from ignition.records import (
    ContactRow,
    CustomerRow,
    DealRow,
    Invoice,
    InvoiceLine,
    Meeting,
    Message,
    Party,
    PersonRow,
    ProductRow,
    PurchaseRow,
    Reading,
    Record,
    StageRow,
)

US = Party(name="Officine Rossi Srl", vat_id="IT01234560157")
BIANCHI = Party(name="Bianchi Spa", vat_id="09876540320", city="Trieste")
VERDI = Party(name="Verdi Snc", city="Bari")
ALICE = Party(name="Alice Ferri", email="alice@officine.example")
ANNA = Party(name="Anna", email="anna@bianchi.example")
STRANGER = Party(email="someone@gmail.com")

Read = Callable[..., Reading]


def at(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, tzinfo=dt.UTC)


def reading(*records: Record, file: str = "a.csv") -> Reading:
    return Reading(file, "test", records)


def invoice(number: str, net: str, buyer: Party = BIANCHI, seller: Party = US, **more: object) -> Invoice:
    base = Invoice(
        number, dt.date(2026, 3, 10), "TD01", "EUR", seller, buyer, Decimal(net), Decimal(0), Decimal(net),
        lines=(InvoiceLine("1", "Valvola", Decimal(net), code="VAL-1", quantity=Decimal(2)),),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def message(key: str, sender: Party, *recipients: Party, day: int = 3, **more: object) -> Message:
    return replace(Message(f"<{key}>", at(day), sender, recipients, subject=key), **more)  # type: ignore[arg-type]


def meeting(key: str, *attendees: Party, day: int = 4, **more: object) -> Meeting:
    base = Meeting(key, at(day), at(day, 10), title=key, organizer=ALICE, attendees=attendees)
    return replace(base, **more)  # type: ignore[arg-type]


@pytest.fixture
def everything() -> list[Reading]:
    """One reading of each kind of document."""
    return [
        reading(invoice("1", "100"), invoice("2", "-20", kind="TD04"), file="invoices.zip"),
        reading(
            PurchaseRow(VERDI, dt.date(2026, 2, 1), Decimal(50), units=Decimal(1), product="Valvola", document="O1"),
            PurchaseRow(VERDI, dt.date(2026, 2, 1), Decimal(7), units=Decimal(3), product="Guarnizione", document="O1"),
            PurchaseRow(VERDI, dt.date(2026, 2, 9), Decimal(5)),
            file="orders.csv",
        ),
        reading(
            DealRow(
                "7", "Pompe", Party(name="BIANCHI S.p.A."), "alice@officine.example", "GTXPro",
                opened_on=dt.date(2026, 1, 5), closed_on=dt.date(2026, 2, 5), outcome="won", won_amount=Decimal(900),
            ),
            DealRow("8", "Kit", VERDI, "Bob", "GTX Pro", opened_on=dt.date(2026, 2, 5), stage="Offerta"),
            StageRow("8", "Offerta", at(2)),
            file="deals.csv",
        ),
        reading(
            CustomerRow(BIANCHI, sector="Acciaio", owner="Bob"),
            ContactRow(ANNA, Party(name="Bianchi"), "Acquisti"),
            ProductRow("P1", "GTX Pro", "GTX", Decimal(1000)),
            PersonRow("Alice Ferri", "alice@officine.example"),
            file="crm.xlsx",
        ),
        reading(message("1", ALICE, ANNA), message("2", ANNA, ALICE, in_reply_to=("<1>",)), file="mail.mbox"),
        reading(meeting("visita", ANNA), file="agenda.ics"),
    ]  # fmt: skip
