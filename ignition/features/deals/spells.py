"""What became of the deals until the day: spells in a stage, each with how it ended."""

from __future__ import annotations

import datetime as dt

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.book.tables import Column
from ignition.features.columns import attach, nothing, one_each, shaped
from ignition.features.deals.rows import known_deals, stage_entries

DEAL_SPELL: tuple[Column, ...] = (
    Column("deal_id", "text", "", required=True),
    Column("product_id", "text", "empty text where unknown"),
    Column("opened_on", "day", ""),
    Column("amount", "number", "EUR asked"),
    Column("won_amount", "number", "EUR agreed"),
    Column("list_price", "number", "EUR, of the product"),
    Column("stage", "text", "stage of the spell; empty text before the first stage recorded"),
    Column("start_days", "number", "age of the deal when the spell began"),
    Column("stop_days", "number", "age when it ended, or on the day"),
    Column("exit", "text", "won, ended (lost or no decision), moved (to `next_stage`), open (on the day)"),
    Column("next_stage", "text", "empty text unless moved"),
)


def history(desk: Desk, on: dt.date) -> ir.Table:
    """All deals as spells: consecutive stays in a stage, on the clock of the deal's age.

    Open deals stay in as censored spells. The stage written on the day a deal closed is its end, not a stay. A
    closed deal whose closing day nobody knows says nothing about time and is left out.
    """
    if not desk.holds("deals"):
        return nothing(desk, "no_history", DEAL_SPELL)
    deals = _aged(known_deals(desk), on)
    spells = _spells(deals, stage_entries(desk))
    joined = attach(spells, _prices(desk), "product_id")
    return shaped(joined.mutate(product_id=ibis.coalesce(joined.product_id, ibis.literal(""))), DEAL_SPELL)


def _aged(deals: ir.Table, on: dt.date) -> ir.Table:
    still_open = deals.outcome.isnull()
    timed = deals.filter(still_open | deals.closed_on.notnull())
    last = ibis.coalesce(timed.closed_on, ibis.literal(on))
    age = (last.epoch_days() - timed.opened_on.epoch_days()).cast("int64")
    return timed.mutate(age_days=ibis.greatest(age, 0), closed=timed.outcome.notnull()).select(
        "deal_id", "product_id", "opened_on", "amount", "won_amount", "outcome", "closed", "age_days"
    )


def _spells(deals: ir.Table, entries: ir.Table) -> ir.Table:
    """Each entry lasts until the next one; the last one until the deal's end or the day."""
    entered = _entered(deals, entries)
    beginnings = deals.select(
        "deal_id", stage=ibis.literal(""), start_days=ibis.literal(0, "int64"), day=ibis.null("date")
    )
    starts = _one_a_day(ibis.union(beginnings, entered))
    in_order = ibis.window(group_by="deal_id", order_by="start_days")
    starts = starts.mutate(
        next_start=starts.start_days.lead().over(in_order), next_stage=starts.stage.lead().over(in_order)
    )
    spells = attach(starts, deals, "deal_id")
    moved = spells.next_start.notnull()
    ended = ibis.ifelse(spells.closed, ibis.ifelse(spells.outcome == "won", "won", "ended"), "open")
    return spells.mutate(
        stop_days=ibis.coalesce(spells.next_start, spells.age_days),
        exit=ibis.ifelse(moved, "moved", ended),
        next_stage=ibis.coalesce(spells.next_stage, ibis.literal("")),
    )


def _entered(deals: ir.Table, entries: ir.Table) -> ir.Table:
    joined = entries.join(deals, "deal_id")
    start = (joined.day.epoch_days() - joined.opened_on.epoch_days()).cast("int64")
    dated = joined.mutate(start_days=ibis.greatest(start, 0))
    a_stay = ibis.ifelse(dated.closed, dated.start_days < dated.age_days, dated.start_days <= dated.age_days)
    return dated.filter(a_stay).select("deal_id", "stage", "start_days", "day")


def _one_a_day(starts: ir.Table) -> ir.Table:
    """A stage entered on the day the deal was opened replaces the unknown beginning."""
    window = ibis.window(
        group_by=["deal_id", "start_days"], order_by=[ibis.desc(starts.day, nulls_first=False), starts.stage]
    )
    ranked = starts.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).drop("place", "day")


def _prices(desk: Desk) -> ir.Table:
    products = desk.table("products")
    priced = products.filter(products.list_price.notnull())
    return one_each(priced, "product_id", priced.list_price.desc()).select("product_id", "list_price")
