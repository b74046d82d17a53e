"""A shop whose customers differ in pace, and of whom some leave; a seller whose deals differ by product. Drawn once, seeds fixed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
Rows = list[dict[str, Any]]


def a_shop(customers: int = 80, seed: int = 7) -> Rows:
    """Half buy every fortnight or so, half every four months; one in a hundred purchases is the last."""
    draw = np.random.default_rng(seed)
    rows: Rows = []
    for one in range(customers):
        gap = 14 if one % 2 else 120
        day = draw.uniform(0, 60)
        while day < (LAST - FIRST).days:
            rows.append({"customer_id": f"C{one:03d}", "on": FIRST + dt.timedelta(days=int(day)), "amount": 100.0})
            day += draw.exponential(gap) + 1
            if draw.uniform() < 0.01:
                break
    return rows


def a_pipeline(deals: int = 300, seed: int = 3) -> Rows:
    """Two products: of one 70 in 100 are won, of the other 10, each about four weeks after it was opened."""
    draw = np.random.default_rng(seed)
    rows: Rows = []
    for one in range(deals):
        opened = int(draw.uniform(0, 340))
        closed = opened + int(draw.exponential(28)) + 1
        product, chance = ("easy", 0.7) if one % 2 else ("hard", 0.1)
        deal: dict[str, Any] = {
            "deal_id": f"D{one:03d}",
            "opened_on": FIRST + dt.timedelta(days=opened),
            "product_id": product,
            "amount": 1000.0,
        }
        won = draw.uniform() < chance
        if closed < (LAST - FIRST).days:
            deal |= {"closed_on": FIRST + dt.timedelta(days=closed), "outcome": "won" if won else "lost"}
        rows.append(deal)
    return rows
