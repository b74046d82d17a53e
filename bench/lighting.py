"""How long the 3-2-1 takes on a book of the size of CDNOW (23,570 customers), drawn from its published parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

import ignition as ig
from bench.figure import Figure, best_of

CUSTOMERS, WEEKS = 23_570, 78
FIRST_DAY = dt.date(1997, 1, 1)


def measure() -> Iterator[Figure]:
    purchases = _draw(np.random.default_rng(7))
    book = ig.Book(purchases=purchases)
    on = FIRST_DAY + dt.timedelta(weeks=WEEKS)
    taken = best_of(lambda: ig.ignite(book, on=on), times=2)
    yield Figure("Book to 3-2-1", f"{taken:.2f} s", f"{CUSTOMERS:,} customers, {purchases.num_rows:,} purchases")


def _draw(rng: np.random.Generator) -> pa.Table:
    """BG/NBD: each buys at a Gamma(0.243, 4.414) rate a week and leaves after a purchase with a Beta(0.793, 2.426) chance."""
    rate = rng.gamma(0.243, 1 / 4.414, CUSTOMERS)
    leaves = rng.beta(0.793, 2.426, CUSTOMERS)
    customer, week = np.arange(CUSTOMERS), rng.uniform(0, 12, CUSTOMERS)
    who, when = [customer], [week]
    while customer.size:
        week = week + rng.exponential(1 / np.maximum(rate[customer], 1e-9))
        stays = (week < WEEKS) & (rng.random(customer.size) >= leaves[customer])
        customer, week = customer[stays], week[stays]
        who.append(customer)
        when.append(week)
    return _table(rng, np.concatenate(who), np.concatenate(when))


def _table(rng: np.random.Generator, who: np.ndarray, when: np.ndarray) -> pa.Table:
    days = np.datetime64(FIRST_DAY) + (when * 7).astype(int)
    amounts = rng.gamma(6.25, 15.4 / rng.gamma(3.74, 1.0, CUSTOMERS)[who])
    return pa.table({"customer_id": who.astype(str), "on": days.astype("datetime64[D]"), "amount": amounts.round(2)})
