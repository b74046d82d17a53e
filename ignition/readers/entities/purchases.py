"""Purchases out of a table: who, when, how much."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ignition.readers.entities.parties import first_mail
from ignition.readers.tabular import Columns
from ignition.records import Party, PurchaseRow, Record
from ignition.wording import Text

_WHO = ("customer_name", "vat_id", "tax_code", "email", "city", "customer_id")


def rows(columns: Columns) -> Iterator[Record]:
    """A purchase for each row that says who, when and how much."""
    days, amounts, units = columns.days("on"), columns.numbers("amount"), columns.numbers("units")
    products, documents = columns.texts("product"), columns.texts("document")
    currencies = [currency.upper() or "EUR" for currency in columns.texts("currency")]
    who = zip(*(columns.texts(field) for field in _WHO), strict=True)
    for index, named in enumerate(who):
        on, amount = days[index], amounts[index]
        if on is not None and amount is not None and any(named):
            yield PurchaseRow(
                _party(*named), on, amount, currencies[index], units[index], products[index], documents[index]
            )
        else:
            columns.skip(index, _INCOMPLETE.of())


@lru_cache(maxsize=262_144)
def _party(name: str, vat_id: str, tax_code: str, email: str, city: str, external_id: str) -> Party:
    return Party(name, vat_id, tax_code, first_mail(email), city=city, external_id=external_id)


_INCOMPLETE = Text(
    it="L'acquisto non dice chi, quando o quanto.", en="The purchase does not say who, when or how much."
)
