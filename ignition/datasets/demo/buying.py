"""Let the customers buy: days of purchase, what is on the invoice, and who has left by today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from numpy.random import Generator

from ignition.datasets.demo.company import Client, Deal, Item, Sale

PRODUCTS = (
    ("CIL-040", "Cilindro oleodinamico doppio effetto Ø40", "NR", Decimal("312.00")),
    ("CIL-063", "Cilindro oleodinamico doppio effetto Ø63", "NR", Decimal("486.50")),
    ("VAL-C10", "Valvola di massima a cartuccia 10 l/min", "NR", Decimal("74.20")),
    ("VAL-D06", "Elettrovalvola direzionale NG6 24 V", "NR", Decimal("128.90")),
    ("POM-G16", "Pompa a ingranaggi 16 cc", "NR", Decimal("219.00")),
    ("CEN-055", "Centralina oleodinamica 5,5 kW", "NR", Decimal("2150.00")),
    ("FIL-025", "Filtro in linea 25 micron", "NR", Decimal("38.40")),
    ("KIT-GUA", "Kit guarnizioni di ricambio", "NR", Decimal("21.75")),
    ("TUB-R2T", 'Tubo flessibile R2T 1/2"', "MT", Decimal("9.80")),
    ("MAN-ORA", "Manutenzione programmata in sede", "HUR", Decimal("62.00")),
)
SILENT_GAP_DAYS = 21.0


def sell(rng: Generator, clients: tuple[Client, ...], today: dt.date) -> tuple[tuple[Sale, ...], frozenset[str]]:
    """All purchases up to `today` in order of time, and the VAT ids of those who have left."""
    sales: list[Sale] = []
    gone: set[str] = set()
    for client in clients:
        days, left = _purchase_days(rng, client, today)
        sales += [Sale(client, day, items(rng, client.value)) for day in days]
        gone |= {client.vat_id} if left else set()
    return tuple(sorted(sales, key=lambda sale: (sale.on, sale.client.vat_id))), frozenset(gone)


def _purchase_days(rng: Generator, client: Client, today: dt.date) -> tuple[list[dt.date], bool]:
    days, day = [], client.since
    while day <= today:
        days.append(_working_day(day))
        if rng.random() < client.leaves:
            return days, True
        day += dt.timedelta(days=max(1, round(float(rng.exponential(1 / client.rate)))))
    return [day for day in days if day <= today], False


def sell_then_stop(rng: Generator, client: Client, stopped: dt.date) -> list[Sale]:
    """A customer with a regular pace that stops on a day: what the silence test must find."""
    days, day = [], client.since
    while day <= stopped:
        days.append(_working_day(day))
        day += dt.timedelta(days=max(5, round(float(rng.normal(SILENT_GAP_DAYS, 4.0)))))
    return [Sale(client, day, items(rng, client.value)) for day in days]


def invoice_deals(rng: Generator, deals: list[Deal], today: dt.date) -> list[Sale]:
    """What was won is delivered, and invoiced two to five weeks later."""
    won = [deal for deal in deals if deal.outcome == "won" and deal.closed_on]
    due = [
        (deal, _working_day(deal.closed_on + dt.timedelta(days=int(rng.integers(14, 35)))))
        for deal in won
        if deal.closed_on
    ]
    return [Sale(deal.client, day, _worth(rng, float(deal.amount))) for deal, day in due if day <= today]


def items(rng: Generator, value: float) -> tuple[Item, ...]:
    """One to four products worth about a Gamma draw with the customer's mean."""
    return _worth(rng, float(rng.gamma(6.0, value / 6.0)))


def _worth(rng: Generator, target: float) -> tuple[Item, ...]:
    chosen = rng.choice(len(PRODUCTS), size=int(rng.integers(1, 5)), replace=False)
    shares = rng.dirichlet([2.0] * len(chosen))
    return tuple(_items(chosen.tolist(), (shares * target).tolist()))


def _items(chosen: list[int], worth: list[float]) -> Iterator[Item]:
    for index, amount in zip(chosen, worth, strict=True):
        code, name, unit, price = PRODUCTS[index]
        yield Item(code, name, unit, max(1, round(amount / float(price))), price)


def correct(rng: Generator, numbered: list[tuple[str, Sale]], today: dt.date, share: float = 0.02) -> list[Sale]:
    """Credit notes for a few invoices: part of the first line came back."""
    notes = []
    for number, sale in numbered:
        day = _working_day(sale.on + dt.timedelta(days=int(rng.integers(5, 25))))
        if rng.random() < share and day <= today:
            returned = replace(sale.items[0], quantity=max(1, sale.items[0].quantity // 3))
            notes.append(Sale(sale.client, day, (returned,), "TD04", number))
    return notes


def _working_day(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 4))
