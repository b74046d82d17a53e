"""People at customers."""

from __future__ import annotations

from typing import Any

from ignition.binding.customers import Customers
from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.binding.rows import ColumnLists, columns_of
from ignition.matching import domain_of, is_shared, squeezed
from ignition.records import ContactRow, Party
from ignition.wording import Text


def contact_rows(gathered: Gathered, customers: Customers, notes: Notes) -> ColumnLists:
    """Columns of `contacts`. Who names no company belongs to the customer whose mail domain they have, or is left out.

    Where several documents name one person, what the first says stands, and the others add the role and title it leaves open.
    """
    kept: dict[str, dict[str, Any]] = {}
    for file, row in sorted(gathered.of_kind(ContactRow), key=repr):
        customer_id = customers.find(row.company) or _by_domain(row.party, customers)
        if customer_id is None:
            notes.count(file, _NOWHERE, _ADD_COMPANY)
            continue
        contact_id = contact_key(row.party, customer_id)
        first = kept.setdefault(contact_id, _row(contact_id, customer_id, row))
        first.update(role=first["role"] or row.role or None, title=first["title"] or row.title or None)
    return columns_of(kept.values())


def contact_key(party: Party, customer_id: str) -> str:
    """The address where there is one, for it is what mail and calendars know; else the id or the name there."""
    return party.email.lower() or party.external_id or f"{customer_id} · {squeezed(party.name)}"


def _row(contact_id: str, customer_id: str, row: ContactRow) -> dict[str, Any]:
    return {
        "contact_id": contact_id,
        "customer_id": customer_id,
        "name": row.party.name or None,
        "email": row.party.email or None,
        "role": row.role or None,
        "title": row.title or None,
    }


def _by_domain(party: Party, customers: Customers) -> str | None:
    domain = domain_of(party.email)
    return None if is_shared(domain) else customers.index.match(Party(domain=domain)).key


_NOWHERE = Text(
    it="{n:number} contatti senza un'azienda riconoscibile: lasciati fuori.",
    en="{n:number} contacts with no company to tell: left out.",
)
_ADD_COMPANY = Text(it="Esporta anche l'azienda del contatto.", en="Export the contact's company as well.")
