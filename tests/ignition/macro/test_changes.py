"""How far a lever can be moved: own history first, shrunk; then groups; then an assumption that is never enough."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ignition.estimate import Estimate, Grade
from ignition.macro.changes import ASSUMED_CHANGE, Change, achievable, assumed
from ignition.macro.posterior import contrasts_given
from ignition.metrics.intervals import share

DAY = dt.date(2026, 11, 23)


def shares(*parts: int, of: int = 200) -> list[Estimate]:
    """Quarters, the latest first."""
    return [share("x", part, of) for part in parts]


def test_a_half_year_that_was_better_is_found_with_its_dates_and_shrunk():
    found = achievable(shares(*[40] * 6, 64, 64, 40, 40, 40, 40), {}, DAY)
    assert found.source == "history"
    assert found.is_seen
    assert 0.25 < found.size.mean < np.log(64 / 40)
    assert found.until == DAY - dt.timedelta(6 * 91)


def test_a_history_that_never_moved_promises_next_to_nothing():
    found = achievable(shares(*[40] * 12, of=2_000), {}, DAY)
    assert abs(found.size.mean) < 0.02
    assert not found.is_seen


def test_luck_of_few_cases_is_shrunk_further_than_the_same_of_many():
    few, many = (achievable(shares(*[n // 5] * 6, n // 4, n // 4, n // 5, n // 5, of=n), {}, DAY) for n in (40, 4_000))
    assert few.size.mean < 0.5 * many.size.mean


def test_a_season_that_comes_every_year_is_no_lever():
    found = achievable(shares(*[40, 40, 40, 80] * 3, of=400), {}, DAY)
    assert abs(found.size.mean) < 0.03


def test_growth_is_no_lever_for_those_who_are_at_their_best():
    found = achievable(shares(*range(160, 40, -10), of=400), {}, DAY)
    assert found.size.mean < 0
    assert not found.is_seen


def test_without_a_history_groups_go_half_of_the_way_to_the_mean():
    groups = {"a": share("x", 10, 100), "b": share("x", 30, 100), "c": share("x", 50, 100)}
    found = achievable(shares(40, 40), groups, DAY)
    assert (found.source, found.grade) == ("groups", Grade.POOLED)
    assert 0 < found.size.mean < 0.3


def test_groups_that_are_alike_promise_next_to_nothing():
    groups = {name: share("x", 400, 1_000) for name in "abcdef"}
    assert abs(achievable([], groups, DAY).size.mean) < 0.01


def test_an_assumption_alone_never_reaches_ninety_per_cent():
    found = assumed()
    assert (found.source, found.grade, found.size.mean) == ("assumption", Grade.ASSUMED, ASSUMED_CHANGE)
    assert found.size.p_positive < 0.80
    assert not found.is_seen


@pytest.mark.parametrize("quarters", [[], shares(0, 0, 0), shares(1, 2, of=3), shares(*[0] * 12)])
def test_too_little_to_tell_is_an_assumption(quarters: list[Estimate]):
    found: Change = achievable(quarters, {"a": share("x", 0, 0)}, DAY)
    assert found.source == "assumption"
    assert np.isfinite(found.size.mean)


def test_a_posterior_covers_the_truth_as_often_as_it_says():
    rng, kernel, contrast = np.random.default_rng(7), np.eye(12), np.zeros((1, 12))
    contrast[0, 3], contrast[0, 8] = -1.0, 1.0
    inside = 0
    for _ in range(200):
        truth = abs(0.15 * rng.standard_normal()) * rng.standard_normal(12)
        se = np.full(12, 0.1)
        (found,) = contrasts_given(truth + se * rng.standard_normal(12), se, kernel, 0 * kernel, contrast)
        low, high = np.quantile(found.draw(rng, 2_000), [0.1, 0.9])
        inside += low <= truth[8] - truth[3] <= high
    assert 0.72 <= inside / 200 <= 0.88
