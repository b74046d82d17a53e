"""Which families of products each customer buys, as of a day: what white space is looked for in."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.book.tables import Column
from ignition.features.buying import YEAR_DAYS
from ignition.features.columns import attach, days_until, nothing, one_each, shaped

CUSTOMER_FAMILY: tuple[Column, ...] = (
    Column("customer_id", "text", "", required=True),
    Column("family", "text", "the product's family, or its name, or its id where there is no other", required=True),
    Column("amount_total", "number", "EUR, what was given back taken off"),
    Column("amount_year", "number", "EUR, last 365 days"),
    Column("first_on", "day", "first day it was bought"),
    Column("purchase_days", "whole", "distinct days on which the customer bought anything"),
)


def describe(desk: Desk, on: dt.date) -> ir.Table:
    """One row for each customer and family bought, and not given back. Columns and units are those of `CUSTOMER_FAMILY`.

    A line without a product says nothing here; one with a negative amount takes revenue off and is no purchase.

    >>> from ignition.backends import connect
    >>> from ignition.book import Book
    >>> day = dt.date(2026, 3, 1)
    >>> book = Book(purchase_lines=[{"customer_id": "A", "on": "2026-01-10", "amount": 50, "product_id": "P1"},
    ...                             {"customer_id": "A", "on": "2026-01-30", "amount": 70, "product_id": "P2"}],
    ...             products=[{"product_id": "P1", "family": "saws"}, {"product_id": "P2", "family": "saws"}])
    >>> with connect(book.as_of(day)) as desk:
    ...     row = describe(desk, day).to_pyarrow().to_pylist()[0]
    >>> row["family"], row["amount_total"], row["purchase_days"]
    ('saws', 120.0, 2)
    """
    if not desk.holds("purchase_lines"):
        return nothing(desk, "no_families", CUSTOMER_FAMILY)
    return desk.once(f"families_{on:%Y%m%d}", lambda: _described(desk, on))


def _described(desk: Desk, on: dt.date) -> ir.Table:
    lines = _named_lines(desk)
    recent = days_until(on, lines.on) < YEAR_DAYS
    bought = lines.amount > 0
    by_family = lines.group_by("customer_id", "family").agg(
        amount_total=lines.amount.sum(),
        amount_year=ibis.ifelse(recent, lines.amount, 0.0).sum(),
        first_on=lines.on.min(where=bought),
    )
    kept = by_family.filter(by_family.amount_total > 0, by_family.first_on.notnull())
    days = lines.filter(bought).group_by("customer_id").agg(purchase_days=lines.on.nunique())
    return shaped(attach(kept, days, "customer_id"), CUSTOMER_FAMILY)


def _named_lines(desk: Desk) -> ir.Table:
    lines, products = desk.table("purchase_lines"), desk.table("products")
    sold = lines.filter(lines.product_id.notnull(), lines.customer_id.notnull(), lines.amount.notnull())
    listed = one_each(products, "product_id", products.family, products.name)
    names = listed.select("product_id", of_family="family", of_name="name")
    named = attach(sold.select("customer_id", "product_id", "on", "amount"), names, "product_id")
    return named.mutate(family=ibis.coalesce(named.of_family.nullif(""), named.of_name.nullif(""), named.product_id))
