"""Rescue: a complaint that stands open, or a pace that falls."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.plays.rescue import PLAY
from tests.ignition.situations import a_customer, an_ill_customer, decided, proposed


def test_who_buys_ever_less_often_is_proposed_with_what_may_be_lost():
    (found,) = proposed(PLAY, [a_customer(), an_ill_customer(value=4_000.0)], margin=0.5)
    assert (found["subject_id"], found["stake"]) == ("Ferri Snc", 2_000.0)
    assert found["at_risk"] == pytest.approx(2_000.0 * (1 - 2 / 12))


def test_an_open_complaint_is_proposed_and_puts_no_figure_on_what_may_be_lost():
    (found,) = proposed(PLAY, [a_customer(open_complaints=1, complaint_days=9.0)])
    assert found["at_risk"] is None


@pytest.mark.parametrize(
    "otherwise",
    [
        {"days_half": 9},
        {"observed_days": 200.0},
        {"days_half_before": 3, "days_half": 0},
        {"silence_p": 0.01},
        {"p_alive": 0.2},
        {"p_alive": None},
        {"frequency": 0},
    ],
)
def test_who_keeps_the_pace_is_too_new_or_has_gone_quiet_is_left_in_peace(otherwise):
    assert proposed(PLAY, [an_ill_customer(**otherwise)]) == []


@pytest.mark.parametrize(
    ("who", "lang", "reason"),
    [
        (an_ill_customer(), "it", "compra ancora, ma meno spesso: giorni di acquisto in sei mesi 2, prima 12"),
        (a_customer(open_complaints=1, complaint_days=9.0), "en", "still buys, but a complaint stands open"),
    ],
)
def test_only_the_reason_that_holds_is_said(who, lang, reason):
    (move,) = decided([who]).shown
    assert move.reason.say(lang) == reason


def test_a_complaint_of_long_ago_is_no_reason():
    assert proposed(PLAY, [a_customer(open_complaints=1, complaint_days=400.0)]) == []


@pytest.mark.parametrize("mean", [5.0, 10.0, 25.0])
def test_of_those_who_keep_their_pace_about_one_in_a_hundred_is_told_of(mean):
    before, lately = np.random.default_rng(3).poisson(mean, (2, 4_000)).tolist()
    steady = [
        a_customer(f"C{n}", days_half_before=b, days_half=r)
        for n, (b, r) in enumerate(zip(before, lately, strict=True))
    ]
    assert len(proposed(PLAY, steady)) / 4_000 <= 0.01 + 2 * (0.01 * 0.99 / 4_000) ** 0.5
