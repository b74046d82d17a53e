"""What "equal" means between the two backends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from ignition.spark import SparkDesk

Lay = Callable[..., SparkDesk]


def differences(ours: pa.Table, theirs: pa.Table, *key: str) -> list[str]:
    """Where two tables differ: numbers by more than 1e-9 of their size, everything else at all."""
    if ours.column_names != theirs.column_names or ours.num_rows != theirs.num_rows:
        return [f"{ours.num_rows} rows of {ours.column_names}, {theirs.num_rows} of {theirs.column_names}"]
    ours, theirs = (table.sort_by([(name, "ascending") for name in key]) for table in (ours, theirs))
    return [name for name in ours.column_names if not _equal(ours[name], theirs[name])]


def _equal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    if one.type != other.type:
        return False
    if not pa.types.is_floating(one.type):
        return bool(one.to_pylist() == other.to_pylist())
    known, also = one.is_valid().to_numpy(), other.is_valid().to_numpy()
    values, others = (np.nan_to_num(column.to_numpy().astype(float)) for column in (one, other))
    return bool((known == also).all() and np.allclose(values, others, rtol=1e-9, atol=1e-9))
