"""Arrow in and out of the predictors: columns as numbers, and no NaN on the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from ignition.book.tables import Column
from ignition.predictors.bg_nbd import Floats

_ARROW = {"number": pa.float64(), "whole": pa.int64(), "text": pa.string()}
_FINITE = 1e300


def numbers(table: pa.Table, name: str) -> Floats:
    """A column as floats, NaN where unknown."""
    return np.asarray(table[name].cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)


def texts(table: pa.Table, name: str) -> list[str]:
    return [value or "" for value in table[name].to_pylist()]


def foreseen(ids: pa.ChunkedArray, key: str, columns: tuple[Column, ...], values: Mapping[str, Any]) -> pa.Table:
    """The key and exactly these columns; what is not finite becomes null."""
    arrays = {key: ids} | {column.name: _array(column, values[column.name], len(ids)) for column in columns}
    return pa.table(arrays)


def _array(column: Column, values: Any, rows: int) -> pa.Array:
    if column.type == "number":
        numbers = np.broadcast_to(np.asarray(values, dtype=float), rows)
        known = np.abs(np.where(np.isnan(numbers), np.inf, numbers)) < _FINITE
        return pa.array(numbers, mask=~known)
    return pa.array(np.broadcast_to(np.asarray(values), rows), type=_ARROW[column.type])
