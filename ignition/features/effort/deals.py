"""Deals as waits for a result: from the opening to the end, or to the day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.features.effort.segments import octave, segments
from ignition.features.effort.spells import Flags, Spells, spells, within
from ignition.features.effort.touches import Touches, codes, days


def deal_spells(deals: pa.Table, products: pa.Table, ours: Touches, on: dt.date) -> Spells:
    """A deal that ended on a day nobody knows says nothing about time."""
    timed = pc.or_(pc.is_null(deals["outcome"]), pc.is_valid(deals["closed_on"]))
    deals = deals.filter(timed)
    start = days(deals["opened_on"])
    today = on.toordinal()
    stop = days(pc.fill_null(deals["closed_on"], pa.scalar(on)))
    outcome = pc.fill_null(deals["outcome"], "")
    amount = np.asarray(pc.fill_null(deals["amount"], 0.0).to_numpy(), dtype=float)
    segment, names = segments(deals["product_id"], products["product_id"], products["family"])
    own = codes(deals["deal_id"], ours.deals)
    direct, loose = ours.deal >= 0, (ours.deal < 0) & (ours.customer >= 0)
    last = np.clip(stop, start, today)
    reached = within(own, start, last, ours.deal[direct], ours.day[direct])
    by_customer = codes(deals["customer_id"], ours.customers)
    more = within(by_customer, start, last, ours.customer[loose], ours.day[loose])
    return spells(
        result=np.zeros(len(start), dtype=np.int64),
        segment=segment,
        kind=octave(amount / 1000),
        start=start,
        stop=last,
        won=_flags(pc.equal(outcome, "won")),
        ended=_flags(pc.not_equal(outcome, "")),
        reached=(np.concatenate([reached[0], more[0]]), np.concatenate([reached[1], more[1]])),
        names=names,
    )


def _flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(column.to_numpy(), dtype=bool)
