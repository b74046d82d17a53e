"""Deals and their stages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ignition.binding.customers import Customers
from ignition.binding.gathered import Gathered
from ignition.binding.notes import Notes
from ignition.binding.people import People
from ignition.binding.products import Products
from ignition.binding.rows import ColumnLists, columns_of
from ignition.binding.sales import EURO, OTHER_CURRENCY
from ignition.records import DealRow, StageRow
from ignition.wording import Text

_LONG_AGO = dt.date(1900, 1, 1)


def bind_deals(
    gathered: Gathered, customers: Customers, people: People, products: Products, notes: Notes
) -> tuple[ColumnLists, ColumnLists]:
    """Columns of `deals` and of `stage_changes`.

    Of one deal in several exports the latest state wins: ended over open, then the later day. A deal without an opening
    day takes the day of its first stage; with neither it is left out and counted. One without an amount asks for its product's list price.
    """
    stages = {row for _, row in gathered.of_kind(StageRow)}
    first_stage: dict[str, dt.date] = {}
    for entry in stages:
        first_stage[entry.deal_id] = min(entry.at.date(), first_stage.get(entry.deal_id, entry.at.date()))
    kept = _latest(gathered, first_stage, notes)
    deals = columns_of(_row(deal_id, deal, customers, people, products) for deal_id, deal in kept.items())
    changes = [
        {"deal_id": entry.deal_id, "stage": entry.stage, "at": entry.at.replace(tzinfo=None)} for entry in stages
    ]
    return deals, columns_of(changes)


def _latest(gathered: Gathered, first_stage: Mapping[str, dt.date], notes: Notes) -> dict[str, DealRow]:
    kept: dict[str, DealRow] = {}
    for file, deal in gathered.of_kind(DealRow):
        deal_id = deal.external_id or _made_id(deal)
        if deal.currency != EURO:
            notes.count(file, OTHER_CURRENCY, _EXPORT_IN_EURO)
        elif deal.opened_on is None and deal_id not in first_stage:
            notes.count(file, _NOT_OPENED, _ADD_OPENED)
        else:
            kept[deal_id] = max(kept.get(deal_id, deal), deal, key=_lateness)
    return {deal_id: _opened(deal, first_stage.get(deal_id)) for deal_id, deal in kept.items()}


def _opened(deal: DealRow, first_stage: dt.date | None) -> DealRow:
    if deal.opened_on is not None:
        return deal
    fields = {name: getattr(deal, name) for name in DealRow.__dataclass_fields__}
    return DealRow(**{**fields, "opened_on": first_stage})


def _lateness(deal: DealRow) -> tuple[Any, ...]:
    return deal.outcome != "open", deal.closed_on or _LONG_AGO, deal.expected_on or _LONG_AGO, repr(deal)


def _made_id(deal: DealRow) -> str:
    parts = (
        deal.name,
        deal.company.name or deal.company.external_id,
        deal.opened_on.isoformat() if deal.opened_on else "",
    )
    return " · ".join(part for part in parts if part)


def _row(deal_id: str, deal: DealRow, customers: Customers, people: People, products: Products) -> dict[str, Any]:
    product_id = products.id_of(deal.product)
    asked = _float(deal.amount)
    return {
        "deal_id": deal_id,
        "opened_on": deal.opened_on,
        "customer_id": customers.id_of(deal.company),
        "name": deal.name or None,
        "owner": people.id_of(deal.owner),
        "product_id": product_id,
        "amount": products.list_price(product_id) if asked is None else asked,
        "won_amount": _float(deal.won_amount),
        "pipeline": deal.pipeline or None,
        "stage": deal.stage or None,
        "expected_on": deal.expected_on,
        "closed_on": deal.closed_on,
        "outcome": None if deal.outcome == "open" else deal.outcome,
        "source": deal.source or None,
    }


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


_EXPORT_IN_EURO = Text(it="Esporta gli importi in euro.", en="Export the amounts in euro.")
_NOT_OPENED = Text(
    it="{n:number} trattative senza il giorno di apertura: lasciate fuori.",
    en="{n:number} deals without an opening day: left out.",
)
_ADD_OPENED = Text(
    it="Esporta anche la data di creazione o lo storico delle fasi.",
    en="Export the creation date or the stage history as well.",
)
