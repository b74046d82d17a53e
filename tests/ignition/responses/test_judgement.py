"""ADBUDG: four answers, and the curve through them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ignition.errors import RefusedJudgement
from ignition.responses import Judgement

S_SHAPED = Judgement(nothing=0.9, half_more=1.5, most=2.0)
CONCAVE = Judgement(nothing=0.2, half_more=1.2, most=1.5)


def result(judgement: Judgement, effort: float) -> float:
    """`effort` 1 is today's."""
    return float(judgement.response().lift(np.array([effort - 1.0]))[0]) + 1


answers = st.tuples(st.floats(0.0, 0.95), st.floats(1.01, 3.0), st.floats(1.02, 6.0))


@given(answers)
def test_the_curve_goes_through_all_four_answers(given_answers):
    nothing, half_more, most = given_answers
    assume(half_more < most * 0.99)
    judgement = Judgement(nothing, half_more, most)
    assert result(judgement, 1.0) == pytest.approx(1.0)
    assert result(judgement, 1.5) == pytest.approx(half_more)
    assert result(judgement, 0.0) == pytest.approx(nothing)
    assert result(judgement, 1e9) <= most + 1e-9


@pytest.mark.parametrize(
    ("nothing", "half_more", "most", "reason"),
    [
        (1.0, 1.2, 1.5, "With no effort the result would be 1"),
        (1.3, 1.2, 1.5, "With no effort the result would be 1.3"),
        (-0.1, 1.2, 1.5, "With no effort the result would be -0.1"),
        (0.4, 1.0, 1.5, "With half as much effort again the result would be 1,"),
        (0.4, 0.8, 1.5, "With half as much effort again the result would be 0.8,"),
        (0.4, 1.6, 1.6, "yet with unlimited effort 1.6"),
        (0.4, 2.0, 1.6, "yet with unlimited effort 1.6"),
        (math.nan, 1.2, 1.5, "must be numbers"),
        (0.4, 1.2, math.inf, "must be numbers"),
    ],
)
def test_answers_that_contradict_each_other_are_refused_with_the_reason(nothing, half_more, most, reason):
    with pytest.raises(RefusedJudgement) as refused:
        Judgement(nothing, half_more, most)
    assert reason in refused.value.sentence.say("en")
    assert refused.value.sentence.say("it") != refused.value.sentence.say("en")


def test_the_elasticity_is_the_slope_at_todays_effort():
    for judgement in (S_SHAPED, CONCAVE):
        slope = (result(judgement, 1 + 1e-6) - result(judgement, 1 - 1e-6)) / 2e-6
        assert judgement.response().elasticity == pytest.approx(slope, rel=1e-4)


def test_a_concave_curve_pays_from_the_first_minute():
    assert CONCAVE.response().least_effort == 0.0


def test_an_s_shaped_curve_pays_from_its_minimum_effective_dose_on():
    response = S_SHAPED.response()
    least = response.least_effort
    efforts = np.linspace(0.001, 3, 4000)
    returns = response.lift(efforts) / efforts
    assert least > 0
    assert efforts[returns.argmax()] == pytest.approx(least, abs=0.002)


@given(answers)
def test_from_the_minimum_effective_dose_on_returns_only_fall(given_answers):
    nothing, half_more, most = given_answers
    assume(half_more < most * 0.99)
    response = Judgement(nothing, half_more, most).response()
    lift = response.lift(response.least_effort + np.linspace(0, 3, 200))
    assert (np.diff(np.diff(lift)) <= 1e-9).all()


def test_one_persons_answers_stay_uncertain():
    effort = np.array([0.3])
    drawn = CONCAVE.response().draw(effort, np.random.default_rng(3).standard_normal(200_000))
    assert drawn.mean() == pytest.approx(CONCAVE.response().lift(effort)[0], rel=0.01)
    assert drawn.std() == pytest.approx(CONCAVE.response().lift_sd(effort)[0], rel=0.03)


def test_extreme_answers_neither_overflow_nor_lose_their_meaning():
    steep = Judgement(nothing=0.999999, half_more=5.0, most=5.0000001).response()
    lift = steep.lift(np.array([0.0, 0.5, 1e6]))
    assert np.isfinite(lift).all()
    assert np.isfinite(steep.least_effort)
