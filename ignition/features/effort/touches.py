"""Our activities, as numbers: whose, about which deal, on which day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
MOST_LOOKED_AT = 200_000
"""Customers, and deals, from which is learnt what effort brings."""
_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Touches:
    """One element an activity: codes into `customers` and `deals`, -1 where none; `day` is its number in the calendar."""

    customer: Ints
    deal: Ints
    day: Ints
    customers: pa.Array
    deals: pa.Array


def touches(activities: pa.Table, deals: pa.Table) -> Touches:
    """What we did: no notes, and nothing the customer did. The customer of a deal is that of its activities."""
    ours = pc.and_(
        pc.not_equal(pc.fill_null(activities["kind"], ""), "note"),
        pc.not_equal(pc.fill_null(activities["direction"], ""), "in"),
    )
    acts = activities.select(["customer_id", "deal_id", "at"]).filter(ours)
    deal = codes(acts["deal_id"], deals["deal_id"].combine_chunks())
    customer = _customers(acts["customer_id"], deal, deals["customer_id"])
    contacted = pc.unique(customer).drop_null()
    day = days(acts["at"])
    return Touches(codes(customer, contacted), deal, day, contacted, deals["deal_id"].combine_chunks())


def thinned(ids: pa.Array) -> pa.Array:
    """Not more than `MOST_LOOKED_AT` or so, evenly by id whatever the order of rows: beyond it a slope is known far better than believed."""
    step = -(-len(ids) // MOST_LOOKED_AT)
    return ids.take(pc.array_sort_indices(ids)[::step]) if step > 1 else ids


def codes(values: pa.ChunkedArray, names: pa.Array) -> Ints:
    """Place of each value among the names; -1 where it is none of them."""
    found = pc.fill_null(pc.index_in(values, value_set=names), -1)
    return np.asarray(found.to_numpy(), dtype=np.int64)


def days(moments: pa.ChunkedArray) -> Ints:
    """Their number in the calendar, as `date.toordinal` counts; null must be gone."""
    since_1970 = pc.cast(pc.cast(moments, pa.date32()), pa.int32()).to_numpy()
    return np.asarray(since_1970, dtype=np.int64) + _EPOCH


def _customers(stated: pa.ChunkedArray, deal: Ints, of_deal: pa.ChunkedArray) -> pa.ChunkedArray:
    if not len(of_deal):
        return stated
    by_deal = of_deal.combine_chunks().take(pa.array(np.maximum(deal, 0)))
    known = pc.if_else(pa.array(deal >= 0), by_deal, pa.scalar(None, pa.string()))
    return pc.coalesce(stated, pa.chunked_array([known], pa.string()))
