"""The history of the demo company: the drawn process, and the few stories planted in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from numpy.random import Generator

from ignition.datasets.demo.buying import invoice_deals, sell, sell_then_stop
from ignition.datasets.demo.clients import PEOPLE, BuyingProcess, draw_clients
from ignition.datasets.demo.company import Client, Sale, Truth
from ignition.datasets.demo.dealing import closing_deal, run_deals, stuck_deal
from ignition.datasets.demo.talking import converse

CLIENTS, PROSPECTS, DAYS = 120, 20, 800
SILENT_DAYS = (64, 78, 95)
_FIRST_PLANTED_DEAL = 9_000


def draw_history(rng: Generator, today: dt.date) -> Truth:
    """Each of those who sell gets a customer that waits, one that fell silent (not the owner), a stuck deal and a closing one."""
    process = BuyingProcess()
    drawn = draw_clients(rng, CLIENTS + PROSPECTS, today, DAYS, process)
    waiting, silent, stuck_with, closing_with, others = _cast(drawn, today - dt.timedelta(days=DAYS))
    faithful = (*waiting, *stuck_with, *closing_with)
    buyers, prospects = (*faithful, *others[:-PROSPECTS]), others[-PROSPECTS:]
    sales, gone = sell(rng, buyers, today)
    more: list[Sale] = [
        sale
        for client, days in zip(silent, SILENT_DAYS, strict=True)
        for sale in sell_then_stop(rng, client, today - dt.timedelta(days=days))
    ]
    stuck = [stuck_deal(rng, _FIRST_PLANTED_DEAL + n, client, today) for n, client in enumerate(stuck_with)]
    closing = [closing_deal(rng, _FIRST_PLANTED_DEAL + 50 + n, client, today) for n, client in enumerate(closing_with)]
    staying = tuple(client for client in others if client.vat_id not in gone)
    deals = run_deals(rng, staying, today, DAYS)
    more += invoice_deals(rng, deals, today)
    talked_of = [deal for deal in deals if deal.outcome == "open"] + closing
    return Truth(
        clients=(*buyers, *silent, *prospects),
        sales=tuple(sorted((*sales, *more), key=lambda sale: (sale.on, sale.client.vat_id))),
        deals=tuple(sorted((*deals, *stuck, *closing), key=lambda deal: (deal.opened_on, deal.key))),
        letters=converse(rng, buyers, talked_of, waiting, today),
        gone=gone | {client.vat_id for client in silent},
        silent=tuple(client.vat_id for client in silent),
        stuck=tuple(deal.key for deal in stuck),
        closing=tuple(deal.key for deal in closing),
        waiting=tuple(client.vat_id for client in waiting),
        elasticity=process.elasticity,
    )


def _cast(drawn: tuple[Client, ...], start: dt.date) -> tuple[tuple[Client, ...], ...]:
    """Give the first drawn their parts; the rest are left to chance."""
    each = len(PEOPLE)
    parts = [drawn[start : start + each] for start in range(0, 4 * each, each)]
    waiting, silent, stuck, closing = (tuple(replace(client, leaves=0.0) for client in part) for part in parts)
    missed = tuple(_loyal(client, start) for client in silent if client.owner.role != "owner")
    heard = tuple(_loyal(client, client.since) for client in waiting)
    return heard, missed, stuck, closing, drawn[4 * each :]


def _loyal(client: Client, start: dt.date) -> Client:
    return replace(client, since=start, value=max(client.value, 2500.0))
