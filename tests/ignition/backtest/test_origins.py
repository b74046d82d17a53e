"""From which days it looks."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ignition.backtest.origins import LEARNING_DAYS, MOST, first_day, origins, usual_horizon
from ignition.book import Book

FIRST = dt.date(2024, 1, 1)
days = st.integers(1, 1500)


@given(span=days, horizon=st.integers(1, 200))
def test_every_look_has_learning_behind_it_and_its_horizon_before_it(span: int, horizon: int) -> None:
    until = FIRST + dt.timedelta(days=span)
    found = origins(FIRST, until, horizon)
    assert len(found) <= MOST
    assert all((day - FIRST).days >= LEARNING_DAYS for day in found)
    assert all((until - day).days >= horizon for day in found)


@given(span=days, horizon=st.integers(1, 200))
def test_two_looks_never_watch_the_same_week_unless_asked_to(span: int, horizon: int) -> None:
    found = origins(FIRST, FIRST + dt.timedelta(days=span), horizon)
    assert all((later - earlier).days >= horizon for earlier, later in pairwise(found))


@given(span=st.integers(300, 3000), start=st.integers(0, 2000))
def test_from_a_day_there_are_twelve_looks_at_most_and_none_before_it(span: int, start: int) -> None:
    begin = FIRST + dt.timedelta(days=start)
    found = origins(FIRST, FIRST + dt.timedelta(days=span), 28, start=begin)
    assert len(found) <= MOST
    assert all(day >= begin for day in found)


def test_who_says_from_when_and_how_often_gets_as_many_as_that_makes() -> None:
    found = origins(FIRST, dt.date(2025, 1, 1), 28, every=7, start=dt.date(2024, 4, 1))
    assert len(found) > MOST
    assert {(later - earlier).days for earlier, later in pairwise(found)} == {7}


@given(span=st.integers(120, 3000))
def test_the_usual_horizon_lets_twelve_looks_fit_where_there_is_room(span: int) -> None:
    until = FIRST + dt.timedelta(days=span)
    found = origins(FIRST, until, usual_horizon(FIRST, until))
    assert len(found) == MOST or span < LEARNING_DAYS + 14 * MOST


def test_one_odd_early_row_among_thousands_does_not_begin_the_book() -> None:
    rows = [{"customer_id": "A", "on": "1970-01-01", "amount": 1.0}]
    rows += [{"customer_id": "A", "on": "2025-01-01", "amount": 1.0}] * 1500
    assert first_day(Book(purchases=rows)) == dt.date(2025, 1, 1)
