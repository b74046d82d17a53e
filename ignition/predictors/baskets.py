"""Who buys which family of products, as matrices: one row a customer, one column a family."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csc_array

from ignition.predictors.purchasing import Floats, Mask, Wholes

MOST_FAMILIES = 1000
"""Beyond so many the most bought ones are looked at."""
YEAR_DAYS = 365
_STEP = 1.5
_CENTS = 4
"""Sums differ in their last bits by the order of the rows; what is taken for the larger must not."""


@dataclass(frozen=True, slots=True)
class Baskets:
    """`bought`: ever; `before`: already a year before the day; `fresh`: for the first time within that year; all of ones.

    `buyers` of each family; `spend` is what each of them spends on it in the year up to the day, EUR on average, and `spend_se` how
    little that average is known. `size` groups customers who bought on about as many days: each group half as wide again as the last.
    """

    customers: pa.Array
    families: pa.Array
    bought: csc_array
    before: csc_array
    fresh: csc_array
    buyers: Wholes
    spend: Floats
    spend_se: Floats
    size: Wholes


def baskets(bought: pa.Table, on: dt.date) -> Baskets | None:
    """From one row for each customer and family; None where nobody bought anything."""
    if not bought.num_rows:
        return None
    who, customers = coded(bought["customer_id"])
    what, families = _in_order(bought["family"])
    many = np.sort(np.argsort(-np.bincount(what), kind="stable")[:MOST_FAMILIES])
    place = np.full(len(families), -1)
    place[many] = np.arange(len(many))
    looked_at = place[what] >= 0
    if not looked_at.all():
        bought, who, what = bought.filter(pa.array(looked_at)), who[looked_at], what[looked_at]
    return _laid_out(bought, who, place[what], customers, families.take(pa.array(many)), on)


def _laid_out(
    rows: pa.Table, who: Wholes, what: Wholes, customers: pa.Array, families: pa.Array, on: dt.date
) -> Baskets:
    shape = (len(customers), len(families))
    first = rows["first_on"].cast(pa.date32()).to_numpy().astype("datetime64[D]")
    old: Mask = (np.datetime64(on) - first).astype(int) >= YEAR_DAYS
    spent = np.maximum(rows["amount_year"].to_numpy(zero_copy_only=False).astype(float), 0.0)
    buyers = np.bincount(what, minlength=shape[1])
    spend = np.round(np.bincount(what, spent, shape[1]) / np.maximum(buyers, 1), _CENTS)
    squares = np.bincount(what, (spent - spend[what]) ** 2, shape[1])
    days = np.ones(shape[0])
    days[who] = rows["purchase_days"].to_numpy(zero_copy_only=False)
    return Baskets(
        customers, families, ones(who, what, shape), ones(who[old], what[old], shape), ones(who[~old], what[~old], shape),
        buyers, spend, np.sqrt(squares) / np.maximum(buyers, 1), np.floor(np.log(np.maximum(days, 1)) / np.log(_STEP)).astype(np.int64),
    )  # fmt: skip


def ones(who: Wholes, what: Wholes, shape: tuple[int, int]) -> csc_array:
    return csc_array((np.ones(len(who), dtype=np.int32), (who, what)), shape=shape)


def coded(column: pa.ChunkedArray) -> tuple[Wholes, pa.Array]:
    """Codes in the order in which the names come."""
    coded = column.cast(pa.string()).combine_chunks().dictionary_encode()
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    return coded.indices.to_numpy().astype(np.int64), coded.dictionary


def _in_order(column: pa.ChunkedArray) -> tuple[Wholes, pa.Array]:
    """Codes in the order of the names, so that the order of the rows changes nothing."""
    codes, names = coded(column)
    order = pc.sort_indices(names)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    return rank[codes], names.take(order)
