"""The border is held from both sides: what the product writes are the columns that the engine declares."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pytest

from ignition.book.tables import TABLES
from ignition_web.business import tables as business
from ignition_web.customers import tables as customers
from ignition_web.points import tables as points
from ignition_web.sales import tables as sales
from ignition_web.team import tables as team
from ignition_web.voice import tables as voice

ROOMS = (business, customers, points, sales, team, voice)
RECORDED_AS_IT_HAPPENS = {"people", "targets", "points", "answers"}
"""The product makes these itself: nothing lies between the event and its being known."""


def writers() -> dict[str, Callable[[], pa.Table]]:
    return {name: getattr(room, name) for name in TABLES for room in ROOMS if hasattr(room, name)}


def declared(name: str) -> set[str]:
    return {column.name for column in TABLES[name].columns}


def test_the_product_writes_every_table_of_a_book() -> None:
    assert set(writers()) == set(TABLES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_product_has_the_columns_the_engine_declares(name: str) -> None:
    written = set(writers()[name]().column_names)
    assert written - declared(name) == set(), "the engine knows nothing of these"
    may_lack = {"recorded_at"} if name in RECORDED_AS_IT_HAPPENS else set()
    assert declared(name) - written <= may_lack, "the product forgot these"
