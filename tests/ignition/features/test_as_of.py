"""What is recorded after the day, and the order of the rows, change nothing."""

from __future__ import annotations

import datetime as dt
import random
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.features import customers, deals
from ignition.predictors import customer_base
from ignition.predictors import deals as deal_predictor

DAY = dt.date(2026, 3, 1)
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]

who = st.sampled_from(["Rossi", "Verdi", "Neri"])
deal = st.sampled_from(["D1", "D2", "D3"])
before = st.dates(dt.date(2025, 1, 1), DAY)
after = st.dates(DAY + dt.timedelta(days=1), dt.date(2027, 1, 1))
amount = st.integers(-200, 900).map(float)


def purchases(on: Any) -> Any:
    return st.fixed_dictionaries({"customer_id": who, "on": on, "amount": amount})


def activities(on: Any) -> Any:
    kind, direction = st.sampled_from(["mail", "call", "note"]), st.sampled_from(["in", "out", None])
    thread = st.sampled_from(["T", None])
    return st.fixed_dictionaries(
        {
            "at": on,
            "kind": kind,
            "customer_id": who,
            "deal_id": st.none() | deal,
            "direction": direction,
            "thread": thread,
        }
    )


def stage_changes(on: Any) -> Any:
    return st.fixed_dictionaries({"deal_id": deal, "stage": st.sampled_from("ABC"), "at": on})


def deal_changes(on: Any) -> Any:
    days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 1)).map(str)
    return st.fixed_dictionaries({"deal_id": deal, "field": st.just("expected_on"), "old": days, "new": days, "at": on})


def signals(on: Any) -> Any:
    return st.fixed_dictionaries({"signal_id": st.uuids().map(str), "customer_id": who, "at": on})


KINDS = {"purchases": purchases, "activities": activities, "stage_changes": stage_changes,
         "deal_changes": deal_changes, "signals": signals}  # fmt: skip
DEALS = [
    {"deal_id": "D1", "opened_on": dt.date(2025, 5, 1), "customer_id": "Rossi", "amount": 500.0, "closed_on": None, "outcome": None},
    {"deal_id": "D2", "opened_on": dt.date(2025, 9, 1), "customer_id": "Verdi", "amount": None, "closed_on": dt.date(2026, 2, 1), "outcome": "won"},
    {"deal_id": "D3", "opened_on": dt.date(2025, 9, 9), "customer_id": "Neri", "amount": 70.0, "closed_on": dt.date(2026, 4, 1), "outcome": "lost"},
]  # fmt: skip
NEW_DEALS = [
    {"deal_id": f"N{n}", "opened_on": DAY + dt.timedelta(days=n), "customer_id": "Rossi", "amount": 9.0}
    for n in (1, 30)
]


def books(on: Any, size: int) -> Any:
    return st.fixed_dictionaries({name: st.lists(rows(on), max_size=size) for name, rows in KINDS.items()})


def picture(tables: Tables) -> list[Any]:
    """Everything described and foreseen on the day, by id, with its numbers rounded to nine digits."""
    with connect(Book(**{name: rows for name, rows in tables.items() if rows}).as_of(DAY)) as desk:
        asked = (customers.describe, deals.describe, deals.history)
        facts = [desk.answer((f.__module__, f.__name__, DAY), partial(f, desk, DAY)) for f in asked]
    people, open_deals, history = facts
    base = customer_base.foresee(people, DAY, Assumptions())
    pipeline = deal_predictor.foresee(open_deals, history, DAY, Assumptions())
    tables_seen = (*facts, base, pipeline)
    return [sorted(map(_rounded, table.to_pylist())) for table in tables_seen]


def _rounded(row: dict[str, Any]) -> str:
    return str({name: float(f"{value:.9g}") if isinstance(value, float) else value for name, value in row.items()})


few = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(few, max_examples=60)
grown_books = given(known=books(before, 12), later=books(after, 6))
mixed_books = given(known=books(before, 12), seed=st.integers(0, 99))


@few
@grown_books
def test_what_is_recorded_after_the_day_changes_nothing(known: Tables, later: Tables) -> None:
    _later_rows_change_nothing(known, later)


@few
@mixed_books
def test_the_order_of_the_rows_changes_nothing(known: Tables, seed: int) -> None:
    _order_changes_nothing(known, seed)


@pytest.mark.drill
@many
@grown_books
def test_in_many_books_later_rows_change_nothing(known: Tables, later: Tables) -> None:
    _later_rows_change_nothing(known, later)


@pytest.mark.drill
@many
@mixed_books
def test_in_many_books_the_order_changes_nothing(known: Tables, seed: int) -> None:
    _order_changes_nothing(known, seed)


def _later_rows_change_nothing(known: Tables, later: Tables) -> None:
    grown = {name: known[name] + later[name] for name in KINDS}
    assert picture({**known, "deals": DEALS}) == picture({**grown, "deals": DEALS + NEW_DEALS})


def _order_changes_nothing(known: Tables, seed: int) -> None:
    shuffled = {name: random.Random(seed).sample(rows, len(rows)) for name, rows in known.items()}
    assert picture({**known, "deals": DEALS}) == picture({**shuffled, "deals": DEALS[::-1]})


def test_a_row_that_happened_before_and_was_recorded_after_changes_nothing() -> None:
    known: Rows = [{"customer_id": "Rossi", "on": dt.date(2026, 1, 1), "amount": 5.0, "recorded_at": None}]
    late = {"customer_id": "Rossi", "on": dt.date(2026, 2, 1), "amount": 9.0, "recorded_at": dt.date(2026, 3, 2)}
    assert picture({"purchases": known}) == picture({"purchases": [*known, late]})


def test_a_row_recorded_on_the_day_does() -> None:
    known: Rows = [{"customer_id": "Rossi", "on": dt.date(2026, 1, 1), "amount": 5.0}]
    assert picture({"purchases": known}) != picture({"purchases": [*known, known[0] | {"on": DAY}]})
