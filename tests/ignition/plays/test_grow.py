"""Grow: what most who are alike buy, and this customer does not."""

from __future__ import annotations

import pytest

from ignition.plays.grow import PLAY
from tests.ignition.situations import a_customer, a_lacking_customer, proposed


def test_a_customer_who_lacks_what_most_alike_buy_is_proposed():
    (found,) = proposed(PLAY, [a_customer(), a_lacking_customer()])
    assert (found["subject_id"], found["person"], found["n"], found["stake_grade"]) == ("Conti Srl", "bob", 64, "L2")


def test_the_stake_is_the_margin_on_what_is_expected_of_the_missing_family():
    (found,) = proposed(PLAY, [a_lacking_customer(missing_value=1_000.0, missing_value_sd=300.0)], margin=0.5)
    assert (found["stake"], found["stake_sd"], found["at_risk"]) == (500.0, 150.0, None)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"missing_share": 0.4},
        {"missing_family": None},
        {"missing_value": 0.0},
        {"frequency": 0},
        {"p_alive": 0.3},
        {"p_alive": None},
        {"silence_p": 0.01},
    ],
)
def test_who_lacks_nothing_or_may_have_left_is_left_in_peace(otherwise):
    assert proposed(PLAY, [a_lacking_customer(**otherwise)]) == []
