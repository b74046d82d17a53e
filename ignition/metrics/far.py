"""Columns that stay where they lie: a column of an Ibis table, with NumPy's words for it.

A metric is written once, in NumPy. Given columns of one Ibis table (DuckDB or Spark) the same lines build expressions, and only
what they add up to is asked for: a count, a sum, a table of how many waited how long. What NumPy says with NaN is null here.

    >>> import ibis
    >>> deals = ibis.memtable({"days": [10.0, 20.0, None, 40.0]})
    >>> waits = Far.of(deals.days)
    >>> late = waits[waits > 15]
    >>> len(waits), len(late), late.sum()
    (4, 2, 60.0)

Where it fails: each figure asked for is a query of its own, so that a table worked out from others is best kept first; and it has
no order, so that nothing may depend on the place of a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from ignition.metrics.far_words import FUNCTIONS, UFUNCS

_FINITE = 1.7e308


class Far(NDArrayOperatorsMixin):
    """One value for each row of `table` that `where` leaves in; built by comparison, arithmetic and masks as an array is."""

    ndim = 1

    def __init__(self, table: ir.Table, expr: ir.Value, where: ir.BooleanValue | None = None) -> None:
        self.table, self.expr, self.where = table, expr, where

    @classmethod
    def of(cls, column: ir.Column) -> Far:
        """A column of numbers, truths or words; what is not a number is missing."""
        relations = column.op().relations
        if len(relations) != 1:
            raise TypeError("a column of one table is needed")
        expr: ir.Value = column
        if isinstance(column, ir.NumericColumn) and not isinstance(column, ir.BooleanColumn):
            number = column.cast("float64")
            expr = ibis.ifelse(number.abs() < _FINITE, number, ibis.null("float64"))
        return cls(next(iter(relations)).to_expr(), expr)

    def __len__(self) -> int:
        return int(_asked(self.table, n=self.table.count(where=self.where))["n"])

    def __getitem__(self, mask: Far) -> Far:
        chosen = self._of_mine(mask)
        return Far(self.table, self.expr, chosen if self.where is None else self.where & chosen)

    def astype(self, kind: type) -> Far:
        return self._with(self.expr.cast("float64")) if kind is float else self

    def sum(self) -> float:
        return totals(self)[0]

    def mean(self) -> float:
        n = len(self)
        return self.sum() / n if n else float("nan")

    def any(self) -> bool:
        return self.sum() > 0

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError("its rows are not here: ask for sums, or fetch columns together with `fetched`")

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        made = UFUNCS.get(ufunc.__name__)
        return NotImplemented if made is None or method != "__call__" or kwargs else self._applied(made, inputs)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        made = FUNCTIONS.get(function.__name__)
        return NotImplemented if made is None or kwargs else self._applied(made, args)

    def _applied(self, made: Callable[..., ir.Value], inputs: Sequence[Any]) -> Far:
        return self._with(made(*(self._of_mine(one) for one in inputs)))

    def _of_mine(self, other: Any) -> Any:
        """What stands in an expression for another operand: of a Far its own, of a scalar of NumPy its value."""
        if isinstance(other, Far):
            if not other.table.equals(self.table) or not _same(other.where, self.where):
                raise ValueError("columns of different rows")
            return other.expr
        return other.item() if isinstance(other, np.generic) else other

    def _with(self, expr: ir.Value) -> Far:
        return Far(self.table, expr, self.where)


def totals(*columns: Any) -> list[float]:
    """The sums of columns of the same rows, in one query."""
    first = columns[0]
    sums = {f"s{n}": first._of_mine(one).cast("float64").sum(where=first.where) for n, one in enumerate(columns)}
    return [float(value or 0.0) for value in _asked(first.table, **sums).values()]


def grouped(*columns: Any) -> tuple[Any, ...]:
    """The different rows, in order, and how many there are of each."""
    names = [f"c{n}" for n in range(len(columns))]
    rows = _rows(columns)
    found = rows.group_by(names).agg(n=rows.count()).order_by(names).to_pyarrow()
    return tuple(found[name].to_numpy() for name in (*names, "n"))


def settled(*columns: Any) -> tuple[Far, ...]:
    """The same columns, as those of a table of their own: what is built on them does not repeat how they came about."""
    rows = _rows(columns)
    return tuple(Far(rows, rows[name]) for name in rows.columns)


def fetched(*columns: Any) -> tuple[Any, ...]:
    """All rows of the columns, here: for what has few by its nature, as people, periods and segments."""
    found = _rows(columns).to_pyarrow()
    return tuple(found[name].to_numpy() for name in found.column_names)


def largest(column: Any, most: int) -> Any:
    """The largest values, the smallest of them first."""
    rows = _rows((column,))
    found = rows.filter(rows.c0.notnull()).order_by(ibis.desc("c0")).limit(most).to_pyarrow()
    return found["c0"].to_numpy()[::-1]


def _rows(columns: Sequence[Far]) -> ir.Table:
    first = columns[0]
    chosen = {f"c{n}": _plain(first._of_mine(one)) for n, one in enumerate(columns)}
    rows = first.table.mutate(chosen_=ibis.literal(True) if first.where is None else first.where, **chosen)
    return rows.filter(rows.chosen_).select(list(chosen))


def _plain(expr: ir.Value) -> ir.Value:
    return expr.cast("float64") if isinstance(expr, ir.BooleanValue) else expr


def _asked(table: ir.Table, **figures: ir.Value) -> dict[str, Any]:
    found: dict[str, Any] = table.aggregate(**figures).to_pyarrow().to_pylist()[0]
    return found


def _same(one: ir.Value | None, other: ir.Value | None) -> bool:
    return one is other or (one is not None and other is not None and bool(one.equals(other)))
