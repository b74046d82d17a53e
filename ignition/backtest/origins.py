"""From which past days to look: far enough in to know something, early enough to see what happened afterwards."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa

from ignition.backtest.arrays import first_of
from ignition.book import Book

HORIZONS = (91, 56, 28)
MOST = 15
"""A few more than an interval is judged on: the first ones often have nothing to learn from yet."""
SHORTEST = 14
LEARNING_DAYS = 91
"""Of history before the first look: with less there is nothing to foresee from."""


def first_day(book: Book) -> dt.date | None:
    """When the book begins; one row in a thousand may lie before it without moving it."""
    columns = (book.purchases["on"], book.deals["opened_on"])
    return first_of(np.concatenate([column.cast(pa.int32()).drop_null().to_numpy() for column in columns]))


def usual_horizon(first: dt.date, until: dt.date) -> int:
    """The longest of a quarter, two months and four weeks for which fifteen looks fit; else what fits, two weeks at least.

    >>> day = dt.date(2026, 1, 1)
    >>> [usual_horizon(day - dt.timedelta(days=days), day) for days in (1500, 600, 400, 120)]
    [91, 28, 20, 14]
    """
    room = (until - first).days - LEARNING_DAYS
    return next((days for days in HORIZONS if days * MOST <= room), max(room // MOST, SHORTEST))


def origins(
    first: dt.date, until: dt.date, horizon: int, every: int | None = None, start: dt.date | None = None
) -> tuple[dt.date, ...]:
    """The days, oldest first: each with `horizon` days behind it still in the book.

    They end as late as can be and lie `every` days apart (default: one horizon, so that no two look at the same weeks), fifteen
    at most. From `start` where it is given, and then as many as `every` asks for.

    >>> [day.isoformat() for day in origins(dt.date(2025, 1, 1), dt.date(2025, 10, 1), 91)]
    ['2025-04-02', '2025-07-02']
    """
    last = until - dt.timedelta(days=horizon)
    earliest = first + dt.timedelta(days=LEARNING_DAYS)
    begin = max(start or earliest, first)
    room = (last - begin).days
    if room < 0:
        return ()
    step = every or max(horizon, -(-room // (MOST - 1)) if start else horizon)
    count = room // step + 1 if start and every else min(room // step + 1, MOST)
    return tuple(last - dt.timedelta(days=step * back) for back in reversed(range(count)))
