"""Win back: silence beyond a customer's own pace."""

from __future__ import annotations

import pytest

from ignition.plays.win_back import PLAY
from tests.ignition.situations import a_customer, a_first_timer, a_silent_customer, proposed


def test_a_customer_silent_beyond_their_pace_is_proposed():
    (found,) = proposed(PLAY, [a_customer(), a_silent_customer()])
    assert (found["subject_id"], found["person"], found["play"]) == ("Bianchi Srl", "bob", "win_back")


def test_a_customer_within_their_pace_is_left_in_peace():
    assert proposed(PLAY, [a_customer()]) == []


@pytest.mark.parametrize("p_alive", [0.01, 0.99, None])
def test_who_is_surely_gone_surely_there_or_unknown_is_left_in_peace(p_alive):
    assert proposed(PLAY, [a_silent_customer(p_alive=p_alive)]) == []


def test_who_bought_once_has_no_pace_to_be_silent_against():
    assert proposed(PLAY, [a_first_timer(silence_p=0.001, p_alive=0.5)]) == []


def test_the_stake_is_what_is_expected_and_a_tenth_of_what_leaving_takes():
    (found,) = proposed(PLAY, [a_silent_customer(value=3_000.0, value_if_alive=7_000.0)], margin=0.5)
    assert found["stake"] == pytest.approx(0.5 * (3_000 + 0.1 * 4_000))
    assert found["at_risk"] == pytest.approx(0.5 * 4_000)


def test_a_customer_worth_nothing_is_not_proposed():
    assert proposed(PLAY, [a_silent_customer(value=0.0, value_if_alive=0.0)]) == []


def test_the_luck_of_single_orders_is_no_doubt_about_what_is_expected():
    lucky = a_silent_customer(expected_purchases=4.0, purchase_value=500.0, value=2_000.0, value_sd=1_000.0)
    (found,) = proposed(PLAY, [lucky], margin=1.0)
    assert found["stake_sd"] == pytest.approx(200.0)  # a tenth: the Poisson part, 1000, takes all of the sd


def test_half_an_hour_is_asked_for_and_two_at_most():
    (found,) = proposed(PLAY, [a_silent_customer()])
    assert (found["hours"], found["most_hours"], found["usual_hours"]) == (0.5, 2.0, 4.0)


def test_who_has_been_silent_for_years_is_not_won_back():
    assert proposed(PLAY, [a_silent_customer(days_silent=1_200.0)]) == []
