"""Companies with a known answer: what one more activity in a fortnight does to the chance of winning in the next."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pyarrow as pa

from ignition.backends import connect
from ignition.book import Book
from ignition.features import effort
from ignition.responses import Reading, read

FIRST, DAY = dt.date(2024, 1, 1), dt.date(2026, 1, 1)
WIN, LOSE = 0.06, 0.06
"""Chance a fortnight of a deal that nobody works on."""


@cache
def a_company(
    elasticity: float, deals: int, seed: int = 0, *, days: int = 730, hope: float = 0.0, families: int = 1
) -> Book:
    """Deals opened evenly over the last `days`; in each fortnight Poisson activities, whose logarithm lifts the next one's chance.

    With `hope` each deal has a quality nobody wrote down: it is won the more easily, and is worked on the more.
    """
    rng = np.random.default_rng(seed)
    first = DAY - dt.timedelta(days)
    opened = rng.integers(0, days - 30, deals)
    quality = np.exp(hope * rng.standard_normal(deals))
    ended, won, acts = np.full(deals, -1), np.zeros(deals, bool), []
    before, open_still = np.zeros(deals, np.int64), np.ones(deals, bool)
    for block in range(52):
        chance = 1 - np.exp(-WIN * quality * (1 + before) ** elasticity)
        draw = rng.random(deals)
        wins = open_still & (block > 0) & (draw < chance)
        loses = open_still & ~wins & (draw > 1 - LOSE)
        day = opened + 14 * block + rng.integers(0, 14, deals)
        closes = (wins | loses) & (day <= days)
        ended[closes], won[closes & wins] = day[closes], True
        before = rng.poisson(0.8 * quality)
        acts.extend(_acts(rng, np.flatnonzero(open_still), before, opened + 14 * block, ended, days))
        open_still &= ~(wins | loses)
    return Book(
        products=[{"product_id": f"P{i}", "family": f"family {i}"} for i in range(families)],
        deals=pa.table(
            {
                "deal_id": [f"D{i}" for i in range(deals)],
                "opened_on": [first + dt.timedelta(int(day)) for day in opened],
                "closed_on": [first + dt.timedelta(int(day)) if day >= 0 else None for day in ended],
                "outcome": [
                    ("won" if one else "lost") if day >= 0 else None for one, day in zip(won, ended, strict=True)
                ],
                "product_id": [f"P{i % families}" for i in range(deals)],
                "amount": [1_000.0] * deals,
            }
        ),
        activities=pa.table(
            {
                "deal_id": [f"D{deal}" for deal, _ in acts],
                "at": [dt.datetime.combine(first + dt.timedelta(day), dt.time(9)) for _, day in acts],
                "kind": ["call"] * len(acts),
            }
        ),
    )


def _acts(
    rng: np.random.Generator, open_deals: np.ndarray, many: np.ndarray, start: np.ndarray, ended: np.ndarray, days: int
) -> list[tuple[int, int]]:
    """The activities of one fortnight, until the deal ends in it."""
    deal = np.repeat(open_deals, many[open_deals])
    day = start[deal] + rng.integers(0, 14, len(deal))
    kept = (day < days) & ((ended[deal] < 0) | (day < ended[deal]))
    return list(zip(deal[kept].tolist(), day[kept].tolist(), strict=True))


def reading_of(book: Book, on: dt.date = DAY, result: str = "deal") -> Reading:
    known = book.as_of(on)
    with connect(known) as desk:
        return read(effort.describe(desk, known, on))[result]
