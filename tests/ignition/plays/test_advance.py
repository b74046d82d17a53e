"""Advance: open where the winners were done, and still to be won."""

from __future__ import annotations

import pytest

from ignition.plays.advance import PLAY
from tests.ignition.situations import a_deal, a_hopeless_deal, a_stuck_deal, proposed


def test_a_deal_older_than_four_in_five_winners_is_proposed():
    (found,) = proposed(PLAY, deals=[a_deal("young"), a_stuck_deal("old")])
    assert (found["subject"], found["subject_id"], found["customer_name"]) == ("deal", "old", "Verdi old")


def test_a_deal_that_stands_in_one_stage_that_long_is_proposed():
    assert proposed(PLAY, deals=[a_deal(stage_age_days=95.0, age_days=95.0)])


def test_a_hopeless_deal_is_not_pushed_on():
    assert proposed(PLAY, deals=[a_hopeless_deal()]) == []


def test_where_no_deal_was_won_yet_nothing_is_called_late():
    assert proposed(PLAY, deals=[a_stuck_deal(winners_p80_days=None)]) == []


def test_the_stake_is_the_margin_on_its_expected_value_and_all_of_it_is_at_risk():
    (found,) = proposed(PLAY, deals=[a_stuck_deal(value=4_000.0)], margin=0.25)
    assert found["stake"] == found["at_risk"] == pytest.approx(1_000.0)


def test_the_doubt_is_about_the_chance_and_the_amount_not_about_the_toss():
    (found,) = proposed(
        PLAY, deals=[a_stuck_deal(p_win=0.2, p_win_sd=0.03, win_amount=10_000.0, win_amount_sd=2_000.0)], margin=1.0
    )
    assert found["stake_sd"] == pytest.approx((300.0**2 + 400.0**2) ** 0.5)


def test_a_deal_nobody_can_put_an_amount_on_is_not_proposed():
    assert proposed(PLAY, deals=[a_stuck_deal(value=None, win_amount=None)]) == []


def test_a_deal_of_an_unknown_customer_goes_by_its_own_name():
    (found,) = proposed(PLAY, deals=[a_stuck_deal(customer_id="", customer_name=None)])
    assert (found["customer_id"], found["customer_name"]) == ("", "Linea D1")
