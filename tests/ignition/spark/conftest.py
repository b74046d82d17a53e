"""One cluster for all tests on Spark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.local_cluster import local_cluster, why_not
from ignition.book import Book
from ignition.spark import Sources, SparkDesk, connect_spark


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    missing = why_not()
    if missing is not None:
        pytest.skip(missing)
    with local_cluster("ignition tests", partitions=2) as session:
        yield session


@pytest.fixture
def on_spark(session: Any, tmp_path: Path) -> Callable[..., SparkDesk]:
    def lay(book: Book | Sources, on: dt.date | None = None) -> SparkDesk:
        with connect_spark(session, book, str(tmp_path / "scratch"), on) as desk:
            return desk

    return lay
