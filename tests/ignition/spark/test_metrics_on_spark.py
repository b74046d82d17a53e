"""Every metric whose columns lie on Spark gives what it gives of the same columns here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ibis.expr.types as ir
import pytest

from ignition.book import Book
from ignition.spark import connect_spark
from tests.ignition.metrics.far_cases import NAMES, different, laid

pytestmark = pytest.mark.spark
ROWS = laid()


@pytest.fixture(scope="module")
def table(session: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ir.Table]:
    with connect_spark(session, Book(), str(tmp_path_factory.mktemp("scratch"))) as desk:
        yield desk.keep("cases", desk.lay("rows", ROWS))


@pytest.mark.parametrize("name", NAMES)
def test_a_metric_is_the_same_on_spark(name: str, table: ir.Table) -> None:
    assert different(name, table, ROWS) == []
