"""The columns the levers are reckoned from, as arrays: deals as they stood on the day, and what each customer bought when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ignition.backends import Desk
from ignition.features.deals.rows import known_deals, stage_entries
from ignition.gains import Floats, Ints
from ignition.metrics.outcomes import outcome_codes

Texts = npt.NDArray[np.str_]
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Dealt:
    """One element a deal. Days count from 1970; NaN where nothing is known. `outcome` are codes of `metrics.outcomes`."""

    opened: Floats
    closed: Floats
    outcome: Ints
    asked: Floats
    agreed: Floats
    customer: Texts
    group: Texts
    stages: tuple[Texts, Texts]
    """Each stay in a stage, and where it led: the next stage, won, lost, none, or empty."""

    def ages(self, today: int) -> Floats:
        """Days from opening to the end, or until today; NaN where it ended nobody knows when."""
        ended = np.where(self.outcome > 0, self.closed, float(today))
        ages: Floats = np.maximum(ended - self.opened, 0.0)
        return ages


@dataclass(frozen=True, slots=True)
class Bought:
    """One element for each customer and day with a purchase, in order of both; credit notes taken off."""

    customer: Ints
    day: Ints
    amount: Floats
    names: Texts
    group: Texts
    """Of each customer, by code."""


def days_since_1970(day: dt.date) -> int:
    return (day - _EPOCH).days


def dealt(desk: Desk) -> Dealt | None:
    """All deals known on the desk's day, or None."""
    if not desk.holds("deals"):
        return None
    deals = known_deals(desk)
    prices = _one(desk.table("products"), "product_id", "list_price", "family")
    sectors = _one(desk.table("customers"), "customer_id", "sector")
    joined = deals.left_join(prices, "product_id").left_join(sectors, deals.customer_id == sectors.customer_id)
    rows = joined.select(
        deals.deal_id,
        "outcome",
        opened=deals.opened_on.epoch_days().cast("float64"),
        closed=deals.closed_on.epoch_days().cast("float64"),
        asked=ibis.coalesce(deals.amount, prices.list_price),
        agreed=deals.won_amount,
        customer=deals.customer_id.fill_null(""),
        group=ibis.coalesce(prices.family, deals.product_id, deals.source, sectors.sector, ibis.literal("")),
    )
    table = rows.order_by("deal_id").to_pyarrow()
    return Dealt(
        opened=_floats(table["opened"]),
        closed=_floats(table["closed"]),
        outcome=outcome_codes(table["outcome"].to_pylist()) if table.num_rows else np.empty(0, np.int64),
        asked=_positive(table["asked"]),
        agreed=_positive(table["agreed"]),
        customer=_texts(table["customer"]),
        group=_texts(table["group"]),
        stages=_stays(desk, deals),
    )


def bought(desk: Desk) -> Bought | None:
    """All purchases known on the desk's day, or None."""
    if not desk.holds("purchases"):
        return None
    rows = desk.table("purchases")
    daily = rows.group_by("customer_id", day=rows.on.epoch_days()).aggregate(amount=rows.amount.sum().round(2))
    sectors = _one(desk.table("customers"), "customer_id", "sector")
    joined = daily.left_join(sectors, "customer_id")
    table = joined.select("customer_id", "day", "amount", "sector").order_by("customer_id", "day").to_pyarrow()
    names, codes = np.unique(_texts(table["customer_id"]), return_inverse=True)
    first = np.searchsorted(codes, np.arange(len(names)))
    return Bought(
        customer=codes.astype(np.int64),
        day=table["day"].to_numpy().astype(np.int64),
        amount=_floats(table["amount"]),
        names=names,
        group=_texts(table["sector"])[first] if len(names) else np.empty(0, dtype=str),
    )


def _stays(desk: Desk, deals: ir.Table) -> tuple[Texts, Texts]:
    """The stage written on the day a deal ended is its end, not a stay."""
    entries = stage_entries(desk)
    known = entries.join(deals.select("deal_id", "outcome", "closed_on"), "deal_id")
    stays = known.filter(known.closed_on.isnull() | (known.day < known.closed_on))
    following = stays.stage.lead().over(ibis.window(group_by="deal_id", order_by="day"))
    left_to = ibis.coalesce(following, stays.outcome, ibis.literal(""))
    table = stays.select("stage", left_to=left_to).order_by("stage", "left_to").to_pyarrow()
    return _texts(table["stage"]), _texts(table["left_to"])


def _one(table: ir.Table, key: str, *columns: str) -> ir.Table:
    """One row a key, whatever the order of the rows."""
    return table.group_by(key).aggregate(**{name: table[name].max() for name in columns})


def _floats(column: pa.ChunkedArray) -> Floats:
    values: Floats = column.cast(pa.float64()).to_numpy(zero_copy_only=False).astype(np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _positive(column: pa.ChunkedArray) -> Floats:
    values = _floats(column)
    return np.where(values > 0, values, np.nan)


def _texts(column: pa.ChunkedArray) -> Texts:
    return np.array(["" if value is None else value for value in column.to_pylist()], dtype=str)
