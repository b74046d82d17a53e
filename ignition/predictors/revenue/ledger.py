"""What a book says of money and deals, as arrays that any past day can be looked at from.

Every row carries the day it happened and the day it was known: from a past day only what was known by then is learnt from.
Amounts are in units of the typical purchase or deal, so that no square of them overflows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.predictors.purchasing import Floats, Mask, Wholes

NEVER = 2**31
_LARGEST = 1e120
"""Beyond it a square is no number any more; no invoice is."""


@dataclass(frozen=True, slots=True)
class Purchases:
    """One row for each purchase, by buyer and day; buyers are numbered in the order of their ids."""

    buyer: Wholes
    day: Wholes
    known: Wholes
    amount: Floats

    def those(self, rows: Mask | Wholes) -> Purchases:
        return Purchases(self.buyer[rows], self.day[rows], self.known[rows], self.amount[rows])


@dataclass(frozen=True, slots=True)
class Deals:
    """`closed` is `NEVER` while open. `asked` is NaN where nobody wrote it; `worth` is what was agreed, or else asked."""

    deal: pa.ChunkedArray
    customer: Wholes
    opened: Wholes
    closed: Wholes
    known: Wholes
    won: Mask
    asked: Floats
    worth: Floats


@dataclass(frozen=True, slots=True)
class Ledger:
    purchases: Purchases
    deals: Deals
    unit: float
    """EUR of one unit of amount."""
    rows: Wholes
    """The row of the table that each purchase stands in."""

    @property
    def first_day(self) -> int | None:
        days = np.concatenate([self.purchases.day, self.deals.opened])
        return int(days.min()) if len(days) else None


def open_ledger(purchases: pa.Table, deals: pa.Table) -> Ledger:
    """From a book's purchases and its deals as known on the day (`features.deals.rows.known_deals`)."""
    ids = pc.unique(pa.chunked_array([*_named(purchases).chunks, *_named(deals).chunks], pa.string()))
    ids = ids.take(pc.sort_indices(ids))
    (bought, rows), dealt = _purchases(purchases, ids), _deals(deals, ids)
    sizes = np.abs(np.concatenate([bought.amount, dealt.worth, dealt.asked]))
    sizes = sizes[np.isfinite(sizes) & (sizes > 0)]
    unit = float(np.exp(np.mean(np.log(sizes)))) if len(sizes) else 1.0
    return Ledger(
        Purchases(bought.buyer, bought.day, bought.known, bought.amount / unit),
        Deals(dealt.deal, dealt.customer, dealt.opened, dealt.closed, dealt.known, dealt.won, dealt.asked / unit, dealt.worth / unit),
        unit, rows,
    )  # fmt: skip


def _purchases(table: pa.Table, ids: pa.Array) -> tuple[Purchases, Wholes]:
    amount = _amounts(table, "amount")
    day = _days(table["on"])
    rows = Purchases(_places(table, ids), day, np.maximum(day, _recorded(table)), amount)
    sound = np.flatnonzero(np.isfinite(amount) & (rows.buyer >= 0))
    # by amount within a day: rows may come in any order
    order = sound[np.lexsort((amount[sound], rows.buyer[sound] * NEVER + rows.day[sound]))]
    return rows.those(order), order


def _deals(table: pa.Table, ids: pa.Array) -> Deals:
    table = table.sort_by("deal_id")
    opened = _days(table["opened_on"])
    outcome = table["outcome"]
    ended = outcome.is_valid().to_numpy()
    closed = np.where(ended, _days(table["closed_on"]), NEVER)
    asked, agreed = (
        np.where(sums > 0, sums, np.nan) for sums in (_amounts(table, "amount"), _amounts(table, "won_amount"))
    )
    kept = (opened < NEVER) & ~(ended & (closed == NEVER))
    won = pc.fill_null(pc.equal(outcome, "won"), False).to_numpy()
    customer, known = _places(table, ids), np.maximum(opened, _recorded(table))
    worth = np.where(np.isnan(agreed), asked, agreed)
    return Deals(
        table["deal_id"].filter(pa.array(kept)), customer[kept], opened[kept], np.maximum(closed, opened)[kept],
        known[kept], won[kept], asked[kept], worth[kept],
    )  # fmt: skip


def _named(table: pa.Table) -> pa.ChunkedArray:
    return table["customer_id"].cast(pa.string()).drop_null()


def _places(table: pa.Table, ids: pa.Array) -> Wholes:
    found = pc.fill_null(pc.index_in(table["customer_id"].cast(pa.string()), ids), -1)
    return np.asarray(found.to_numpy(), dtype=np.int64)


def _amounts(table: pa.Table, name: str) -> Floats:
    amounts = np.asarray(table[name].cast(pa.float64()).to_numpy(), dtype=float)
    return np.where(np.abs(amounts) < _LARGEST, amounts, np.nan)


def _days(column: pa.ChunkedArray) -> Wholes:
    days = pc.fill_null(column.cast(pa.date32()).cast(pa.int32()).cast(pa.int64()), NEVER)
    return np.asarray(days.to_numpy(), dtype=np.int64)


def _recorded(table: pa.Table) -> Wholes:
    days = _days(table["recorded_at"])
    return np.where(days == NEVER, -NEVER, days)


def number_of(day: dt.date) -> int:
    """Days since 1970, as all days are counted here."""
    return day.toordinal() - dt.date(1970, 1, 1).toordinal()
