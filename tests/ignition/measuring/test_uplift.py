"""Whether an order puts first those on whom acting does most: checked by hand, and refused where nothing was drawn by lot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.measuring import Trial, auuc, qini
from ignition.measuring.stating import NOT_BY_LOT, TOO_FEW
from ignition.measuring.uplift import (
    NOT_ONE_CHANCE,
    NOT_YES_OR_NO,
    NOTHING_TO_GAIN,
    auuc_coefficient,
    qini_coefficient,
    qini_curve,
    uplift_curve,
)

BOUGHT = np.array([1.0, 0, 1, 0, 1, 0])
ACTED = np.array([True, False, True, False, False, True])
SCORE = np.array([0.9, 0.8, 0.7, 0.4, 0.2, 0.1])


def a_trial(seed: int, n: int = 2000) -> tuple[Trial, np.ndarray]:
    """Acting helps half the customers a lot, and the score says which."""
    draw = np.random.default_rng(seed)
    easy, acted = draw.random(n) < 0.5, draw.random(n) < 0.5
    bought = draw.random(n) < 0.2 + 0.4 * (easy & acted)
    return Trial(bought.astype(float), acted, np.full(n, 0.5)), easy + draw.normal(0, 0.3, n)


def test_the_qini_curve_by_hand():
    """k: acted/held so far -> gain. 1: 1/0 -> 1. 2: 1/1 -> 1. 3: 2/1 -> 2. 4: 2/2 -> 2. 5: 2 - 1 x 2/3. 6: 2 - 1 x 3/3."""
    reached, gain = qini_curve(BOUGHT, ACTED, SCORE)
    assert reached.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert gain.tolist() == pytest.approx([0, 1, 1, 2, 2, 4 / 3, 1])


def test_the_uplift_curve_by_hand():
    """k x (mean of the acted - mean of the held): 1 x 1, 2 x (1 - 0), 3 x 1, 4 x 1, 5 x (1 - 1/3), 6 x (2/3 - 1/3)."""
    assert uplift_curve(BOUGHT, ACTED, SCORE)[1].tolist() == pytest.approx([0, 1, 2, 3, 4, 10 / 3, 2])


def test_the_qini_coefficient_by_hand():
    """Area of the curve 0.5 + 1 + 1.5 + 2 + 5/3 + 7/6 = 47/6, by chance 3. Perfect order: the two acted buyers, three who did not
    buy as one step, the held buyer: (0,0) (2,2) (5,2) (6,1): 2 + 6 + 1.5 = 9.5. (47/6 - 3) / 6.5."""
    assert qini_coefficient(BOUGHT, ACTED, SCORE) == pytest.approx((47 / 6 - 3) / 6.5)


def test_auuc_by_hand():
    """Area 0.5 + 1.5 + 2.5 + 3.5 + 11/3 + 8/3 = 43/3, by chance 6. Perfect: bought = acted first (4 cases, among them the acted
    buyers before the held who did not buy), as scikit-uplift has it: steps (2, 2) (4, 4) (5, 5 x (2/3 - 0)) (6, 2)."""
    perfect = 2 + 6 + (4 + 10 / 3) / 2 + (10 / 3 + 2) / 2
    assert auuc_coefficient(BOUGHT, ACTED, SCORE) == pytest.approx((43 / 3 - 6) / (perfect - 6))


def test_cases_of_one_score_are_reached_together():
    assert qini_curve(BOUGHT, ACTED, np.zeros(6))[0].tolist() == [0, 6]
    assert qini_coefficient(BOUGHT, ACTED, np.zeros(6)) == pytest.approx(0.0)


@pytest.mark.parametrize("figure", [qini, auuc])
def test_a_planted_order_is_found_and_an_absent_one_is_not(figure):
    trial, score = a_trial(1)
    found, chance = figure(trial, score), figure(trial, np.random.default_rng(2).normal(size=2000))
    assert found.low > 0.1
    assert chance.low < 0 < chance.high


@pytest.mark.parametrize("figure", [qini, auuc])
def test_an_order_turned_round_is_worse_than_chance(figure):
    trial, score = a_trial(1)
    assert figure(trial, -score).high < 0


@pytest.mark.parametrize("figure", [qini, auuc])
def test_hardly_any_order_by_chance_is_called_better_than_chance(figure):
    found = [figure(a_trial(seed, n=200)[0], np.random.default_rng(seed).normal(size=200)) for seed in range(25)]
    assert np.mean([one.low > 0 or one.high < 0 for one in found]) <= 0.2


@pytest.mark.parametrize("figure", [qini, auuc])
@pytest.mark.parametrize(
    ("chance", "why"),
    [
        (np.ones(2000), NOT_BY_LOT),
        (np.full(2000, 0.9), NOT_BY_LOT),
        (np.linspace(0.3, 0.7, 2000), NOT_ONE_CHANCE),
    ],
    ids=["no lot", "not the lot that was stated", "not one chance for all"],
)
def test_only_randomised_data_are_read(figure, chance, why):
    trial, score = a_trial(1)
    found = figure(Trial(trial.outcome, trial.acted, chance), score)
    assert (found.value, found.why) == (None, why)


def test_few_cases_say_nothing():
    trial, score = a_trial(1, n=40)
    assert qini(trial, score).why == TOO_FEW


def test_where_nobody_buys_no_order_can_gain():
    trial, score = a_trial(1)
    assert qini(Trial(np.zeros(2000), trial.acted, trial.chance), score).why == NOTHING_TO_GAIN


def test_euro_make_a_qini_but_no_auuc():
    trial, score = a_trial(1)
    euro = Trial(trial.outcome * 250.0, trial.acted, trial.chance)
    assert qini(euro, score).value == pytest.approx(qini(trial, score).value)
    assert auuc(euro, score).why == NOT_YES_OR_NO


@given(st.integers(0, 2**32 - 1))
def test_only_the_order_of_the_scores_counts(seed: int) -> None:
    trial, score = a_trial(seed, n=120)
    plain = qini_coefficient(trial.outcome, trial.acted, score)
    assert qini_coefficient(trial.outcome, trial.acted, np.exp(score)) == pytest.approx(plain)


def test_the_order_of_the_rows_does_not_matter():
    trial, score = a_trial(1)
    order = np.random.default_rng(0).permutation(2000)
    assert qini(trial.only(order), score[order]) == qini(trial, score)
