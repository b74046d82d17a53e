"""Books with a truth planted in them: who lacks what most who are alike buy, and deals whose product decides."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

DAY = dt.date(2026, 6, 30)
Rows = list[dict[str, Any]]
TRADES = {"workshop": ("saw", "glue", "blade"), "office": ("pen", "paper", "ink")}


def two_trades(each: int = 60, seed: int = 5, share: float = 0.8) -> dict[str, Rows]:
    """Everybody buys the first two families of their trade every month or so, and `share` of them the third."""
    draw = np.random.default_rng(seed)
    lines: Rows = []
    for trade, families in TRADES.items():
        for n in range(each):
            third = draw.uniform() < share
            begins = 720 if draw.uniform() < 0.8 else int(draw.uniform(30, 330))
            lines += _buys(draw, f"{trade} {n:03d}", families[:2], 720)
            lines += _buys(draw, f"{trade} {n:03d}", families[2:], begins) if third else []
    return {"purchase_lines": lines, "purchases": _totals(lines)}


def no_trades(customers: int = 120, seed: int = 5) -> dict[str, Rows]:
    """Everybody draws from all six families each time, and some buy ten times as often as others."""
    draw = np.random.default_rng(seed)
    families = [family for trade in TRADES.values() for family in trade]
    lines: Rows = []
    for n in range(customers):
        every = draw.uniform(15, 150)
        days = np.cumsum(draw.exponential(every, 60) + 1)
        lines += [_line(f"C{n:03d}", str(draw.choice(families)), int(day)) for day in days[days < 700]]
    return {"purchase_lines": lines, "purchases": _totals(lines)}


def lacking(book: dict[str, Rows]) -> set[str]:
    """Customers of a trade who never bought its third family."""
    bought = {(line["customer_id"], line["product_id"]) for line in book["purchase_lines"]}
    third = {trade: families[2] for trade, families in TRADES.items()}
    return {who for who, _ in bought if (who, third[who.split()[0]]) not in bought}


def deals(closed: int = 1_500, still_open: int = 800, seed: int = 3) -> tuple[Rows, np.ndarray]:
    """Of one product 60 in 100 are won, of the other 15; the closed ones, those open on the day, and how these end."""
    draw = np.random.default_rng(seed)
    rows: Rows = []
    ends = []
    for n in range(closed + still_open):
        product, chance = ("easy", 0.6) if draw.uniform() < 0.5 else ("hard", 0.15)
        won = bool(draw.uniform() < chance)
        row: dict[str, Any] = {"deal_id": f"D{n:04d}", "product_id": product, "amount": 1000.0}
        ago = int(draw.uniform(90, 700)) if n < closed else int(draw.uniform(1, 30))
        row["opened_on"] = DAY - dt.timedelta(days=ago)
        if n < closed:
            row |= {
                "closed_on": row["opened_on"] + dt.timedelta(int(draw.uniform(10, 60))),
                "outcome": "won" if won else "lost",
            }
        else:
            ends.append(won)
        rows.append(row)
    return rows, np.array(ends)


def _buys(draw: np.random.Generator, who: str, families: tuple[str, ...], ago: int) -> Rows:
    days = ago - np.cumsum(draw.exponential(30, 60) + 1)
    return [_line(who, families[at % len(families)], int(day)) for at, day in enumerate(days[days >= 0])]


def _line(who: str, family: str, ago: int) -> dict[str, Any]:
    return {"customer_id": who, "product_id": family, "on": DAY - dt.timedelta(days=ago), "amount": 200.0}


def _totals(lines: Rows) -> Rows:
    return [{name: line[name] for name in ("customer_id", "on", "amount")} for line in lines]
