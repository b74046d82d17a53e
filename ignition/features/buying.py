"""What each customer bought, as of a day."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach, days_until

YEAR_DAYS, HALF_DAYS = 365, 182
BOUGHT = (
    "customer_id", "revenue_total", "revenue_year", "first_on", "last_on", "purchase_days", "first_value", "repeat_mean",
    "gap_median_days", "frequency", "observed_days", "days_silent", "recency_days",
    "days_half", "days_half_before",
)  # fmt: skip


def bought(desk: Desk, on: dt.date) -> ir.Table:
    """One row per customer who ever bought: days, gaps and values.

    All purchases of one day are one purchase. A credit note (negative) takes revenue off and is no purchase; a
    free delivery (zero) is one. A customer with credit notes only appears with revenue and no purchase day.
    """
    return attach(_revenue(desk, on), _rhythm(desk, on), "customer_id")


def _revenue(desk: Desk, on: dt.date) -> ir.Table:
    purchases = desk.table("purchases")
    recent = days_until(on, purchases.on) < YEAR_DAYS
    return purchases.group_by("customer_id").agg(
        revenue_total=purchases.amount.sum(),
        revenue_year=ibis.ifelse(recent, purchases.amount, 0.0).sum(),
    )


def _rhythm(desk: Desk, on: dt.date) -> ir.Table:
    days = _purchase_days(desk)
    repeat = days.nth > 0
    ago = days_until(on, days.on)
    rhythm = days.group_by("customer_id").agg(
        first_on=days.on.min(),
        last_on=days.on.max(),
        purchase_days=days.count(),
        first_value=days.value.sum(where=days.nth == 0),
        repeat_mean=days.value.mean(where=repeat),
        gap_median_days=days.gap.median(),
        days_half=ibis.ifelse(ago < HALF_DAYS, 1, 0).sum(),
        days_half_before=ibis.ifelse((ago >= HALF_DAYS) & (ago < 2 * HALF_DAYS), 1, 0).sum(),
    )
    observed = days_until(on, rhythm.first_on)
    silent = days_until(on, rhythm.last_on)
    return rhythm.mutate(
        frequency=rhythm.purchase_days - 1, observed_days=observed, days_silent=silent, recency_days=observed - silent
    )


def _purchase_days(desk: Desk) -> ir.Table:
    purchases = desk.table("purchases")
    sold = purchases.filter(purchases.amount >= 0)
    days = sold.group_by("customer_id", "on").agg(value=sold.amount.sum())
    in_order = ibis.window(group_by="customer_id", order_by="on")
    before = days.on.lag().over(in_order)
    gap = (days.on.epoch_days() - before.epoch_days()).cast("float64")
    return days.mutate(gap=gap, nth=ibis.row_number().over(in_order))
