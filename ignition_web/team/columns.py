"""Rows of the database as columns of an Arrow table, without making an object of each row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pyarrow as pa
from django.db.models import QuerySet

CHUNK = 20_000


def to_arrow(rows: QuerySet[Any], **columns: str) -> pa.Table:
    """`columns` says which field each column is filled from. Ids become text, moments naive UTC, amounts floats."""
    values = rows.values_list(*columns.values()).iterator(chunk_size=CHUNK)
    taken: list[list[Any]] = [[] for _ in columns]
    for row in values:
        for column, value in zip(taken, row, strict=True):
            column.append(value)
    return pa.table({name: _column(name, column) for name, column in zip(columns, taken, strict=True)})


def _column(name: str, values: list[Any]) -> pa.Array:
    kind = next((type(value) for value in values if value is not None), type(None))
    if name.endswith("_id") or name in _PEOPLE or kind is UUID:
        return pa.array([None if value is None else str(value) for value in values], pa.string())
    if kind is Decimal:
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    if kind is dt.datetime:
        return pa.array([None if value is None else _in_utc(value) for value in values], pa.timestamp("us"))
    return pa.array(values)


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


_PEOPLE = frozenset({"owner", "person"})
"""Columns that hold a person_id."""
