"""Products by any of their names."""

from __future__ import annotations

from typing import Any

from ignition.binding.gathered import Gathered
from ignition.binding.rows import ColumnLists, columns_of
from ignition.binding.sales import Sales
from ignition.matching import squeezed
from ignition.records import DealRow, InvoiceLine, ProductRow, PurchaseRow


class Products:
    """`GTXPro` and `GTX Pro` are one. What a list of products does not name becomes one when a deal or a row sells it."""

    def __init__(self) -> None:
        self._rows: dict[str, ProductRow] = {}
        self._id_of: dict[str, str] = {}

    @classmethod
    def of(cls, gathered: Gathered, sales: Sales) -> Products:
        products = cls()
        listed = {row for _, row in gathered.of_kind(ProductRow)}
        for row in sorted(listed, key=lambda row: (row.list_price is None, not row.family, repr(row))):
            products._add(row)
        for line in sorted({line for invoice in sales.invoices for line in invoice.lines if line.code}, key=_line_key):
            products._add(ProductRow(line.code, line.description or line.code))
        for name in sorted(_sold(gathered)):
            products._add(ProductRow(name, name))
        return products

    def id_of(self, *names: str) -> str | None:
        """The product of the first name that is known."""
        return next((found for name in names if name and (found := self._id_of.get(squeezed(name)))), None)

    def list_price(self, product_id: str | None) -> float | None:
        price = self._rows[product_id].list_price if product_id else None
        return None if price is None else float(price)

    def rows(self) -> ColumnLists:
        return columns_of(self._row(product_id) for product_id in self._rows)

    def _row(self, product_id: str) -> dict[str, Any]:
        row = self._rows[product_id]
        price = None if row.list_price is None else float(row.list_price)
        return {"product_id": product_id, "name": row.name, "family": row.family or None, "list_price": price}

    def _add(self, row: ProductRow) -> None:
        known = self.id_of(row.external_id)
        if known is None:
            known = row.external_id
            self._rows[known] = row
        self._id_of.setdefault(squeezed(row.external_id), known)
        if squeezed(row.name):
            self._id_of.setdefault(squeezed(row.name), known)


def _line_key(line: InvoiceLine) -> tuple[str, str]:
    return line.code, line.description


def _sold(gathered: Gathered) -> set[str]:
    deals = {row.product for _, row in gathered.of_kind(DealRow)}
    return {name for name in deals | {row.product for _, row in gathered.of_kind(PurchaseRow)} if squeezed(name)}
