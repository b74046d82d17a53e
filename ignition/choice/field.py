"""One person's contenders, and the worlds in which they are held against each other."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass

import numpy as np

from ignition.choice.running import CONTENDERS
from ignition.gains import Floats, Ints, Offers

DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One person's contenders, best first, and their net gains in the same `DRAWS` worlds."""

    person: str
    price: float
    hours_today: float
    rows: Ints
    net: Floats
    draws: Floats
    seed: int

    def sure_to_gain(self, place: int) -> float:
        return float((self.draws[:, place] > 0).mean())

    def sure_to_lead(self, place: int) -> float:
        """P(among the top 3)."""
        third = max(self.draws.shape[1] - 3, 0)
        bar = np.partition(self.draws, third, axis=1)[:, third]
        return float((self.draws[:, place] >= bar).mean())


def contenders(
    offers: Offers, mine: Ints, risks: Ints, net: Floats, price: float, name: str, hours_today: float, on: dt.date
) -> Field:
    best = mine[:CONTENDERS]
    few_risks = [row for row in risks[: CONTENDERS // 2].tolist() if row not in set(best.tolist())]
    rows = np.concatenate([best, np.array(few_risks, dtype=np.int64)])
    seed = zlib.crc32(f"{on.isoformat()}|{name}".encode())
    draws = offers.draw(rows, np.full(len(rows), price), np.random.default_rng([seed, 0]), DRAWS)
    return Field(name, price, hours_today, rows, net[rows], draws, seed)
