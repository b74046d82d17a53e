"""Counting customers alike loses nothing, whatever the times are written in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.predictors.purchasing import Purchasing

days = st.integers(0, 600)


def rows(alike: Purchasing) -> list[tuple[float, ...]]:
    return list(zip(alike.x, alike.t_x, alike.seen, alike.weight, strict=True))


@given(st.lists(st.tuples(st.integers(0, 9), days, days), min_size=1, max_size=60), st.sampled_from([7.0, 1.0, 3.1]))
def test_every_history_is_there_once_with_the_number_of_its_customers(histories: Any, parts: float) -> None:
    x, t_x, seen = (np.array(column, dtype=float) for column in zip(*histories, strict=True))
    alike = Purchasing.counted(x, t_x / parts, seen / parts)
    expected = {(a, b / parts, c / parts): histories.count((a, b, c)) for a, b, c in histories}
    assert rows(alike) == [(*key, expected[key]) for key in sorted(expected)]


@given(st.lists(st.tuples(st.integers(0, 9), days, days), min_size=2, max_size=30), st.randoms())
def test_the_order_of_the_customers_changes_nothing(histories: Any, random: Any) -> None:
    mixed = list(histories)
    random.shuffle(mixed)
    one, other = (Purchasing.counted(*np.array(some, dtype=float).T) for some in (histories, mixed))
    assert rows(one) == rows(other)


@pytest.mark.parametrize("parts", [7.0, 1.0, 3.1])
def test_a_million_times_too_long_for_one_whole_number_are_counted_all_the_same(parts: float) -> None:
    x, t_x, seen = np.array([1e9, 1e9, 0]), np.array([1e9, 1e9, 0]) / parts, np.full(3, 1e9) / parts
    assert Purchasing.counted(x, t_x, seen).weight.tolist() == [1, 2]


def test_nobody_is_nobody() -> None:
    assert Purchasing.counted(np.zeros(0), np.zeros(0), np.zeros(0)).weight.size == 0


def test_a_time_below_zero_is_kept_as_it_is() -> None:
    assert Purchasing.counted(np.array([0.0]), np.array([-1.0]), np.array([3.0])).t_x.tolist() == [-1]
