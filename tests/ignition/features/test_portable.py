"""The same expressions can be said in Spark's SQL: nothing in them belongs to DuckDB alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest
import sqlglot

from ignition.book import TABLES
from ignition.features import customers, deals

_TYPES = {"text": "string", "number": "float64", "whole": "int64", "day": "date", "moment": "timestamp"}


class Paper:
    """A desk where nothing is worked out: every table is only its name and its columns."""

    def table(self, name: str) -> ir.Table:
        return ibis.table({column.name: _TYPES[column.type] for column in TABLES[name].columns}, name=name)

    def holds(self, *names: str) -> bool:
        return bool(names)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        return expression

    def once(self, name: str, work_out: Callable[[], ir.Table]) -> ir.Table:
        return work_out()


@pytest.mark.parametrize("feature", [customers.describe, deals.describe, deals.history, deals.landmarks])
def test_every_feature_compiles_for_spark(feature: Any) -> None:
    sql = ibis.to_sql(feature(Paper(), dt.date(2026, 3, 1)), dialect="databricks")
    assert sqlglot.parse_one(str(sql), dialect="databricks").find(sqlglot.exp.Select) is not None
    for median in sqlglot.parse_one(str(sql), dialect="databricks").find_all(sqlglot.exp.Quantile):
        assert not list(median.find_all(sqlglot.exp.If)), "Spark takes no condition inside a percentile"
    assert "FILTER(" not in str(sql).upper().replace(" ", "")
