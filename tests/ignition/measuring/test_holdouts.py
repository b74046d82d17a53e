"""Who is left alone, by lot: balanced, seeded, and read back without bias."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ignition.measuring import Holdout, effect_in_pairs, effect_of_seller_weeks, hold_out_pairs, hold_out_seller_weeks
from ignition.measuring.stating import NO_SPREAD, NOT_BY_LOT, TOO_FEW


def a_base(seed: int, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    return (
        np.array([f"C{i:04d}" for i in range(n)]),
        draw.choice(["alice", "bob"], n),
        draw.gamma(2.0, 500.0, n).round(2),
    )


@given(st.integers(0, 10_000), st.integers(0, 60))
def test_of_each_pair_one_is_held_and_both_are_of_one_seller(seed: int, n: int) -> None:
    customer, seller, value = a_base(seed, n)
    lot = hold_out_pairs(customer, seller, value, seed)
    for pair in range(lot.block.max(initial=-1) + 1):
        mine = lot.block == pair
        assert (mine.sum(), lot.held[mine].sum(), len(set(seller[mine]))) == (2, 1, 1)
    left = lot.block < 0
    assert not lot.held[left].any()
    assert not lot.chance[left].any()
    assert all((seller[left] == name).sum() == (seller == name).sum() % 2 for name in set(seller))


@given(st.integers(0, 10_000))
def test_the_same_customers_in_another_order_draw_the_same_lot(seed: int) -> None:
    customer, seller, value = a_base(seed, 41)
    order = np.random.default_rng(seed).permutation(41)
    lot = hold_out_pairs(customer, seller, value, seed)
    again = hold_out_pairs(customer[order], seller[order], value[order], seed)
    assert again.held.tolist() == lot.held[order].tolist()


def test_another_seed_draws_another_lot():
    base = a_base(0, 60)
    assert (hold_out_pairs(*base, seed=1).held != hold_out_pairs(*base, seed=2).held).any()


def test_the_coin_is_fair():
    """The more valuable of a pair is held in half of 2,000 draws."""
    held = [hold_out_pairs(["A", "B"], ["bob", "bob"], np.array([2.0, 1.0]), seed).held[0] for seed in range(2000)]
    assert np.mean(held) == pytest.approx(0.5, abs=0.034)


def test_pairs_balance_what_customers_are_worth():
    """Difference of the arms' means, in standard deviations: a plain coin leaves about 0.1 on 400 customers, pairs hardly any."""
    customer, seller, value = a_base(3, 400)
    lots = [hold_out_pairs(customer, seller, value, seed) for seed in range(50)]
    off = [abs(value[lot.held].mean() - value[~lot.held].mean()) / value.std() for lot in lots]
    assert np.mean(off) < 0.02


def test_the_effect_in_pairs_by_hand():
    """Differences 1, 2, 3 in turn, thirty times: mean 2, sd 0.83..., standard error sd / sqrt(30), t(29) = 1.6991."""
    pair = np.repeat(np.arange(30), 2)
    held = np.tile([False, True], 30)
    outcome = np.where(held, 5.0, 6.0 + pair % 3)
    found = effect_in_pairs(outcome, Holdout(held, pair, np.full(60, 0.5)))
    error = np.tile([1.0, 2.0, 3.0], 10).std(ddof=1) / 30**0.5
    assert (found.value, found.high - found.value) == pytest.approx((2.0, 1.6991 * error), rel=1e-4)
    assert (found.n, found.n_effective) == (60, 60)


def test_a_pair_with_an_unknown_outcome_is_left_out_whole():
    lot = hold_out_pairs(range(101), [0] * 101, np.arange(101.0), seed=1)
    outcome = np.arange(101.0)
    outcome[7] = np.nan
    found = effect_in_pairs(outcome, lot)
    assert (found.n, found.n_censored) == (98, 3)


def test_few_pairs_say_nothing_and_none_were_no_lot():
    assert effect_in_pairs(np.arange(40.0), hold_out_pairs(range(40), [0] * 40, np.zeros(40), 1)).why == TOO_FEW
    assert effect_in_pairs(np.ones(1), hold_out_pairs(["A"], ["bob"], np.ones(1), 1)).why == NOT_BY_LOT
    assert effect_in_pairs(np.empty(0), hold_out_pairs([], [], np.empty(0), 1)).why == NOT_BY_LOT


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(1, 6), st.integers(2, 6))
def test_each_seller_rests_once_a_run_and_weeks_share_it_out(seed: int, sellers: int, runs: int, every: int) -> None:
    week, seller = np.repeat(np.arange(runs * every) + every * 500, sellers), np.tile(np.arange(sellers), runs * every)
    lot = hold_out_seller_weeks(seller, week, seed, every)
    assert np.bincount(lot.block[lot.held], minlength=runs * sellers).tolist() == [1] * (runs * sellers)
    resting = np.bincount(week[lot.held] - every * 500, minlength=runs * every)
    assert resting.max() - resting.min() <= 1


def test_every_week_is_as_likely_to_be_the_one_of_rest():
    lots = [hold_out_seller_weeks(["bob"] * 4, np.arange(4), seed).held for seed in range(2000)]
    assert np.mean(lots, axis=0) == pytest.approx([0.25] * 4, abs=0.03)


def test_a_run_drawn_later_changes_none_drawn_before():
    week, seller = np.repeat(np.arange(8), 3), np.tile(["a", "b", "c"], 8)
    early = hold_out_seller_weeks(seller[:12], week[:12], seed=5)
    assert hold_out_seller_weeks(seller, week, seed=5).held[:12].tolist() == early.held.tolist()


def test_weeks_that_were_good_for_everybody_do_not_widen_the_interval():
    week, seller = np.repeat(np.arange(40), 5), np.tile(np.arange(5), 40)
    lot = hold_out_seller_weeks(seller, week, seed=5)
    noise = np.random.default_rng(1).normal(0, 10, 200)
    outcome = noise + np.where(lot.held, 0.0, 30.0)
    calm = effect_of_seller_weeks(outcome, seller, week, lot)
    stormy = effect_of_seller_weeks(outcome + 1000 * np.sin(week), seller, week, lot)
    assert (stormy.value, stormy.low) == pytest.approx((calm.value, calm.low))
    assert calm.low < 30 < calm.high


def test_few_weeks_say_nothing():
    week, seller = np.repeat(np.arange(12), 2), np.tile(np.arange(2), 12)
    lot = hold_out_seller_weeks(seller, week, seed=5)
    found = effect_of_seller_weeks(np.arange(24.0), seller, week, lot)
    assert (found.value, found.why, found.n_effective) == (None, TOO_FEW, 18.0)


def test_unknown_weeks_are_left_out_and_a_trial_without_rest_is_none():
    week, seller = np.repeat(np.arange(40), 5), np.tile(np.arange(5), 40)
    lot = hold_out_seller_weeks(seller, week, seed=5)
    outcome = np.random.default_rng(1).normal(0, 10, 200)
    outcome[::10] = np.nan
    assert effect_of_seller_weeks(outcome, seller, week, lot).n_censored == 20
    nobody = Holdout(np.zeros(200, bool), lot.block, lot.chance)
    assert effect_of_seller_weeks(np.ones(200), seller, week, nobody).why == TOO_FEW


def test_a_rest_that_all_take_together_cannot_be_told_from_the_week():
    week, seller = np.repeat(np.arange(80), 5), np.tile(np.arange(5), 80)
    together = Holdout(week % 4 == 0, week // 4 * 5 + seller, np.full(400, 0.25))
    found = effect_of_seller_weeks(np.random.default_rng(1).normal(0, 10, 400), seller, week, together)
    assert (found.value, found.why) == (None, NO_SPREAD)
