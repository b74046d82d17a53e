"""Figures of teams: right as sums, silent about persons."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.metrics import METRICS
from ignition.metrics.adoption import fields_read, give_back_ratio, six_month_survival, voluntary_use
from ignition.metrics.attainment import attainment, attainment_share_met, attainment_spread
from ignition.metrics.capacity import capacity_use, reallocation_rate
from ignition.metrics.ramp import NOT_LEVELLED, ramp_level, ramp_time


def test_attainment_is_not_the_mean_of_ratios() -> None:
    """A small quota met ten times over does not carry a team that missed the large ones."""
    assert attainment([50, 50, 50, 50, 100], [100, 100, 100, 100, 10]).value == pytest.approx(300 / 410)


def test_who_has_no_quota_counts_for_nothing() -> None:
    assert attainment([50] * 5 + [900], [100] * 5 + [0]).value == 0.5
    assert attainment_share_met([100] * 4 + [50], [100] * 4 + [0]).value is None


def test_a_team_where_one_in_ten_sold_nothing_has_no_spread() -> None:
    assert attainment_spread([0, 0, 100, 100, 100], [100] * 5).value is None


def test_no_figure_of_a_team_carries_a_name() -> None:
    found = voluntary_use(["Alice", "Bob", "Charlie", "Dora", "Elena"], [True] * 5)
    assert not any(name in repr(found) for name in ("Alice", "Bob", "Charlie", "Dora", "Elena"))


def test_no_metric_gives_one_figure_a_person() -> None:
    for metric in METRICS.values():
        assert "Estimate" in str(inspect.signature(metric).return_annotation)


def new_people(seed: int, people: int = 12, theta: float = 6.0, noise: float = 15.0) -> tuple[Any, Any, Any, Any]:
    """Two years of each; a third leave after some months, and bring nothing afterwards."""
    rng = np.random.default_rng(seed)
    person, month = np.repeat(np.arange(people), 24), np.tile(np.arange(1.0, 25), people)
    leaves = np.where(np.arange(people) % 3 == 0, rng.integers(6, 15, people), np.nan)[person]
    result = 100 * (1 - np.exp(-month / theta)) + rng.normal(0, noise, len(month))
    return person.astype(str), month, np.where(month >= leaves, 0.0, result), leaves


def test_the_ramp_is_found_though_some_leave() -> None:
    times, levels, hits = [], [], 0
    for seed in range(60):
        found = ramp_time(*new_people(seed))
        times.append(found.value)
        levels.append(ramp_level(*new_people(seed)).value)
        hits += found.low is not None and found.high is not None and found.low <= 6 <= found.high
    assert np.mean(times) == pytest.approx(6, abs=0.4)
    assert np.mean(levels) == pytest.approx(100, abs=2)
    assert 0.65 <= hits / 60 <= 0.93


def test_leavers_are_counted_as_censored_and_not_as_zeros() -> None:
    person, month, result, leaves = new_people(1)
    right, wrong = ramp_level(person, month, result, leaves), ramp_level(person, month, result)
    assert right.n_censored == 4
    assert wrong.value is not None
    assert wrong.value < 90


def test_results_that_still_grow_give_no_ramp() -> None:
    month = np.tile(np.arange(1.0, 13), 6)
    found = ramp_time(np.repeat(list("abcdef"), 12), month, month * 10)
    assert (found.value, found.why) == (None, NOT_LEVELLED)


def test_filled_and_never_read_is_work_for_no_one() -> None:
    assert fields_read(list("abcde"), [True] * 5, [False] * 5).value == 0


def test_where_nothing_was_asked_there_is_no_give_back_ratio() -> None:
    assert give_back_ratio(list("abcde"), [10] * 5, [0] * 5).value is None


def test_use_that_nobody_stopped_has_survived() -> None:
    found = six_month_survival(list("abcdef"), [400] * 6, [False] * 6)
    assert (found.value, found.n_censored) == (1.0, 6)
    assert found.low is not None
    assert found.low < 0.9


def test_use_too_young_to_tell_is_not_called_a_success() -> None:
    assert six_month_survival(list("abcdef"), [60] * 6, [False] * 6).value is None


hours = st.lists(st.tuples(st.floats(0.1, 100), st.floats(0.1, 100)), min_size=1, max_size=12)


@given(hours)
def test_reallocation_lies_between_nothing_and_all_and_is_the_same_both_ways(rows: list[tuple[float, float]]) -> None:
    before, now = (list(column) for column in zip(*rows, strict=True))
    found = reallocation_rate(before, now).value
    assert found is not None
    assert -1e-12 <= found <= 1
    assert reallocation_rate(now, before).value == pytest.approx(found)


def test_more_hours_in_the_same_shares_are_no_reallocation() -> None:
    assert reallocation_rate([10, 20, 30], [20, 40, 60]).value == pytest.approx(0)
    assert reallocation_rate([10, 0], [0, 10]).value == 1


def test_a_resource_promised_twice_is_above_one() -> None:
    assert capacity_use([80], [40]).value == 2
    assert capacity_use([80], [0]).value is None
