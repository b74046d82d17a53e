"""What the forecast learns from past looks: how far an interval must reach, and which of two forecasts to believe."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.estimate import Grade
from ignition.predictors.revenue.base import Stream
from ignition.predictors.revenue.blending import weight_of
from ignition.predictors.revenue.calibrating import Scale, calibrate, score
from ignition.predictors.revenue.looks import Flow, Look, counts

SIZES = st.floats(0.1, 1e6)


def seen(models: float, pace: float, happened: float) -> Flow:
    spans = np.ones(6)
    part = Stream(models * spans, spans, 10, Grade.SEGMENT)
    return Flow((part,), pace * spans, spans, np.zeros(6), 0.0, (happened * spans,))


def believed(flows: list[Flow]) -> float:
    return weight_of(flows, np.ones(len(flows)))


A_LOOK = Look(0, 1, seen(1, 1, 1), seen(1, 1, 1), np.ones(6), False)


@given(mean=SIZES, doubt=st.floats(0.01, 3.0), times=st.floats(0.0, 4.0), farther=st.floats(0.01, 1.0))
def test_a_look_says_how_far_its_interval_had_to_reach_and_no_farther(
    mean: float, doubt: float, times: float, farther: float
) -> None:
    said, variance, happened = np.array([mean]), np.array([(doubt * mean) ** 2]), np.array([times * mean])
    needed = float(score(said, variance, happened)[0])

    def held(reach: float) -> bool:
        low, high = Scale(np.zeros(1), np.array([reach]), 1).interval(said, variance)
        return bool(low[0] <= happened[0] <= high[0])

    assert needed == 3.0 or held(needed + 1e-6)
    assert needed <= farther or not held(needed - farther)


def test_a_month_that_brought_nothing_widens_no_interval_that_began_at_nothing() -> None:
    """Deals so rare that a month in three brings nothing: all of that is within what was said."""
    mean, variance = np.full((18, 2), 1.0), np.full((18, 2), 1.0)
    happened = np.tile(np.array([0.0, 0.0, 0.6, 1.2, 2.2, 2.0])[:, None], (3, 2))
    low, high = calibrate(mean, variance, happened, np.ones(18), 0.8).interval(np.ones(2), np.ones(2))
    assert (low == 0).all()
    assert (high < 4.0).all()


@pytest.mark.parametrize("taken_back", [-0.5, -3.0])
def test_more_taken_back_than_sold_lies_outside_of_any_interval(taken_back: float) -> None:
    assert score(np.ones(1), np.ones(1), np.array([taken_back]))[0] == 3.0


def test_what_was_missed_in_a_books_beginning_widens_less_than_what_was_missed_lately() -> None:
    mean, variance = np.ones((18, 1)), np.full((18, 1), 0.01)
    calm, wild = np.full((9, 1), 1.05), np.full((9, 1), 1.6)
    counted = counts([replace(A_LOOK, age=age) for age in range(100, 1900, 100)], 1900)
    calmed = calibrate(mean, variance, np.concatenate([wild, calm]), counted, 0.8)
    went_wild = calibrate(mean, variance, np.concatenate([calm, wild]), counted, 0.8)
    widths = [np.ptp(scale.interval(np.ones(1), np.array([0.01]))) for scale in (calmed, went_wild)]
    assert widths[0] < widths[1]


def test_a_look_at_half_the_age_counts_half_and_looks_at_one_age_count_one_each() -> None:
    half, whole = counts([replace(A_LOOK, age=200), replace(A_LOOK, age=400)], 428)
    assert whole == pytest.approx(2 * half)
    assert counts([replace(A_LOOK, age=400)] * 5, 428).tolist() == pytest.approx([1.0] * 5)
    assert counts([], 428).shape == (0,)


def test_who_foresaw_better_is_believed_more() -> None:
    assert believed([seen(105, 130, 100)] * 8) > 0.8
    assert believed([seen(130, 105, 100)] * 8) < 0.2
    assert believed([]) == 0.5


def test_a_wild_beginning_does_not_decide_for_all_that_comes_after() -> None:
    """Both erred wildly while the book began, the models the more; since then the models are right each time."""
    beginning = [seen(13_000, 11_000, 4_000), seen(9_500, 8_500, 3_500)]
    assert believed([*beginning, *[seen(2_600, 3_100, 2_600)] * 6]) > 0.8


@pytest.mark.parametrize("size", [1e-200, 1e-9, 1e100])
def test_belief_does_not_depend_on_the_size_of_the_money(size: float) -> None:
    usual = believed([seen(105, 130, 100)] * 3)
    assert believed([seen(105 * size, 130 * size, 100 * size)] * 3) == pytest.approx(usual)
