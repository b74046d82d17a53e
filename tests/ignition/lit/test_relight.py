"""New rows re-light only what they touch, and the answer is that of a full run by the same models."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ignition.book import Book
from ignition.engine import ignite
from ignition.lit import Lit, light, relight
from ignition.moves import Moves
from tests.ignition.lit.worlds import CUSTOMERS, DAY, KINDS, SELLERS, Row, a_business, an_event

Tables = dict[str, list[Row]]


def picture(moves: Moves) -> dict[str, Any]:
    """Everything that is said, its numbers to seven digits: sums differ in their last bit with the rows beside them."""
    table = moves.table.sort_by([(name, "ascending") for name in ("person", "play", "subject", "subject_id")])
    hours = {name: (one.value, one.low, one.high, one.n, one.grade) for name, one in moves.an_hour.items()}
    return {
        "table": _rounded(table.to_pylist()),
        "shown": _rounded([move.to_dict() for move in moves.shown]),
        "held": _rounded([move.to_dict() for move in moves.held]),
        "prices": _rounded(dict(moves.shadow_prices)),
        "hours": _rounded([hours, dict(moves.weekly_hours)]),
        "notes": [note.say("en") for note in moves.notes],
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.7g}")
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value


def with_rows(tables: Tables, name: str, rows: list[Row]) -> Tables:
    return {**tables, name: [*tables.get(name, []), *rows]}


def _stays_equal_after(seed: int, kinds: list[str]) -> None:
    tables, luck = a_business(seed), random.Random(seed)
    lit = light(Book(**tables), DAY)
    for kind in kinds:
        name, rows = an_event(kind, luck)
        tables, lit = with_rows(tables, name, rows), relight(lit, name, rows)
        assert picture(lit.moves) == picture(ignite(Book(**tables), DAY, models=lit.models)), (kind, rows)


seeds = st.integers(0, 10_000)
few = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(seed=seeds, kinds=st.lists(st.sampled_from(KINDS), min_size=2, max_size=2, unique=True))
def test_after_any_events_it_equals_the_full_run(seed: int, kinds: list[str]) -> None:
    _stays_equal_after(seed, kinds)


@pytest.mark.drill
@settings(few, max_examples=40)
@given(seed=seeds, kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=6))
def test_after_long_chains_of_events_too(seed: int, kinds: list[str]) -> None:
    _stays_equal_after(seed, kinds)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return a_business(7)


@pytest.fixture(scope="module")
def lit(tables: Tables) -> Lit:
    return light(Book(**tables), DAY)


def test_what_is_lit_is_what_ignite_answers(lit: Lit, tables: Tables) -> None:
    assert picture(lit.moves) == picture(ignite(Book(**tables), DAY))


def test_only_the_persons_concerned_are_lit_again(lit: Lit, tables: Tables) -> None:
    who = lit.shown[0].customer_id
    again = relight(lit, "purchases", [{"customer_id": who, "on": DAY, "amount": 800.0}])
    assert 0 < len(again.again) < len(lit.blocks)
    for name in set(lit.blocks) - again.again:
        assert again.blocks[name] is lit.blocks[name]


def test_a_silent_customer_who_buys_is_not_called_any_more(lit: Lit) -> None:
    called = next(row for row in lit.moves.table.to_pylist() if row["play"] == "win_back")
    bought = relight(lit, "purchases", [{"customer_id": called["subject_id"], "on": DAY, "amount": 500.0}])
    plays = {(row["play"], row["subject_id"]) for row in bought.moves.table.to_pylist()}
    assert ("win_back", called["subject_id"]) not in plays
    assert ("win_back", called["subject_id"]) in {
        (row["play"], row["subject_id"]) for row in lit.moves.table.to_pylist()
    }


def test_what_is_not_known_yet_changes_nothing(lit: Lit) -> None:
    tomorrow = dt.datetime.combine(DAY + dt.timedelta(1), dt.time(9))
    row = {"customer_id": CUSTOMERS[0], "on": DAY, "amount": 9_000.0, "recorded_at": tomorrow}
    assert relight(lit, "purchases", [row]).blocks is lit.blocks


def test_what_may_concern_everybody_is_a_full_run_and_says_so(lit: Lit, tables: Tables) -> None:
    rows = [{"person_id": SELLERS[0], "weekly_hours": 0.5}]
    again = relight(lit, "people", rows)
    assert again.in_full == "people"
    assert again.models == lit.models
    assert picture(again.moves) == picture(ignite(Book(**with_rows(tables, "people", rows)), DAY, models=lit.models))


@pytest.mark.drill
def test_a_first_row_of_its_kind_is_a_full_run_too(lit: Lit) -> None:
    target = [{"starts_on": DAY, "ends_on": DAY, "amount": 1_000.0}]
    assert relight(lit, "targets", target).in_full == "targets"


def test_a_book_of_nothing_is_lit_too() -> None:
    assert picture(light(Book(), DAY).moves) == picture(ignite(Book(), DAY))
