"""Readings in, a Book out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ignition.binding.activities import activity_rows
from ignition.binding.contacts import contact_rows
from ignition.binding.customers import Customers
from ignition.binding.deals import bind_deals
from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.binding.ours import Ours
from ignition.binding.people import People
from ignition.binding.products import Products
from ignition.binding.purchases import purchase_columns
from ignition.binding.rows import sorted_table
from ignition.binding.sales import Sales
from ignition.book import Book
from ignition.records import Party, Reading


def bind(readings: Iterable[Reading], own: Sequence[Party] = (), today: dt.date | None = None) -> Book:
    """The Book that these readings make together.

    The order of the readings does not matter, and a document read twice changes nothing: invoices count once by seller,
    year, number and kind, messages by their id, deals by theirs; of equal rows in several tables of purchases as many
    are kept as the table with most of them has. `own` says which company and which addresses are ours; where it is empty they are
    inferred, and `book.problems` says what was inferred, left out or in doubt. Amounts in another currency than euro
    are left out: there is no rate. Meetings after `today` are left out: they are planned, and have not happened.

    >>> import datetime as dt
    >>> from decimal import Decimal
    >>> from ignition.records import PurchaseRow
    >>> row = PurchaseRow(Party(name="Bianchi Srl"), dt.date(2026, 1, 31), Decimal("12.5"))
    >>> bind([Reading("a.csv", "purchases_table", (row,))] * 2).purchases.num_rows
    1
    """
    notes = Notes()
    gathered = Gathered.of(readings)
    ours = Ours.of(gathered, own, notes)
    sales = Sales.of(gathered, ours, notes)
    customers = Customers.of(gathered, sales, ours, notes)
    people = People.of(gathered)
    products = Products.of(gathered, sales)
    purchases, lines = purchase_columns(gathered, sales, customers, products, notes)
    deals, stages = bind_deals(gathered, customers, people, products, notes)
    tables = {
        "customers": customers.rows(people),
        "contacts": contact_rows(gathered, customers, notes),
        "products": products.rows(),
        "deals": deals,
        "stage_changes": stages,
        "activities": activity_rows(gathered, customers, people, ours, today, notes),
        "purchases": purchases,
        "purchase_lines": lines,
        "people": people.rows(),
    }
    held = {name: sorted_table(columns) for name, columns in tables.items() if any(columns.values())}
    return Book(problems=(*gathered.problems, *notes.found()), **held)
