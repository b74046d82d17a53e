"""Quit: let go what only costs hours."""

from __future__ import annotations

from ignition.plays.quit import PLAY
from tests.ignition.situations import a_deal, a_hopeless_deal, a_stuck_deal, decided, many, proposed


def test_an_old_deal_with_a_tiny_chance_frees_its_hours():
    (found,) = proposed(PLAY, deals=[a_deal("young"), a_stuck_deal("stuck"), a_hopeless_deal("old")])
    assert (found["subject_id"], found["hours"]) == ("old", -2.0)


def test_a_young_deal_is_never_given_up():
    assert proposed(PLAY, deals=[a_hopeless_deal(age_days=30.0)]) == []


def test_where_no_deal_was_won_yet_a_year_is_old():
    young = a_hopeless_deal("a", winners_p80_days=None, age_days=300.0)
    old = a_hopeless_deal("b", winners_p80_days=None, age_days=400.0)
    assert [row["subject_id"] for row in proposed(PLAY, deals=[young, old])] == ["b"]


def test_hours_left_over_are_worth_nothing_so_that_nothing_is_given_up_for_them():
    moves = decided(deals=[a_hopeless_deal()])
    assert moves.shadow_prices == {"bob": 0.0}
    assert moves.shown == ()


def test_a_busy_week_makes_letting_go_worth_its_hours():
    busy = many(a_stuck_deal, 60, value=lambda i: 40_000.0 + i)
    moves = decided(deals=[*busy, a_hopeless_deal("old", value=100.0)])
    price = moves.shadow_prices["bob"]
    row = next(row for row in moves.table.to_pylist() if row["play"] == "quit")
    assert price > 0
    assert row["gain"] == row["net_gain"]
    assert abs(row["gain"] - (2 * price - 0.35 * 100)) < 1e-6
