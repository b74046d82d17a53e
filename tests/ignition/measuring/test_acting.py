"""What acting brought, where a lot decided."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.estimate import Grade
from ignition.measuring import Trial, cross_fitted, effect_of_acting
from ignition.measuring.clusters import mean_error
from ignition.measuring.stating import NOT_BY_LOT, TOO_FEW, is_announced
from tests.ignition.measuring.companies import near_ties


def by_hand(times: int = 30) -> Trial:
    """Two sorts: large ones are shown with chance 0.8, small ones with 0.2; acting brings 10 to each."""
    outcome, acted = [110.0, 110, 110, 110, 100, 20, 10, 10, 10, 10], [True] * 4 + [False, True] + [False] * 4
    chance = [0.8] * 5 + [0.2] * 5
    return Trial(np.tile(outcome, times), np.tile(acted, times), np.tile(chance, times))


def test_the_lots_own_chances_undo_what_a_plain_comparison_gets_wrong():
    trial = by_hand()
    plain = trial.outcome[trial.acted].mean() - trial.outcome[~trial.acted].mean()
    assert plain == pytest.approx(92 - 28)
    assert effect_of_acting(trial).value == pytest.approx(10.0)


def test_a_model_that_knows_both_outcomes_leaves_no_doubt():
    trial = by_hand()
    without = np.where(trial.chance > 0.5, 100.0, 10.0)
    found = effect_of_acting(trial, without + 10, without)
    assert (found.value, found.low, found.high) == pytest.approx((10.0, 10.0, 10.0))


def test_a_wrong_model_does_not_move_the_truth():
    """Hand: psi = 5 - 0 + ... ; with m1 = 50, m0 = 0 the corrections bring it back to 10 in the mean."""
    trial = by_hand()
    assert effect_of_acting(trial, np.full(300, 50.0), np.zeros(300)).value == pytest.approx(10.0)


def test_a_fair_model_makes_the_interval_narrower():
    trial, facts = near_ties(np.random.default_rng(5), 60.0)
    plain, with_model = effect_of_acting(trial), effect_of_acting(trial, *cross_fitted(trial, facts))
    assert with_model.high - with_model.low < plain.high - plain.low


def test_no_case_is_predicted_by_a_model_that_saw_it():
    trial, facts = near_ties(np.random.default_rng(5), 0.0)
    before = cross_fitted(trial, facts)[int(not trial.acted[7])]
    outcome = trial.outcome.copy()
    outcome[7] += 1e6
    after = cross_fitted(Trial(outcome, trial.acted, trial.chance), facts)[int(not trial.acted[7])]
    assert after[7] == before[7]
    assert (after != before).any()


def test_a_customers_cases_stay_in_one_fold():
    trial, facts = near_ties(np.random.default_rng(5), 0.0)
    who = np.arange(len(trial.outcome)) // 2
    arm = int(not trial.acted[7])
    before = cross_fitted(Trial(trial.outcome, trial.acted, trial.chance, who), facts)[arm]
    outcome = trial.outcome.copy()
    outcome[7] += 1e6
    after = cross_fitted(Trial(outcome, trial.acted, trial.chance, who), facts)[arm]
    assert after[6] == before[6]
    assert (after != before).any()


def test_facts_that_are_unknown_or_all_the_same_do_no_harm():
    trial, facts = near_ties(np.random.default_rng(5), 60.0)
    holed = np.column_stack([np.where(np.arange(len(facts)) % 9 == 0, np.nan, facts[:, 0]), np.ones(len(facts))])
    found = effect_of_acting(trial, *cross_fitted(trial, holed))
    assert found.low <= 60 <= found.high


def test_what_was_no_lot_says_nothing():
    found = effect_of_acting(Trial(np.ones(200), np.ones(200, bool), np.ones(200)))
    assert (found.value, found.why, found.n_censored, found.grade) == (None, NOT_BY_LOT, 200, Grade.ASSUMED)


def test_one_arm_alone_says_nothing():
    assert effect_of_acting(Trial(np.ones(200), np.ones(200, bool), np.full(200, 0.5))).why == TOO_FEW


def test_few_of_one_arm_are_too_few():
    """10 held out against 990: as much as an even trial of 39.6."""
    acted = np.arange(1000) >= 10
    found = effect_of_acting(Trial(np.arange(1000.0), acted, np.full(1000, 0.99)))
    assert found.value is None
    assert found.n_effective == pytest.approx(4 / (1 / 990 + 1 / 10))


def test_cases_that_hang_together_widen_the_interval():
    trial, _ = near_ties(np.random.default_rng(5), 0.0)
    twice = [np.repeat(values, 2) for values in (trial.outcome, trial.acted, trial.chance)]
    naive = effect_of_acting(Trial(*twice))
    honest = effect_of_acting(Trial(*twice, cluster=np.repeat(np.arange(len(trial.outcome)), 2)))
    once = effect_of_acting(trial)
    assert (honest.value, honest.high) == pytest.approx((once.value, once.high))
    assert naive.high < honest.high


def test_fewer_than_ten_clusters_say_nothing():
    trial, _ = near_ties(np.random.default_rng(5), 0.0)
    found = effect_of_acting(Trial(trial.outcome, trial.acted, trial.chance, np.arange(len(trial.outcome)) % 9))
    assert found.value is None
    assert not is_announced(found)


def test_the_clustered_error_by_hand():
    """Ten clusters of two, sums of deviations -2 and 2 in turn: s^2 = 10/9 x 10 x 4 / 20^2 = 1/9."""
    error, freedom = mean_error(np.tile([1.0, 1.0, 3.0, 3.0], 5), np.repeat(np.arange(10), 2))
    assert (error, freedom) == pytest.approx((1 / 3, 9))
