"""Learn: what knowing something is worth, held against the formula where there is one."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import norm

from ignition.choice import Field
from ignition.gains import Offers, weigh
from ignition.learning import ASK_HOURS, LEARNT, Lesson, what_to_learn
from ignition.plays import PLAYS
from ignition.responses import ElasticityPrior

LIFT = 1.25**0.25 - 1
"""Of one hour on four, at an elasticity known to be a quarter."""


def offers(stakes: list[float], sds: list[float], *, sigma: float = 0.0, play: str = "advance") -> Offers:
    n = len(stakes)
    table = pa.table(
        {
            "play": [play] * n,
            "subject": ["deal"] * n,
            "subject_id": [f"D{i}" for i in range(n)],
            "customer_id": [f"C{i}" for i in range(n)],
            "customer_name": [f"Verdi {i}" for i in range(n)],
            "person": ["bob"] * n,
            "hours": [1.0] * n,
            "most_hours": [1.0] * n,
            "usual_hours": [4.0] * n,
            "stake": stakes,
            "stake_sd": sds,
            "at_risk": pa.nulls(n, pa.float64()),
            "n": [9] * n,
            "stake_grade": ["L1"] * n,
        }
    )
    return weigh(table, {name: ElasticityPrior(0.25, sigma) for name in PLAYS}, {})


def field(offered: Offers, price: float) -> Field:
    net = offered.gain - price * offered.dose
    rows = np.argsort(-net)
    return Field("bob", price, 4.0, rows, net[rows], np.tile(net[rows], (10, 1)), 1)


def learnt(offered: Offers, price: float, **known: object) -> Lesson | None:
    return what_to_learn(offered, field(offered, price), (), **known)


def option(mean: float, sd: float, strike: float) -> float:
    """E[max(X - strike, 0)] of a LogNormal X (Black 1976)."""
    sigma = math.sqrt(math.log1p((sd / mean) ** 2))
    d = (math.log(mean / strike) + sigma**2 / 2) / sigma
    return mean * float(norm.cdf(d)) - strike * float(norm.cdf(d - sigma))


def test_the_worth_of_a_question_is_that_of_the_option_it_gives():
    stake, sd, price = 2_000.0, 12_000.0, 100.0
    lesson = learnt(offers([stake], [sd]), price)
    assert lesson is not None
    gain = stake * LIFT
    formula = LEARNT * (option(gain, sd * LIFT, price) - max(gain - price, 0.0))
    assert lesson.value == pytest.approx(formula, rel=0.1)
    assert lesson.net(price) == pytest.approx(lesson.value - price * ASK_HOURS)


def test_where_hours_are_left_over_knowing_still_says_which_comes_first():
    first, second = 2_000.0, 1_900.0
    lesson = learnt(offers([first, second], [3_000.0, 0.0]), 0.0)
    assert lesson is not None
    formula = LEARNT * option(first * LIFT, 3_000 * LIFT, second * LIFT) - LEARNT * (first - second) * LIFT
    assert lesson.value == pytest.approx(formula, rel=0.1)
    assert lesson.subject_id == "D0"


def test_where_nothing_is_in_doubt_there_is_nothing_to_learn():
    assert learnt(offers([2_000.0, 1_900.0], [0.0, 0.0]), 50.0) is None


def test_where_nothing_is_worth_doing_there_is_nothing_to_learn():
    assert learnt(offers([10.0], [50.0]), 1_000.0) is None


def test_a_question_that_costs_more_than_it_tells_is_not_asked():
    assert learnt(offers([2_000.0], [20.0]), 50.0) is None


def test_the_most_doubtful_of_equals_is_asked_about():
    lesson = learnt(offers([2_000.0] * 4, [100.0, 200.0, 4_000.0, 300.0]), 60.0)
    assert lesson is not None
    assert lesson.subject_id == "D2"


def test_what_was_just_asked_is_not_asked_again():
    lesson = learnt(offers([2_000.0] * 2, [4_000.0, 3_000.0]), 60.0, just_asked={"D0"})
    assert lesson is not None
    assert lesson.subject_id == "D1"


def test_where_a_whole_play_is_in_doubt_a_trial_by_lot_is_proposed():
    lesson = learnt(offers([2_000.0] * 30, [0.0] * 30, sigma=0.9), 100.0)
    assert lesson is not None
    assert (lesson.subject, lesson.row, lesson.trial) == ("play", None, 10)
    assert lesson.reason.say("en").startswith("is agreeing on the next step worth an hour? Try it with 10")


def test_two_or_three_cases_are_no_trial():
    lesson = learnt(offers([2_000.0] * 3, [0.0] * 3, sigma=0.9), 100.0)
    assert lesson is None


def test_an_interval_holds_the_worth_it_belongs_to():
    for lesson in (
        learnt(offers([2_000.0], [12_000.0]), 100.0),
        learnt(offers([2_000.0] * 30, [0.0] * 30, sigma=0.9), 100.0),
    ):
        assert lesson is not None
        assert 0 <= lesson.low <= lesson.value <= lesson.high
        assert 0 < lesson.p_changes < 1
