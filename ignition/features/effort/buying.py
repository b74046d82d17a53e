"""Customers as waits for a result: from one purchase to the next, or to the day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book
from ignition.features.effort.segments import octave, segments
from ignition.features.effort.spells import DAYS, Spells, spells, within
from ignition.features.effort.touches import Ints, Touches, codes, days, thinned


def buying_spells(known: Book, ours: Touches, on: dt.date) -> Spells:
    """From one day with a purchase to the next, or to today, of the customers we ever contacted.

    Waits for the second purchase stand by themselves; later ones are told apart by the customer's pace until then.
    """
    sold = pc.fill_null(pc.greater_equal(known.purchases["amount"], 0.0), False)
    bought = known.purchases.select(["customer_id", "on"]).filter(sold)
    contacted = thinned(ours.customers)
    who = codes(bought["customer_id"], contacted)
    key = _distinct((who * DAYS + days(bought["on"]))[who >= 0])
    customer, day = key // DAYS, key % DAYS
    new = np.diff(customer, prepend=-1) != 0
    first = np.flatnonzero(new)[np.cumsum(new) - 1] if len(key) else np.empty(0, dtype=np.int64)
    nth = np.arange(len(key)) - first
    last = np.append(new[1:], True) if len(key) else np.empty(0, dtype=bool)
    stop = np.where(last, on.toordinal(), np.append(day[1:], 0)) if len(key) else day
    gap = (day - day[first]) / np.maximum(nth, 1) if len(key) else np.empty(0)
    by_customer, names = segments(
        pa.chunked_array([contacted]), known.customers["customer_id"], known.customers["sector"]
    )
    of = np.append(codes(pa.chunked_array([ours.customers]), contacted), -1)[ours.customer]
    met = of >= 0
    return spells(
        result=np.where(nth == 0, 1, 2),
        segment=by_customer[customer],
        kind=np.where(nth == 0, 0, octave(gap / 7)),
        start=day,
        stop=stop,
        won=~last,
        ended=~last,
        reached=within(customer, day, stop, of[met], ours.day[met]),
        names=names,
    )


def _distinct(key: Ints) -> Ints:
    """In order; by sorting, which is faster than by hash for millions of them."""
    ordered = np.sort(key)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0])
