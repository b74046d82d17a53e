"""What was bought: invoices and rows of purchase tables, as columns."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from ignition.binding.customers import Customers
from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.binding.products import Products
from ignition.binding.rows import ColumnLists
from ignition.binding.sales import EURO, OTHER_CURRENCY, Sales
from ignition.records import Invoice, PurchaseRow
from ignition.wording import Text

_PURCHASE = ("customer_id", "on", "amount", "document", "units")
_LINE = ("customer_id", "on", "amount", "document", "product_id", "description", "quantity")


def purchase_columns(
    gathered: Gathered, sales: Sales, customers: Customers, products: Products, notes: Notes
) -> tuple[ColumnLists, ColumnLists]:
    """Columns of `purchases` and of `purchase_lines`.

    Rows of a table that share customer, day and document number are lines of one purchase.
    """
    purchases: ColumnLists = {name: [] for name in _PURCHASE}
    lines: ColumnLists = {name: [] for name in _LINE}
    for invoice in sales.invoices:
        _invoice(invoice, customers, products, notes, purchases, lines)
    rows = _in_euro(gathered, notes)
    _rows(rows, customers, purchases)
    _row_lines([row for row in rows if row.product], customers, products, lines)
    return purchases, lines


def _invoice(
    invoice: Invoice,
    customers: Customers,
    products: Products,
    notes: Notes,
    purchases: ColumnLists,
    lines: ColumnLists,
) -> None:
    customer_id = customers.id_of(invoice.buyer)
    if customer_id is None:
        notes.count("", _NOBODY, _ADD_BUYER)
        return
    _append(purchases, customer_id, invoice.on, float(invoice.net), invoice.number, None)
    for line in invoice.lines:
        product_id = products.id_of(line.code, line.description)
        _append(
            lines, customer_id, invoice.on, float(line.amount), invoice.number, product_id, line.description,
            _float(line.quantity),
        )  # fmt: skip


def _in_euro(gathered: Gathered, notes: Notes) -> list[PurchaseRow]:
    kept = []
    for file, row in gathered.of_kind(PurchaseRow):
        if row.currency == EURO:
            kept.append(row)
        else:
            notes.count(file, OTHER_CURRENCY, _EXPORT_IN_EURO)
    return kept


def _rows(rows: list[PurchaseRow], customers: Customers, purchases: ColumnLists) -> None:
    together: dict[tuple[str | None, object, str], list[PurchaseRow]] = defaultdict(list)
    for row in rows:
        if row.document:
            together[customers.id_of(row.customer), row.on, row.document].append(row)
        else:
            _append(purchases, customers.id_of(row.customer), row.on, float(row.amount), None, _float(row.units))
    for (customer_id, on, document), lines in together.items():
        units = [row.units for row in lines if row.units is not None]
        total = float(sum(row.amount for row in lines))
        _append(purchases, customer_id, on, total, document, float(sum(units)) if units else None)


def _row_lines(rows: list[PurchaseRow], customers: Customers, products: Products, lines: ColumnLists) -> None:
    for row in rows:
        customer_id, product_id = customers.id_of(row.customer), products.id_of(row.product)
        _append(
            lines, customer_id, row.on, float(row.amount), row.document or None, product_id, row.product,
            _float(row.units),
        )  # fmt: skip


def _append(columns: ColumnLists, *values: object) -> None:
    for column, value in zip(columns.values(), values, strict=True):
        column.append(value)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


_NOBODY = Text(
    it="{n:number} fatture senza un cliente riconoscibile: lasciate fuori.",
    en="{n:number} invoices with no customer to tell: left out.",
)
_ADD_BUYER = Text(it="Controlla i dati del cessionario.", en="Check the buyer's data.")
_EXPORT_IN_EURO = Text(it="Esporta gli importi in euro.", en="Export the amounts in euro.")
