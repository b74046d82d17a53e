"""Rows and columns of the Book's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

ColumnLists = dict[str, list[Any]]


def columns_of(rows: Iterable[Mapping[str, Any]]) -> ColumnLists:
    """Rows with the same keys, turned on their side."""
    turned: ColumnLists = {}
    for row in rows:
        for name, value in row.items():
            turned.setdefault(name, []).append(value)
    return turned


def sorted_table(columns: ColumnLists) -> pa.Table:
    """In one order whatever the order of the documents was."""
    table = pa.table(columns)
    orderable = [name for name in table.column_names if not pa.types.is_null(table[name].type)]
    return table.sort_by([(name, "ascending") for name in orderable])
