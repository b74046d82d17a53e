"""The rows of a table as records, one file for each thing a table can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ignition.readers.entities import companies, contacts, deals, people, products, purchases, stages
from ignition.readers.tabular import Columns
from ignition.records import Record

Rows = Callable[[Columns], Iterator[Record]]

ROWS: dict[str, Rows] = {
    "deal": deals.rows,
    "company": companies.rows,
    "contact": contacts.rows,
    "product": products.rows,
    "person": people.rows,
    "stage": stages.rows,
    "stage_field": stages.field_rows,
    "purchase": purchases.rows,
}
"""What a table can hold, by the name its vocabulary gives it."""
