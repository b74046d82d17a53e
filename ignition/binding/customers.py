"""Parties become customers: one for all the ways documents name it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ignition.binding.gathered import Gathered
from ignition.binding.notes import SHOWN_DOUBTS, Notes
from ignition.binding.ours import Ours
from ignition.binding.people import People
from ignition.binding.rows import ColumnLists, columns_of
from ignition.binding.sales import Sales
from ignition.matching import Identity, Index, Match, country_code, identity
from ignition.records import ContactRow, CustomerRow, DealRow, Party, PurchaseRow
from ignition.wording import Text


class Customers:
    """Who is who. The best identified parties are placed first, so that the order of documents does not matter."""

    def __init__(self) -> None:
        self.index = Index()
        self.parties: dict[str, list[Party]] = {}
        """By customer id, the best identified first."""
        self._id_of: dict[Party, str] = {}
        self._details: dict[str, list[CustomerRow]] = {}

    @classmethod
    def of(cls, gathered: Gathered, sales: Sales, ours: Ours, notes: Notes) -> Customers:
        customers = cls()
        doubts: list[tuple[Party, Match]] = []
        for party in sorted(set(_named(gathered, sales)), key=_best_first):
            if identity(party).says_nothing or (ours.known and ours.is_us(party)):
                continue
            if (match := customers._place(party)).kind == "doubt":
                doubts.append((party, match))
        for _, row in gathered.of_kind(CustomerRow):
            if customer_id := customers.id_of(row.party):
                customers._details.setdefault(customer_id, []).append(row)
        customers._tell(doubts, notes)
        return customers

    def id_of(self, party: Party) -> str | None:
        """The customer a party of the records is; None where it names nobody, or us."""
        return self._id_of.get(party)

    def find(self, party: Party) -> str | None:
        """The known customer a party is beyond doubt, be it of the records or not."""
        return self.id_of(party) or self.index.match(party).key

    def rows(self, people: People) -> ColumnLists:
        return columns_of(self._row(customer_id, people) for customer_id in self.parties)

    def _place(self, party: Party) -> Match:
        match = self.index.match(party)
        customer_id = match.key or self._new_id(party)
        self.index.add(customer_id, party)
        self.parties.setdefault(customer_id, []).append(party)
        self._id_of[party] = customer_id
        return match

    def _new_id(self, party: Party) -> str:
        """The strongest thing that tells the party apart, with a number behind it where somebody else has it."""
        who = identity(party)
        best = who.vat_id or who.tax_code or who.external_id or party.name.strip() or who.email or who.domain
        taken, number = best, 2
        while taken in self.parties:
            taken, number = f"{best} ({number})", number + 1
        return taken

    def _row(self, customer_id: str, people: People) -> dict[str, Any]:
        parties = self.parties[customer_id]
        details = sorted(self._details.get(customer_id, ()), key=repr)
        return {
            "customer_id": customer_id,
            "name": _as_people_write(party.name for party in parties) or customer_id,
            "owner": people.id_of(_first(row.owner for row in details)),
            "sector": _first(row.sector for row in details) or None,
            "city": _first(party.city for party in parties) or None,
            "country": country_code(_first(party.country for party in parties)) or None,
            "vat_id": _first(identity(party).vat_id for party in parties) or None,
            "since_on": min((row.since for row in details if row.since), default=None),
        }

    def _tell(self, doubts: list[tuple[Party, Match]], notes: Notes) -> None:
        for party, match in doubts[:SHOWN_DOUBTS]:
            other = self.parties[match.candidates[0]][0]
            notes.say("", _MAY_BE.of(one=_called(party), other=_called(other), why=match.why), _KEPT_APART.of())
        if len(doubts) > SHOWN_DOUBTS:
            notes.say("", _MORE_DOUBTS.of(n=len(doubts) - SHOWN_DOUBTS), _KEPT_APART.of())


def _named(gathered: Gathered, sales: Sales) -> Iterable[Party]:
    yield from (invoice.buyer for invoice in sales.invoices)
    yield from (row.customer for _, row in gathered.of_kind(PurchaseRow))
    yield from (row.party for _, row in gathered.of_kind(CustomerRow))
    yield from (row.company for _, row in gathered.of_kind(DealRow))
    contacts = gathered.of_kind(ContactRow)
    yield from (row.company for file, row in contacts if file not in gathered.address_books)


def _best_first(party: Party) -> tuple[Any, ...]:
    who: Identity = identity(party)
    strength = (not who.vat_id, not who.tax_code, not who.external_id, not who.domain, not who.city, not who.name)
    return (*strength, who.vat_id, who.tax_code, who.external_id, who.name, who.city, repr(party))


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _as_people_write(names: Iterable[str]) -> str:
    """The best identified name; one that a form wrote all in capitals gives way to one that people wrote.

    >>> _as_people_write(["ROSSI SRL", "Rossi Srl", "Rossi"]), _as_people_write(["ROSSI SRL", ""])
    ('Rossi Srl', 'ROSSI SRL')
    """
    given = [name for name in names if name]
    return next((name for name in given if not name.isupper()), _first(given))


def _called(party: Party) -> str:
    return party.name or party.vat_id or party.tax_code or party.external_id or party.email


_MAY_BE = Text(
    it="«{one}» e «{other}» potrebbero essere lo stesso cliente. {why}",
    en="“{one}” and “{other}” may be the same customer. {why}",
)
_KEPT_APART = Text(
    it="Per ora restano due: aggiungi la partita IVA per dirlo.",
    en="They are two for now: add the VAT id to tell.",
)
_MORE_DOUBTS = Text(
    it="Altri {n:number} clienti potrebbero essere doppi.", en="{n:number} more customers may be twice."
)
