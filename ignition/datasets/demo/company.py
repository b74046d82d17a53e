"""The nouns of the demo company, and the truth it was made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    postcode: str
    city: str
    province: str


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells for the demo company."""

    name: str
    email: str
    role: str
    """owner, seller or partner."""
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    surname: str
    email: str
    role: str

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.surname}"


@dataclass(frozen=True, slots=True)
class Client:
    """One customer as it was drawn: who it is, how it buys, and how much attention it gets."""

    key: str
    """The CRM's record id."""
    name: str
    vat_id: str
    address: Address
    sector: str
    phone: str
    employees: int
    owner: Seller
    contact: Contact
    since: dt.date
    rate: float
    """Purchases a day while it is a customer, effort included."""
    leaves: float
    """Probability of leaving after each purchase."""
    value: float
    """EUR of a mean purchase."""
    effort: float
    """Attention it gets; 1 is usual."""

    @property
    def domain(self) -> str:
        return self.contact.email.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Sale:
    """One purchase, as it will be invoiced."""

    client: Client
    on: dt.date
    items: tuple[Item, ...]
    kind: str = "TD01"
    corrects: str = ""

    @property
    def net(self) -> Decimal:
        return sum((item.amount for item in self.items), Decimal("0.00"))


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    name: str
    unit: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal with every stage it entered. `outcome` is open, won or lost."""

    key: str
    name: str
    client: Client
    amount: Decimal
    expected_on: dt.date
    stages: tuple[tuple[str, dt.datetime], ...]
    outcome: str = "open"

    @property
    def opened_on(self) -> dt.date:
        return self.stages[0][1].date()

    @property
    def closed_on(self) -> dt.date | None:
        return None if self.outcome == "open" else self.stages[-1][1].date()


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail between a seller and a contact; `inbound` comes from the customer."""

    key: str
    seller: Seller
    client: Client
    at: dt.datetime
    inbound: bool
    subject: str
    text: str
    replies_to: Letter | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What the documents were made from, so that what is found can be held against it."""

    clients: tuple[Client, ...]
    sales: tuple[Sale, ...]
    """Without credit notes."""
    deals: tuple[Deal, ...]
    letters: tuple[Letter, ...]
    gone: frozenset[str]
    """VAT ids of customers that will not buy again."""
    silent: tuple[str, ...]
    """VAT ids planted: bought often and regularly, then stopped."""
    stuck: tuple[str, ...]
    """Deals planted: in a stage far longer than any that was won."""
    closing: tuple[str, ...]
    """Deals planted: in their last stage, a few days before the expected date."""
    waiting: tuple[str, ...]
    """VAT ids planted: wrote, and nobody has answered."""
    elasticity: float
    """Purchase rate over effort."""


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A company on disk: its documents, and what is true about it."""

    folder: Path
    name: str
    vat_id: str
    today: dt.date
    people: tuple[Seller, ...]
    documents: tuple[Path, ...]
    truth: Truth
