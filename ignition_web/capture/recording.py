"""From the records of one document to rows, in the one transaction the caller holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from ignition.records import (
    ContactRow,
    CustomerRow,
    DealRow,
    Invoice,
    Meeting,
    Message,
    Party,
    Problem,
    ProductRow,
    PurchaseRow,
    Reading,
    Record,
    StageRow,
)
from ignition.wording import Text
from ignition_web.capture.models import Arrival, Rewriting
from ignition_web.capture.own_company import OwnCompany
from ignition_web.capture.questions import ask_who, given_answers, remember
from ignition_web.capture.talking import Talk
from ignition_web.customers.flows import complete_customer, record_contacts
from ignition_web.customers.models import Customer
from ignition_web.customers.recognition import Recognition, Uncertain, names_nobody
from ignition_web.sales.dealing import Said, record_deals, record_stages
from ignition_web.sales.flows import (
    Draft,
    draft_of_invoice,
    drafts_of_rows,
    is_possible,
    record_products,
    record_purchases,
)
from ignition_web.team.models import User
from ignition_web.team.recognition import Colleagues

R = TypeVar("R", bound=Record)


class Recording:
    """Records one reading. `counts` says what it gave, `problems` what could not be used."""

    def __init__(self, arrival: Arrival, reading: Reading, recognition: Recognition) -> None:
        self.arrival = arrival
        self.counts: Counter[str] = Counter()
        self.problems: list[Problem] = list(reading.problems)
        self._file = reading.file
        self._from: UUID = arrival.public_id
        self._who = recognition
        self._answers = given_answers()
        self._completed = 0
        self._by_kind: dict[type, list[Record]] = defaultdict(list)
        for record in reading.records:
            self._by_kind[type(record)].append(record)

    def record(self) -> None:
        """Everything of the document. First whose each record is, then the rows."""
        self.counts["products"] += record_products(self._all(ProductRow), self._from)
        customers = list(self._owned_by_customer(self._all(CustomerRow), "party"))
        contacts = list(self._owned_by_customer(self._all(ContactRow), "company"))
        invoices = list(self._owned_by_customer(self._sales(), "buyer"))
        purchases = list(self._owned_by_customer(self._possible_rows(), "customer"))
        deals = list(self._deals())
        self.counts["customers"] += self._who.save_new(self._from)
        self._complete(customers)
        self._contacts(contacts)
        self._purchases(invoices, purchases)
        self._record_deals(deals)
        self._talk()
        if self.counts["customers"] or self.counts["contacts"] or self._completed:
            self._who.renew_stamp()

    @cached_property
    def _colleagues(self) -> Colleagues:
        """Most documents are invoices, and name none of us."""
        return Colleagues()

    def _all(self, kind: type[R]) -> list[R]:
        return self._by_kind.get(kind, [])  # type: ignore[return-value]

    def _owned_by_customer(self, records: Sequence[R], field: str) -> Iterator[tuple[str, R]]:
        """Each record with the key of its customer; those nobody can be told for are reported, doubtful ones wait."""
        for record in records:
            party: Party = getattr(record, field)
            if names_nobody(party):
                self.problems.append(Problem(self._file, _place(record), _NOBODY.of(), _NAME_THEM.of()))
            elif (key := self._customer(party)) is not None:
                yield key, record

    def _customer(self, party: Party) -> str | None:
        """Key of the customer; None where a person has to decide first."""
        found = self._who.find(party, self._answers)
        if isinstance(found, Uncertain):
            ask_who(self.arrival, found)
            self.counts["waiting"] += 1
            return None
        key = found or self._who.add_new(party, self._from)
        self._who.learn(key, party)
        if found is None:
            remember(self._answers, party, self._who.public_id_of(key))
        return key

    def _sales(self) -> list[Invoice]:
        """The invoices we sold something with."""
        own = OwnCompany()
        invoices = self._all(Invoice)
        if invoices and own.direction(invoices[0]) == "unknown" and not own.learn(self.arrival, invoices):
            self.counts["waiting"] += len(invoices)
            return []
        sold = []
        for invoice in invoices:
            direction = own.direction(invoice)
            if direction == "bought" or not invoice.is_sale:
                self.counts["not_sales"] += 1
            elif direction == "neither":
                self.problems.append(Problem(self._file, invoice.number, _NOT_OURS.of(), _CHECK_WHO_WE_ARE.of()))
            elif not is_possible(invoice.net):
                self.problems.append(Problem(self._file, invoice.number, _IMPOSSIBLE.of(), _MEND.of()))
            else:
                sold.append(invoice)
        return sold

    def _possible_rows(self) -> list[PurchaseRow]:
        rows = self._all(PurchaseRow)
        possible = [row for row in rows if is_possible(row.amount, row.units)]
        for row in rows:
            if not is_possible(row.amount, row.units):
                self.problems.append(Problem(self._file, _place(row), _IMPOSSIBLE.of(), _MEND.of()))
        return possible

    def _deals(self) -> Iterator[tuple[str | None, DealRow]]:
        """Deals with their customer; a deal may have none."""
        for row in self._all(DealRow):
            if not is_possible(row.amount, row.won_amount):
                self.problems.append(Problem(self._file, row.external_id, _IMPOSSIBLE.of(), _MEND.of()))
            elif names_nobody(row.company):
                yield None, row
            elif (key := self._customer(row.company)) is not None:
                yield key, row

    def _complete(self, rows: Sequence[tuple[str, CustomerRow]]) -> None:
        ids = {self._who.id_of(key) for key, _ in rows}
        known = Customer.objects.in_bulk(list(ids)) if len(ids) < 20_000 else {c.pk: c for c in Customer.objects.all()}
        for key, row in rows:
            customer = known[self._who.id_of(key)]
            rewritten = complete_customer(customer, row, self._owner(row.owner))
            self._completed += rewritten is not None
            if rewritten and customer.arrival != self._from:
                self._remember_before("customer", customer.pk, rewritten.before, rewritten.after)
        self.counts["known"] += len(ids) - self.counts["customers"] if rows else 0

    def _contacts(self, rows: Sequence[tuple[str, ContactRow]]) -> None:
        for key, row in rows:
            self._who.learn(key, Party(email=row.party.email))
        self.counts["contacts"] += record_contacts([(self._who.id_of(key), row) for key, row in rows], self._from)

    def _purchases(self, invoices: Sequence[tuple[str, Invoice]], rows: Sequence[tuple[str, PurchaseRow]]) -> None:
        drafts: list[Draft] = [draft_of_invoice(inv, self._who.id_of(key), self._from) for key, inv in invoices]
        drafts += drafts_of_rows([(self._who.id_of(key), row) for key, row in rows], self._from)
        new = record_purchases(drafts)
        self.counts["purchases"] += new
        self.counts["known"] += len(drafts) - new

    def _record_deals(self, rows: Sequence[tuple[str | None, DealRow]]) -> None:
        said = [Said(row, self._who.id_of(key) if key else None, self._owner(row.owner)) for key, row in rows]
        result = record_deals(said, self._from)
        for deal, before, after in result.rewritten:
            self._remember_before("deal", deal, before, after)
        stages, orphans = record_stages(self._all(StageRow), self._from)
        self.counts += Counter(deals=result.new, known=result.known, stages=stages, orphans=orphans)

    def _talk(self) -> None:
        messages, meetings = self._all(Message), self._all(Meeting)
        if messages or meetings:
            talk = Talk(self._who, self._colleagues, self._answers, self._from)
            self.counts += talk.record(messages, meetings)

    def _owner(self, said: str) -> User | None:
        """Who of us is meant; where nobody is, that is counted: they may join us later."""
        found = self._colleagues.find(said)
        self.counts["owners_unknown"] += bool(said.strip()) and found is None
        return found

    def _remember_before(self, noun: str, row: int, before: object, after: object) -> None:
        Rewriting.objects.create(arrival=self.arrival, noun=noun, row=row, before=before, after=after)


def _place(record: object) -> str:
    """Where in the document a record stands, as far as it says."""
    for name in ("number", "external_id", "document"):
        if said := getattr(record, name, ""):
            return str(said)
    return str(getattr(record, "on", ""))


_NOBODY = Text(it="Non dice chi è il cliente.", en="It does not say who the customer is.")
_NAME_THEM = Text(
    it="Aggiungi nome o partita IVA e ricarica il file.", en="Add a name or VAT id and load the file again."
)
_NOT_OURS = Text(
    it="Né chi vende né chi compra è la nostra azienda.", en="Neither the seller nor the buyer is our company."
)
_CHECK_WHO_WE_ARE = Text(
    it="Controlla la nostra partita IVA nelle impostazioni.", en="Check our VAT id in the settings."
)
_IMPOSSIBLE = Text(it="L'importo non può essere vero.", en="The amount cannot be true.")
_MEND = Text(
    it="Correggilo e ricarica il file: il resto è stato preso.",
    en="Mend it and load the file again: the rest was taken.",
)
