"""Answer: somebody waits for us."""

from __future__ import annotations

import pytest

from ignition.plays.answer import PLAY
from tests.ignition.situations import a_customer, a_deal, a_waiting_customer, proposed


def test_who_wrote_and_waits_is_proposed():
    assert [row["subject_id"] for row in proposed(PLAY, [a_customer(), a_waiting_customer()])] == ["Gallo Srl"]


def test_who_told_us_something_nobody_answered_is_proposed():
    assert len(proposed(PLAY, [a_customer(open_signals=1)])) == 1


def test_after_two_months_it_is_too_late_for_an_answer():
    assert proposed(PLAY, [a_waiting_customer(waiting_days=61.0)]) == []


def test_two_weeks_of_waiting_halve_what_an_answer_changes():
    now, later = proposed(PLAY, [a_waiting_customer("a", waiting_days=0.0), a_waiting_customer("b", waiting_days=14.0)])
    assert later["stake"] == pytest.approx(now["stake"] / 2)
    assert now["at_risk"] is None
    assert later["at_risk"] == pytest.approx(later["stake"])


def test_their_open_deals_are_part_of_what_an_answer_is_about():
    plain, dealing = proposed(
        PLAY,
        [a_waiting_customer("a", waiting_days=0.0), a_waiting_customer("b", waiting_days=0.0)],
        [a_deal(customer_id="b", value=5_000.0)],
        margin=1.0,
    )
    assert dealing["stake"] - plain["stake"] == pytest.approx(5_000.0)


def test_a_newcomer_counts_as_a_tenth_of_the_median_customer_and_as_uncertain_as_that():
    unknown = {"value": None, "value_sd": None, "base_grade": None, "expected_purchases": None, "purchase_value": None}
    (found,) = proposed(
        PLAY,
        [a_customer(value=6_000.0), a_waiting_customer("new", waiting_days=0.0, **unknown)],
        margin=0.5,
    )
    assert found["stake"] == found["stake_sd"] == pytest.approx(0.5 * 600.0)
    assert found["stake_grade"] == "L0"


def test_where_nobody_is_worth_anything_known_no_worth_is_made_up():
    assert proposed(PLAY, [a_waiting_customer(value=None, waiting_since=a_waiting_customer()["waiting_since"])]) == []
