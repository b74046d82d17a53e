"""What documents say of purchases, products and deals: recorded once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from ignition.records import Invoice, ProductRow, PurchaseRow
from ignition_web.customers.recorded import fingerprint, in_batches, plain
from ignition_web.sales.models import Instalment, Product, Purchase, PurchaseLine

MOST = Decimal(10) ** 11
"""Amounts from here on are a mistake of the document, and would not fit their column."""


@dataclass(slots=True)
class Draft:
    """A purchase with its lines and instalments, ready to be stored."""

    purchase: Purchase
    lines: list[PurchaseLine] = field(default_factory=list)
    instalments: list[Instalment] = field(default_factory=list)


def draft_of_invoice(invoice: Invoice, customer: int, arrival: UUID | None) -> Draft:
    """An invoice as a purchase: its net amount, its lines, when it is to be paid."""
    first = min(invoice.instalments, key=lambda part: part.due_on, default=None)
    purchase = Purchase(
        customer_id=customer,
        on=invoice.on,
        amount=invoice.net,
        currency=plain(invoice.currency, 3),
        document=plain(invoice.number, 255),
        kind=plain(invoice.kind, 10),
        due_on=first.due_on if first else None,
        due_estimated=first.estimated if first else False,
        source_key=invoice_key(invoice),
        arrival=arrival,
    )
    return Draft(purchase, _lines(invoice), _instalments(invoice))


def invoice_key(invoice: Invoice) -> str:
    """An invoice is the same when its seller, year, number and kind are, whatever file brings it."""
    seller = invoice.seller.vat_id or invoice.seller.tax_code or invoice.seller.name
    return fingerprint("invoice", seller.replace(" ", ""), invoice.on.year, invoice.number, invoice.kind)


def drafts_of_rows(rows: Sequence[tuple[int, PurchaseRow]], arrival: UUID | None) -> list[Draft]:
    """Rows of a table of purchases, with the customer of each. Those of one customer, day and document are one purchase.

    Equal rows without a document are several purchases; in the next export of the same table they are the same ones.
    """
    together: dict[str, list[tuple[int, PurchaseRow]]] = {}
    seen: Counter[str] = Counter()
    for customer, row in rows:
        key = fingerprint("rows", customer, row.on, row.document)
        if not row.document:
            said = fingerprint("row", customer, row.on, f"{row.amount:.2f}", row.units or "", row.product)
            seen[said] += 1
            key = fingerprint(said, seen[said])
        together.setdefault(key, []).append((customer, row))
    return [_draft_of_rows(key, lines[0][0], [row for _, row in lines], arrival) for key, lines in together.items()]


def _draft_of_rows(key: str, customer: int, rows: list[PurchaseRow], arrival: UUID | None) -> Draft:
    units = [row.units for row in rows if row.units is not None]
    purchase = Purchase(
        customer_id=customer,
        on=rows[0].on,
        amount=sum((row.amount for row in rows), Decimal()),
        currency=plain(rows[0].currency, 3),
        units=sum(units, Decimal()) if units else None,
        document=plain(rows[0].document, 255),
        source_key=key,
        arrival=arrival,
    )
    lines = [
        PurchaseLine(
            code=plain(row.product, 255), description=plain(row.product), quantity=row.units, amount=row.amount
        )
        for row in rows
        if row.product
    ]
    return Draft(purchase, lines)


def record_purchases(drafts: Sequence[Draft]) -> int:
    """Those not recorded before. Returns how many."""
    wanted = {draft.purchase.source_key: draft for draft in drafts}
    for batch in in_batches(wanted):
        for known in Purchase.objects.filter(source_key__in=batch).values_list("source_key", flat=True):
            del wanted[known]
    new = list(wanted.values())
    Purchase.objects.bulk_create([draft.purchase for draft in new], batch_size=500)
    for draft in new:
        for line in draft.lines:
            line.purchase_id = draft.purchase.pk
        for instalment in draft.instalments:
            instalment.purchase_id = draft.purchase.pk
    PurchaseLine.objects.bulk_create([line for draft in new for line in draft.lines], batch_size=500)
    Instalment.objects.bulk_create([part for draft in new for part in draft.instalments], batch_size=500)
    return len(new)


def record_products(rows: Sequence[ProductRow], arrival: UUID | None) -> int:
    """Products not known yet. Returns how many."""
    wanted = {plain(row.external_id or row.name, 255): row for row in rows}
    for batch in in_batches(wanted):
        for known in Product.objects.filter(external_id__in=batch).values_list("external_id", flat=True):
            del wanted[known]
    made = [
        Product(
            external_id=key, name=plain(row.name), family=plain(row.family), list_price=row.list_price, arrival=arrival
        )
        for key, row in wanted.items()
        if key
    ]
    Product.objects.bulk_create(made, batch_size=500)
    return len(made)


def is_possible(*amounts: Decimal | None) -> bool:
    """An amount that can be true, and fits its column."""
    return all(amount is None or (amount.is_finite() and abs(amount) < MOST) for amount in amounts)


def _lines(invoice: Invoice) -> list[PurchaseLine]:
    return [
        PurchaseLine(
            number=plain(line.number, 20),
            code=plain(line.code, 255),
            description=plain(line.description),
            quantity=line.quantity if is_possible(line.quantity) else None,
            unit=plain(line.unit, 20),
            unit_price=line.unit_price if is_possible(line.unit_price) else None,
            amount=line.amount,
        )
        for line in invoice.lines
        if is_possible(line.amount)
    ]


def _instalments(invoice: Invoice) -> list[Instalment]:
    return [
        Instalment(due_on=part.due_on, amount=part.amount, estimated=part.estimated)
        for part in invoice.instalments
        if is_possible(part.amount)
    ]
