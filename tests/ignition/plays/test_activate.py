"""Activate: one purchase, and most of those who came back had done so by now."""

from __future__ import annotations

import pytest

from ignition.plays.activate import PLAY
from tests.ignition.situations import a_customer, a_first_timer, many, proposed

RETURNED = many(a_customer, 10, gap_median_days=lambda i: 5.0 * (i + 1))
"""Came back after 5 to 50 days: four in five of them within 41."""


def test_who_stays_away_longer_than_most_took_is_proposed():
    assert [row["subject_id"] for row in proposed(PLAY, [*RETURNED, a_first_timer()])] == ["Neri Snc"]


def test_who_still_has_time_is_left_in_peace():
    assert proposed(PLAY, [*RETURNED, a_first_timer(days_silent=40.0)]) == []


def test_who_bought_long_ago_is_no_first_timer_any_more():
    assert proposed(PLAY, [*RETURNED, a_first_timer(days_silent=130.0)]) == []


def test_where_hardly_anybody_came_back_there_is_no_usual_time():
    assert proposed(PLAY, [*RETURNED[:4], a_first_timer()]) == []


def test_where_nobody_ever_came_back_nobody_is_proposed():
    assert proposed(PLAY, [a_first_timer(), a_first_timer("Altra Srl")]) == []


def test_the_stake_is_the_margin_on_what_is_expected():
    (found,) = proposed(PLAY, [*RETURNED, a_first_timer(value=1_000.0)], margin=0.4)
    assert found["stake"] == pytest.approx(400.0)
    assert found["at_risk"] is None


def test_a_first_timer_of_unknown_worth_is_not_proposed():
    assert proposed(PLAY, [*RETURNED, a_first_timer(value=None)]) == []
