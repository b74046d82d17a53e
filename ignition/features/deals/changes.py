"""What had been changed on a deal by a moment of its life: its amount, its expected date, how often it was pushed."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.features.columns import attach
from ignition.features.deals.rows import known_from, read

_FIELDS = ("amount", "expected_on")


def changed(desk: Desk, moments: ir.Table) -> ir.Table:
    """For each moment (deal_id, day) with any change, ever: pushes, changes, and the values that stood.

    The deal's own column holds what was written last. Where a change after the moment says what stood before it, that is
    what stood: a later row only ever undoes what it wrote.
    """
    changes = desk.table("deal_changes")
    changes = changes.filter(changes.field.isin(_FIELDS))
    dated = changes.join(moments.select("deal_id", "day", "recorded"), "deal_id")
    dated = dated.mutate(known=known_from(dated) <= dated.day)
    pushed = (dated.field == "expected_on") & (dated.new.substr(0, 10) > dated.old.substr(0, 10))
    found = dated.group_by("deal_id", "day").agg(
        changes=dated.known.cast("int64").sum(),
        pushes=(dated.known & pushed).fill_null(False).cast("int64").sum(),
    )
    for field in _FIELDS:
        found = attach(found, _stood(dated.filter(dated.field == field), field), "deal_id", "day")
    return found


def _stood(dated: ir.Table, field: str) -> ir.Table:
    """The latest value written by the moment, else what the first later change replaced."""
    last = _first(dated.filter(dated.known & dated.new.notnull()), "new", latest=True)
    replaced = _first(dated.filter(~dated.known), "old", latest=False)
    both = last.outer_join(replaced, ["deal_id", "day"])
    keys = {key: ibis.coalesce(both[key], both[f"{key}_right"]) for key in ("deal_id", "day")}
    return both.select(**keys, **{f"stood_{field}": ibis.coalesce(read(field, both.new), read(field, both.old))})


def _first(dated: ir.Table, column: str, latest: bool) -> ir.Table:
    """ISO moments, then the value itself, break ties."""
    order = [dated["at"].desc(), dated[column].desc()] if latest else [dated["at"], dated[column]]
    window = ibis.window(group_by=["deal_id", "day"], order_by=order)
    ranked = dated.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).select("deal_id", "day", column)
