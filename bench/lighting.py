"""How long the 3-2-1 takes on a book of the size of CDNOW (23,570 customers), drawn from its published parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

import ignition as ig
from bench.drawn import WEEKS, draw
from bench.figure import Figure, best_of

CUSTOMERS = 23_570
FIRST_DAY = dt.date(1997, 1, 1)


def measure() -> Iterator[Figure]:
    purchases = _purchases()
    book = ig.Book(purchases=purchases)
    on = FIRST_DAY + dt.timedelta(weeks=WEEKS)
    taken = best_of(lambda: ig.ignite(book, on=on), times=2)
    yield Figure("Book to 3-2-1", f"{taken:.2f} s", f"{CUSTOMERS:,} customers, {purchases.num_rows:,} purchases")


def _purchases() -> pa.Table:
    drawn = draw(np.random.default_rng(7), CUSTOMERS)
    days = np.datetime64(FIRST_DAY) + drawn.day
    return pa.table({"customer_id": drawn.who.astype(str), "on": days.astype("datetime64[D]"), "amount": drawn.amount})
