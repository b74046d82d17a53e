"""Metrics of columns that stay in DuckDB: the same as of the same columns here."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pytest

from ignition.errors import UnusableBook
from ignition.metrics import by_segment
from ignition.metrics.far import Far
from ignition.metrics.flow import flow_velocity
from ignition.metrics.winning import win_rate_count, win_rate_value
from tests.ignition.metrics.far_cases import NAMES, different, laid

ROWS = laid()


@pytest.fixture(scope="module")
def table() -> Iterator[ir.Table]:
    backend = ibis.duckdb.connect()
    yield backend.create_table("cases", ROWS)
    backend.disconnect()


FEW = {
    "win_rate_count",
    "win_rate_value",
    "win_rate_cohort",
    "stage_conversion",
    "nps",
    "top_share",
    "customer_presence",
}
"""Of each kind one; `make drill` tries them all, `make test-spark` all of them on Spark."""


@pytest.mark.parametrize(
    "name", [name if name in FEW else pytest.param(name, marks=pytest.mark.drill) for name in NAMES]
)
def test_a_metric_is_the_same_where_its_columns_lie_elsewhere(name: str, table: ir.Table) -> None:
    assert different(name, table, ROWS) == []


def test_many_rows_are_summed_where_they_lie(table: ir.Table) -> None:
    rng = np.random.default_rng(3)
    many = pa.table({"outcome": rng.choice(["won", "lost", "none", ""], 5000), "value": rng.gamma(2, 900, 5000)})
    far = table.get_backend().create_table("many", many, overwrite=True)
    for metric in (win_rate_value, lambda *columns: flow_velocity(500, 90.0, *columns)):
        one, other = metric(far.outcome, far.value), metric(many["outcome"], many["value"])
        found, expected = ((each.value, each.low, each.high) for each in (one, other))
        assert found == pytest.approx(expected, rel=1e-9)


def test_segments_are_told_apart_where_they_lie(table: ir.Table) -> None:
    found = by_segment(win_rate_count, table.stage_conversion_0, table.win_rate_count_0)
    outcome = ROWS["win_rate_count_0"].to_numpy(zero_copy_only=False)
    assert found == by_segment(win_rate_count, ROWS["stage_conversion_0"].to_numpy(zero_copy_only=False), outcome)


def test_a_word_that_is_no_outcome_is_refused(table: ir.Table) -> None:
    with pytest.raises(UnusableBook):
        win_rate_count(table.stage_conversion_0)


def test_rows_never_come_here_by_the_way(table: ir.Table) -> None:
    with pytest.raises(TypeError, match="not here"):
        np.asarray(Far.of(table.win_rate_value_1))


def test_columns_of_different_rows_are_not_mixed(table: ir.Table) -> None:
    values = Far.of(table.win_rate_value_1)
    with pytest.raises(ValueError, match="different rows"):
        values[values > 500] + values
