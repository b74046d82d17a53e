"""What a metric takes in: columns of equal length, from NumPy, Arrow, Polars, pandas, plain lists, or of one Ibis table."""

from __future__ import annotations

import datetime as dt
import math
from functools import reduce
from operator import and_
from typing import Any, cast

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from ignition.errors import UnusableBook
from ignition.metrics import far
from ignition.metrics.far import Far, fetched, totals
from ignition.wording import Text

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Column = Any
"""One value a row: anything NumPy can read as an array, Arrow columns among it; or a column of an Ibis table (see `far`)."""

_UNREADABLE = Text(
    it="Una colonna di numeri contiene altro: controlla che ogni valore sia un numero o vuoto.",
    en="A column of numbers holds something else: check that each value is a number or empty.",
)
_UNEQUAL = Text(
    it="Le colonne hanno lunghezze diverse ({lengths}): servono una riga per ogni caso.",
    en="The columns differ in length ({lengths}): one row for each case is needed.",
)


def floats(column: Column) -> Floats:
    """The column as numbers; what is missing or infinite becomes NaN, which never leaves the room."""
    if is_far(column):
        return cast(Floats, _far(column))
    try:
        values = np.atleast_1d(np.asarray(column, dtype=float))
    except (TypeError, ValueError) as error:
        raise UnusableBook(_UNREADABLE.of()) from error
    return np.where(np.isfinite(values), values, np.nan)


def texts(column: Column) -> npt.NDArray[np.str_]:
    """The column as words; what is missing becomes the empty text."""
    if is_far(column):
        found = _far(column)
        return cast(npt.NDArray[np.str_], Far(found.table, found.expr.cast("string").fill_null(""), found.where))
    values = np.atleast_1d(np.asarray(column, dtype=object))
    return np.array(["" if value is None or value != value else str(value) for value in values], dtype=str)


def aligned(*columns: Column) -> tuple[Floats, ...]:
    """Columns of numbers of one length, with their gaps."""
    read = tuple(floats(column) for column in columns)
    same_length(*read)
    return read


def complete(*columns: Column) -> tuple[Floats, ...]:
    """Columns of numbers without the rows in which one of them is missing."""
    read = aligned(*columns)
    whole = known(*read)
    return settled(*(column[whole] for column in read))


def known(*columns: Floats) -> Flags:
    """Where none of them is missing."""
    return reduce(and_, (~np.isnan(column) for column in columns))


def here(*columns: Column) -> tuple[Any, ...]:
    """Columns whose rows are here: those of a metric that looks at few rows by its nature (people, periods) are fetched."""
    return fetched(*columns) if is_far(columns[0]) else columns


def is_far(column: Column) -> bool:
    return isinstance(column, Far | ir.Column)


def _far(column: Column) -> Any:
    return column if isinstance(column, Far) else Far.of(column)


def total(values: Floats) -> float:
    """The sum, rounded once: the same in any order of the rows.

    >>> total(np.array([0.1] * 10))
    1.0
    """
    return float(values.sum()) if is_far(values) else math.fsum(values)


def settled(*columns: Floats) -> tuple[Floats, ...]:
    """The same columns; where they lie elsewhere, worked out before more is built on them."""
    return cast(tuple[Floats, ...], far.settled(*columns)) if is_far(columns[0]) else columns


def totals_of(*columns: Floats) -> list[float]:
    """The sums of columns of the same rows; in one query where they lie elsewhere."""
    return totals(*columns) if is_far(columns[0]) else [float(np.sum(column)) for column in columns]


def days_until(start: Column, end: Column, on: dt.date) -> Floats:
    """Days from `start` to `end`, or to the day `on` where there is no end yet: the `days` that metrics of time ask for.

    >>> import datetime as dt
    >>> from ignition.book import Book
    >>> from ignition.metrics.winning import win_hazard
    >>> deals = Book(deals=[{"deal_id": str(n), "opened_on": "2026-01-01", "closed_on": day, "outcome": "won" if day else None}
    ...                     for n, day in enumerate(["2026-01-11", "2026-01-21", "2026-01-31", "2026-02-10", None])]).deals
    >>> days = days_until(deals["opened_on"], deals["closed_on"], on=dt.date(2026, 2, 20))
    >>> days.tolist(), round(win_hazard(days, deals["outcome"]).value, 4)
    ([10.0, 20.0, 30.0, 40.0, 50.0], 0.0267)
    """
    since, until = (np.atleast_1d(np.asarray(column, dtype="datetime64[D]")) for column in (start, end))
    same_length(since, until)
    waited = np.where(np.isnat(until), np.datetime64(on), until) - since
    return np.where(np.isnat(since), np.nan, waited.astype(np.int64).astype(float))


def same_length(*columns: Column) -> None:
    if any(is_far(column) for column in columns):
        return
    lengths = [len(column) for column in columns]
    if len(set(lengths)) > 1:
        raise UnusableBook(_UNEQUAL.of(lengths=", ".join(map(str, lengths))))
