"""The engine at scale gives the same answer on Spark as on DuckDB: models, foresight, hours and prices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from ignition import scale
from ignition.backends import connect
from ignition.book import Book
from ignition.features import customers
from tests.ignition.spark.books import DAY, drawn
from tests.ignition.spark.equality import Lay, differences

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def book() -> Book:
    return drawn(5, 120).as_of(DAY)


def test_situation_and_plan_are_equal(book: Book, on_spark: Lay) -> None:
    spark = on_spark(book)
    with connect(book) as desk:
        ours = scale.look(desk, DAY)
        theirs = scale.look(spark, DAY)
        for name, key in (("customers", "customer_id"), ("deals", "deal_id")):
            one, other = desk.fetch(getattr(ours, name)), spark.fetch(getattr(theirs, name))
            assert differences(one, other, key) == []
        here, there = scale.plan(desk, ours, DAY), scale.plan(spark, theirs, DAY)
    assert differences(here.offers.table, there.offers.table, "person", "play", "subject_id") == []
    assert here.considered == there.considered
    assert np.allclose(here.plan.hours, there.plan.hours)
    assert here.plan.prices == pytest.approx(dict(there.plan.prices), rel=1e-9)
    assert [[one.row for one in person.chosen] for person in here.shown] == [
        [one.row for one in person.chosen] for person in there.shown
    ]


def test_parquet_files_are_known_as_of_the_day_as_a_book_is(on_spark: Lay, tmp_path: Path) -> None:
    whole = drawn(1)
    paths = {name: str(tmp_path / f"{name}.parquet") for name in whole}
    for name, path in paths.items():
        pq.write_table(whole.table(name), path)
    spark = on_spark(paths, DAY)
    with connect(whole.as_of(DAY)) as desk:
        ours = desk.fetch(customers.describe(desk, DAY))
    assert differences(ours, spark.fetch(customers.describe(spark, DAY)), "customer_id") == []
