"""The cases of all metrics as columns of one Ibis table, and what must be equal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from ignition.estimate import Estimate
from tests.ignition.metrics.cases import CASES
from tests.ignition.metrics.test_rules import ask

TABLES_OF_PERIODS = {"clv", "clv_non_contractual"}
"""Customers x periods: no column, but a table of them."""
NAMES = sorted(set(CASES) - TABLES_OF_PERIODS)


def laid() -> pa.Table:
    """All columns of all cases beside each other, with a gap here and there."""
    gaps = np.random.default_rng(5)
    columns: dict[str, Any] = {}
    for name in NAMES:
        for number, column in enumerate(CASES[name].columns):
            missing = gaps.random(len(column)) < 0.03
            columns[f"{name}_{number}"] = pa.array(column, mask=missing)
    return pa.table(columns)


def far(name: str, table: ir.Table) -> tuple[Any, ...]:
    return tuple(table[f"{name}_{number}"] for number in range(len(CASES[name].columns)))


def near(name: str, table: pa.Table) -> tuple[Any, ...]:
    columns = (table[f"{name}_{number}"] for number in range(len(CASES[name].columns)))
    return tuple(column.to_numpy(zero_copy_only=False) for column in columns)


def equal(one: Estimate, other: Estimate) -> bool:
    same = (one.n, one.n_censored, one.grade, one.definition, one.why) == (
        other.n, other.n_censored, other.grade, other.definition, other.why,
    )  # fmt: skip
    pairs = ((one.value, other.value), (one.low, other.low), (one.high, other.high))
    return same and all(_close(here, there) for here, there in pairs)


def different(name: str, table: ir.Table, rows: pa.Table) -> list[tuple[Estimate, Estimate]]:
    """Pairs of estimates that should be equal, and are not."""
    pairs: Callable[..., Any] = zip
    found, expected = ask(name, far(name, table)), ask(name, near(name, rows))
    assert len(found) == len(expected) > 0
    return [pair for pair in pairs(found, expected) if not equal(*pair)]


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(np.isclose(one, other, rtol=1e-9, atol=1e-9))
