"""Small words the features are written with: days between dates, one row of many, the contract's shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.book.tables import IBIS_TYPE, Column, schema_of

_EPOCH = dt.date(1970, 1, 1)
_FINITE = 1e300


def days_until(on: dt.date, day: Any) -> Any:
    """Whole days from the column `day` to `on`; null where the day is unknown."""
    return (day_number(on) - day.epoch_days()).cast("int64")


def day_number(on: dt.date) -> ir.IntegerScalar:
    """The day as days since 1970."""
    return ibis.literal((on - _EPOCH).days, "int64")


def end_of(on: dt.date) -> ir.TimestampScalar:
    """The first moment that no longer belongs to the day."""
    return ibis.timestamp(dt.datetime.combine(on + dt.timedelta(days=1), dt.time()))


def one_each(table: ir.Table, key: str, *order: Any) -> ir.Table:
    """The first row of each `key` by `order`, which must leave no ties that matter."""
    window = ibis.window(group_by=key, order_by=list(order))
    ranked = table.mutate(place=ibis.row_number().over(window))
    return ranked.filter(ranked.place == 0).drop("place")


def attach(left: ir.Table, right: ir.Table, *keys: str) -> ir.Table:
    """The columns of `right` beside those of `left`, null where `right` has no such key."""
    return left.left_join(right, list(keys)).drop(*(f"{key}_right" for key in keys))


def nothing(desk: Desk, name: str, columns: Iterable[Column], *wanted: str) -> ir.Table:
    """An empty table of these columns, or of the wanted ones among them."""
    chosen = [column for column in columns if not wanted or column.name in wanted]
    return desk.lay(name, schema_of(chosen).empty_table())


def shaped(table: ir.Table, columns: Iterable[Column]) -> ir.Table:
    """Exactly these columns, in this order and of these types; a number that is not finite becomes null."""
    return table.select(**{column.name: _cast(table, column) for column in columns})


def _cast(table: ir.Table, column: Column) -> Any:
    value = table[column.name].cast(IBIS_TYPE[column.type])
    if column.type == "number":
        return ibis.ifelse(value.abs() < _FINITE, value, ibis.null("float64"))
    return value
