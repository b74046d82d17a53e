"""Deals as they stood on the day: one row each, with what was changed on the way."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach, one_each

_CHANGED = ("amount", "expected_on", "owner")


def known_deals(desk: Desk) -> ir.Table:
    """One row per deal, worked out once a desk. A recorded change counts more than the deal's own column, which may have been written later.

    A deal with an outcome and no closing day is closed on the day of its last stage; one with a closing day and no
    outcome ended without a decision.
    """
    return desk.once("known_deals", lambda: _as_known(desk))


def _as_known(desk: Desk) -> ir.Table:
    deals = desk.table("deals")
    latest = ibis.desc(deals.recorded_at, nulls_first=False)
    deals = one_each(deals, "deal_id", latest, deals.opened_on, deals.stage, deals.amount)
    changed = attach(attach(deals, _changes(desk), "deal_id"), _last_moves(desk), "deal_id")
    closed = changed.outcome.isin(["won", "lost", "none"]) | changed.closed_on.notnull()
    return changed.mutate(
        written_amount=changed.amount,
        written_expected_on=changed.expected_on,
        amount=ibis.coalesce(changed.new_amount, changed.amount),
        expected_on=ibis.coalesce(changed.new_expected_on, changed.expected_on),
        owner=ibis.coalesce(changed.new_owner, changed.owner),
        outcome=ibis.ifelse(closed, _outcome(changed), ibis.null("string")),
        closed_on=ibis.ifelse(closed, ibis.coalesce(changed.closed_on, changed.last_move_on), ibis.null("date")),
    )


def is_open(deals: ir.Table) -> Any:
    return deals.outcome.isnull()


def stage_entries(desk: Desk) -> ir.Table:
    """The stages a deal went through, one row each time it changed: deal_id, stage, day."""
    return entries(desk.table("stage_changes"), "deal_id").rename(day="on")


def entries(moves: ir.Table, *keys: str) -> ir.Table:
    """The moves within each of `keys` that changed something: the keys, stage, on.

    Of several on one day the last counts; being put again where it was is no change.
    """
    moves = moves.mutate(on=moves["at"].date())
    by_day = ibis.window(group_by=[*keys, "on"], order_by=[moves["at"].desc(), moves.stage])
    moves = moves.mutate(place=ibis.row_number().over(by_day))
    daily = moves.filter(moves.place == 0)
    before = daily.stage.lag().over(ibis.window(group_by=list(keys), order_by="on"))
    daily = daily.mutate(before=before)
    return daily.filter(daily.before.isnull() | (daily.before != daily.stage)).select(*keys, "stage", "on")


def known_from(rows: ir.Table) -> Any:
    """The day (since 1970) from which a row of a deal counts as known; `recorded` is that of the deal itself.

    The day it happened or, if it was written later, the day it was written. A deal entered in arrears is the exception
    that imports need: what was written no later than the deal itself counts from the day it happened.
    """
    happened = rows["at"].date().epoch_days().cast("int64")
    written = rows["recorded_at"].date().epoch_days().cast("int64")
    in_time = written.isnull() | (written <= happened) | (written <= rows["recorded"]).fill_null(False)
    return ibis.ifelse(in_time, happened, written)


def read(field: str, text: Any) -> Any:
    """A changed value as the type of its field; null where it cannot be read."""
    if field == "amount":
        number = text.try_cast("float64")
        return ibis.ifelse(number.abs() < 1e300, number, ibis.null("float64"))
    if field == "expected_on":
        return text.substr(0, 10).try_cast("date")
    return text


def _outcome(deals: ir.Table) -> Any:
    return ibis.ifelse(deals.outcome.isin(["won", "lost"]), deals.outcome, ibis.literal("none"))


def _last_moves(desk: Desk) -> ir.Table:
    moves = desk.table("stage_changes")
    return moves.group_by("deal_id").agg(last_move_on=moves.at.max().date())


def _changes(desk: Desk) -> ir.Table:
    """The latest known value of each changed field; a value that cannot be read counts as not written."""
    deals = desk.table("deals").select("deal_id").distinct()
    for field in _CHANGED:
        changes = desk.table("deal_changes")
        of_field = changes.filter((changes.field == field) & changes.new.notnull())
        last = one_each(of_field, "deal_id", of_field.at.desc(), of_field.new.desc())
        deals = attach(deals, last.select("deal_id", **{f"new_{field}": read(field, last.new)}), "deal_id")
    return deals
