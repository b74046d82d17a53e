"""What a document says, before anybody knows whose it is.

A reader is a pure function `bytes -> Reading`. Records carry names and numbers as the document states
them; who the customer is, and whether it was seen before, is decided later (matching, capture).
Amounts are `Decimal` in the document's currency. Dates are days; moments are timezone-aware UTC.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ignition.wording import Sentence


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a record names: a company or a person, as written there."""

    name: str = ""
    vat_id: str = ""
    tax_code: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    province: str = ""
    country: str = ""
    external_id: str = ""
    domain: str = ""
    """Of its web site or mail, as a CRM keeps it; empty where only an address is known."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    number: str
    description: str
    amount: Decimal
    """Net of tax and discounts, negative on a credit note."""
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    tax_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    due_on: dt.date
    amount: Decimal
    estimated: bool = False
    """True where the invoice gives no date and it was worked out from its payment terms."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice body. `net` is the sum of the taxable amounts, negative on a credit note."""

    number: str
    on: dt.date
    kind: str
    """TipoDocumento, as TD01."""
    currency: str
    seller: Party
    buyer: Party
    net: Decimal
    tax: Decimal
    total: Decimal
    """As declared, or net + tax where the document leaves it out."""
    lines: tuple[InvoiceLine, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    linked: tuple[str, ...] = ()
    """Numbers of the invoices it corrects."""
    order: str = ""
    signature: Literal["present", "absent", "unreadable"] = "absent"

    @property
    def is_sale(self) -> bool:
        """Self-invoices and integrations (TD16-TD23, TD26-TD29) sell nothing to a customer."""
        return self.kind not in _NOT_SALES


_NOT_SALES = frozenset(f"TD{n}" for n in (16, 17, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29))


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One purchase from a table of purchases."""

    customer: Party
    on: dt.date
    amount: Decimal
    currency: str = "EUR"
    units: Decimal | None = None
    product: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class CustomerRow:
    party: Party
    sector: str = ""
    owner: str = ""
    employees: int | None = None
    revenue: Decimal | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    party: Party
    company: Party
    role: str = ""
    """What somebody states of their part in buying."""
    title: str = ""
    """What they are called at work, as it is written."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    external_id: str
    name: str
    family: str = ""
    list_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who sells. Nothing but the name, the team and how to recognise them."""

    name: str
    email: str = ""
    team: str = ""
    leader: str = ""
    external_id: str = ""
    """By which another program's deals name them."""


Outcome = Literal["open", "won", "lost", "none"]
"""`none` is a deal that ended without a decision."""


@dataclass(frozen=True, slots=True)
class DealRow:
    external_id: str
    name: str = ""
    company: Party = Party()
    owner: str = ""
    product: str = ""
    amount: Decimal | None = None
    """What was asked, known while the deal is open."""
    won_amount: Decimal | None = None
    """What was agreed, known only once it is won."""
    currency: str = "EUR"
    pipeline: str = ""
    stage: str = ""
    outcome: Outcome = "open"
    opened_on: dt.date | None = None
    expected_on: dt.date | None = None
    closed_on: dt.date | None = None
    source: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A deal entered a stage."""

    deal_id: str
    stage: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Message:
    message_id: str
    at: dt.datetime
    sender: Party
    recipients: tuple[Party, ...]
    subject: str = ""
    text: str = ""
    """What was newly written, without quotes; empty where only the headers may be kept."""
    in_reply_to: tuple[str, ...] = ()
    automatic: bool = False
    receipt: bool = False
    """A certified-mail receipt: proof of delivery, never a conversation."""


@dataclass(frozen=True, slots=True)
class Meeting:
    uid: str
    start: dt.datetime
    end: dt.datetime
    title: str = ""
    """Empty for a private one, which counts as busy only."""
    organizer: Party = Party()
    attendees: tuple[Party, ...] = ()
    place: str = ""
    cancelled: bool = False
    private: bool = False


Record = (
    Invoice | PurchaseRow | CustomerRow | ContactRow | ProductRow | PersonRow | DealRow | StageRow | Message | Meeting
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that could not be used: where, why, and what would help."""

    file: str
    place: str
    """`row 17, column "Amount"`, `body 2`, an XPath; empty when the whole file is meant."""
    reason: Sentence
    remedy: Sentence
    fatal: bool = False
    """True where nothing of the file could be used."""
    harmless: bool = False
    """True where nothing is missing: it is told so that nobody wonders."""

    def say(self, lang: str = "it") -> str:
        where = ", ".join(part for part in (self.file, place_in(lang, self.place)) if part)
        said = f"{self.reason.say(lang)} {self.remedy.say(lang)}"
        return f"{where}: {said}" if where else said


def place_in(lang: str, place: str) -> str:
    """A problem's place in somebody's language: readers write it in English, as a program would.

    >>> place_in("it", 'row 17, column "Amount"')
    'riga 17, colonna "Amount"'
    """
    return _PLACE_WORD.sub(lambda found: _IN_ITALIAN[found[0]], place) if lang == "it" else place


_IN_ITALIAN = {"sheet": "foglio", "row": "riga", "column": "colonna", "body": "documento", "message": "messaggio"}
_PLACE_WORD = re.compile(rf"(?:^|(?<=, ))(?:{'|'.join(_IN_ITALIAN)})(?= )")


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it came: a name (with its path inside an archive) and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave."""

    file: str
    reader: str
    """Name of the reader that understood it; empty when none did."""
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
