"""Waits for a result: a deal from its opening to its end, a customer from one purchase to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book
from ignition.features.effort_touches import Ints, Touches, codes, days

RESULTS = ("deal", "second", "next")
FORTNIGHT = 14
LONGEST = 52
"""Fortnights after which nobody waits any more."""
_DAYS = 200_000
"""More days than any date is away from 1970, in multiples of which a code and a day share one number."""
_EPOCH = dt.date(1970, 1, 1)
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spells:
    """One element a wait. `kind`: what it is compared with, beside its segment: size of a deal, pace of a customer.

    `spell` and `block` are the activities in it: which wait, and in which of its fortnights, from 0.
    """

    result: Ints
    segment: Ints
    kind: Ints
    start: Ints
    blocks: Ints
    """Full fortnights it lasted, and the one it ended in; at most `LONGEST`."""
    won: Flags
    ended: Flags
    spell: Ints
    block: Ints
    segments: tuple[str, ...]


def deal_spells(deals: pa.Table, products: pa.Table, ours: Touches, on: dt.date) -> Spells:
    """A deal that ended on a day nobody knows says nothing about time."""
    timed = pc.or_(pc.is_null(deals["outcome"]), pc.is_valid(deals["closed_on"]))
    deals = deals.filter(timed)
    start = days(deals["opened_on"])
    today = (on - _EPOCH).days
    stop = days(pc.fill_null(deals["closed_on"], pa.scalar(on)))
    outcome = pc.fill_null(deals["outcome"], "")
    amount = np.asarray(pc.fill_null(deals["amount"], 0.0).to_numpy(), dtype=float)
    segment, names = _segments(deals["product_id"], products["product_id"], products["family"])
    own = codes(deals["deal_id"], ours.deals)
    direct, loose = ours.deal >= 0, (ours.deal < 0) & (ours.customer >= 0)
    last = np.clip(stop, start, today)
    reached = _within(own, start, last, ours.deal[direct], ours.day[direct])
    by_customer = codes(deals["customer_id"], ours.customers)
    more = _within(by_customer, start, last, ours.customer[loose], ours.day[loose])
    return _spells(
        result=np.zeros(len(start), dtype=np.int64),
        segment=segment,
        kind=_octave(amount / 1000),
        start=start,
        stop=last,
        won=_flags(pc.equal(outcome, "won")),
        ended=_flags(pc.not_equal(outcome, "")),
        reached=(np.concatenate([reached[0], more[0]]), np.concatenate([reached[1], more[1]])),
        segments=names,
    )


def buying_spells(known: Book, ours: Touches, on: dt.date) -> Spells:
    """From one day with a purchase to the next, or to today, of the customers we ever contacted.

    Waits for the second purchase stand by themselves; later ones are told apart by the customer's pace until then.
    """
    sold = pc.fill_null(pc.greater_equal(known.purchases["amount"], 0.0), False)
    bought = known.purchases.select(["customer_id", "on"]).filter(sold)
    who = codes(bought["customer_id"], ours.customers)
    key = _distinct((who * _DAYS + days(bought["on"]))[who >= 0])
    customer, day = key // _DAYS, key % _DAYS
    new = np.diff(customer, prepend=-1) != 0
    first = np.flatnonzero(new)[np.cumsum(new) - 1] if len(key) else np.empty(0, dtype=np.int64)
    nth = np.arange(len(key)) - first
    last = np.append(new[1:], True) if len(key) else np.empty(0, dtype=bool)
    stop = np.where(last, (on - _EPOCH).days, np.append(day[1:], 0)) if len(key) else day
    gap = (day - day[first]) / np.maximum(nth, 1) if len(key) else np.empty(0)
    by_customer, names = _segments(
        pa.chunked_array([ours.customers]), known.customers["customer_id"], known.customers["sector"]
    )
    met = ours.customer >= 0
    return _spells(
        result=np.where(nth == 0, 1, 2),
        segment=by_customer[customer],
        kind=np.where(nth == 0, 0, _octave(gap / 7)),
        start=day,
        stop=stop,
        won=~last,
        ended=~last,
        reached=_within(customer, day, stop, ours.customer[met], ours.day[met]),
        segments=names,
    )


def joined(one: Spells, other: Spells) -> Spells:
    """Both, one after the other."""
    columns = ("result", "kind", "start", "blocks", "won", "ended", "block")
    both = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in columns}
    return Spells(
        **both,
        segment=np.concatenate([one.segment, other.segment + len(one.segments)]),
        spell=np.concatenate([one.spell, other.spell + len(one.start)]),
        segments=(*one.segments, *other.segments),
    )


def _spells(
    *,
    result: Ints,
    segment: Ints,
    kind: Ints,
    start: Ints,
    stop: Ints,
    won: Flags,
    ended: Flags,
    reached: tuple[Ints, Ints],
    segments: tuple[str, ...],
) -> Spells:
    blocks = (stop - start) // FORTNIGHT
    within = blocks <= LONGEST
    spell, day = reached
    return Spells(
        result=result,
        segment=segment,
        kind=kind,
        start=start,
        blocks=np.minimum(blocks, LONGEST),
        won=won & within,
        ended=ended & within,
        spell=spell,
        block=(day - start[spell]) // FORTNIGHT,
        segments=segments,
    )


def _within(owner: Ints, start: Ints, stop: Ints, of: Ints, day: Ints) -> tuple[Ints, Ints]:
    """For each wait the activities of its owner from its first day until before its last: wait and day of each."""
    key = np.sort(of * _DAYS + day)
    low = np.searchsorted(key, owner * _DAYS + start)
    high = np.where(owner < 0, low, np.searchsorted(key, owner * _DAYS + stop))
    many = np.maximum(high - low, 0)
    spell = np.repeat(np.arange(len(owner)), many)
    place = np.arange(len(spell)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
    return spell, key[place] % _DAYS


def _segments(ids: pa.ChunkedArray, named: pa.ChunkedArray, of: pa.ChunkedArray) -> tuple[Ints, tuple[str, ...]]:
    """Segment of each id as a code, by the first row that names it; the first name stands for the unknown."""
    names = pc.unique(pc.fill_null(of, "")).to_pylist() if len(of) else []
    every = ("", *sorted(set(names) - {""}))
    if not len(of):
        return np.zeros(len(ids), dtype=np.int64), every
    place = codes(ids, named.combine_chunks())
    code = codes(pc.fill_null(of, ""), pa.array(every))
    return np.where(place >= 0, code[np.maximum(place, 0)], 0), every


def _distinct(key: Ints) -> Ints:
    """In order; by sorting, which is faster than by hash for millions of them."""
    ordered = np.sort(key)
    return ordered[np.diff(ordered, prepend=-1) != 0]


def _octave(size: npt.NDArray[np.float64]) -> Ints:
    """0 below 1, then one more with every doubling, to 12."""
    octave: Ints = np.clip(np.floor(np.log2(np.maximum(size, 0.5))) + 1, 0, 12).astype(np.int64)
    return octave


def _flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(column.to_numpy(), dtype=bool)
