"""Three, two, one: who sees what, how sure it must be, and what is left out."""

from __future__ import annotations

import datetime as dt

import pytest

from ignition.book import Book
from ignition.choice import interval
from ignition.moves import Moves
from ignition.responses import Judgement
from tests.ignition.situations import (
    DAY,
    Row,
    a_closing_deal,
    a_customer,
    a_deal,
    a_first_timer,
    a_hopeless_deal,
    a_silent_customer,
    a_stuck_deal,
    a_waiting_customer,
    decided,
    many,
)


def ids(moves: Moves, slot: str) -> list[str]:
    return [move.subject_id for move in moves.shown if move.slot == slot]


def a_busy_week(n: int = 80, **known: object) -> list[Row]:
    """More stuck deals than hours, one after another worth a tenth less."""
    return [a_stuck_deal(f"D{i:02d}", **{"value": 9_000 * 0.9**i, **known}) for i in range(n)]


def one_stands_out(**known: object) -> list[Row]:
    return [a_stuck_deal("big", value=400_000.0, win_amount=2_000_000.0, p_win_sd=0.01, win_amount_sd=1.0, **known)]


@pytest.fixture(scope="module")
def busy() -> Moves:
    return decided(deals=a_busy_week())


def test_a_move_that_stands_out_is_the_ignition_point_and_is_shown_once():
    moves = decided(deals=[*a_busy_week(), *one_stands_out()])
    (point,) = moves.slot("ignition")
    assert (point.subject_id, point.play) == ("big", "advance")
    assert point.p_positive >= 0.9
    assert point.p_top3 >= 0.5
    assert "big" not in ids(moves, "action") + ids(moves, "risk")


def test_at_most_three_two_one_for_each_person():
    deals = [*a_busy_week(), *a_busy_week(owner="dora")]
    deals = [
        {**deal, "deal_id": f"{deal['deal_id']}{deal['owner']}", "customer_id": f"c{i}"} for i, deal in enumerate(deals)
    ]
    moves = decided(deals=deals)
    for person in ("bob", "dora"):
        slots = [move.slot for move in moves.of(person)]
        assert slots.count("action") == 3
        assert slots.count("risk") == 2
        assert slots.count("ignition") <= 1


def test_no_customer_is_shown_twice_whoever_of_us_calls():
    deals = [a_stuck_deal(f"D{i}", customer_id="C", owner=("bob", "dora")[i % 2], value=5_000.0 + i) for i in range(12)]
    moves = decided(deals=deals, customers=[a_silent_customer("C", customer_id="C")])
    assert len([move for move in moves.shown if move.play != "learn"]) == 1


def test_the_actions_are_the_best_that_fit_into_today():
    moves = decided(deals=a_busy_week(), weekly_hours=10.0)
    assert sum(move.hours for move in moves.shown if move.slot == "action") <= 2.0
    assert ids(moves, "action")[0] == "D00"


def test_an_action_returns_at_least_the_price_of_its_hours(busy):
    for move in busy.slot("action"):
        assert move.index is not None
        assert move.index >= 1 - 1e-9
        assert move.net_gain == pytest.approx(move.gain.value - busy.shadow_prices["bob"] * move.hours)


def test_risks_are_the_largest_amounts_that_are_not_already_an_action(busy):
    taken = set(ids(busy, "action") + ids(busy, "ignition"))
    left = [f"D{i:02d}" for i in range(80) if f"D{i:02d}" not in taken]
    assert ids(busy, "risk") == left[:2]
    assert all(move.at_risk and move.gain.value for move in busy.slot("risk"))


@pytest.mark.parametrize("value", [2.0, 60.0])
def test_nothing_is_shown_that_is_worth_less_than_a_euro(value):
    assert decided(deals=[a_stuck_deal(value=value, win_amount=5 * value)]).shown == ()


def test_letting_go_is_at_most_one_of_the_actions_and_never_the_ignition_point():
    alike = many(a_stuck_deal, 60, value=lambda i: 40_000.0 + 100 * i)
    moves = decided(deals=[*alike, *many(a_hopeless_deal, 20, value=lambda i: 1.0 + i)])
    quits = [move for move in moves.shown if move.play == "quit"]
    assert [move.slot for move in quits] == ["action"]
    assert quits[0].hours == -2.0
    assert quits[0].worth().say("en").startswith("could free")


def test_where_little_is_to_do_little_is_shown():
    moves = decided(deals=[a_closing_deal("D1"), a_deal("D2")])
    assert len(moves.shown) == 1


def test_nobody_without_hours_is_given_anything_to_do():
    moves = decided(deals=a_busy_week(), book=Book(people=[{"person_id": "bob", "weekly_hours": 0}]))
    assert {move.slot for move in moves.shown} <= {"risk"}
    assert sum(moves.table["planned_hours"].to_pylist()) == 0


def test_where_no_move_is_sure_enough_the_point_is_to_learn():
    alike = [a_stuck_deal(f"D{i:02d}", value=9_000.0 + i, p_win_sd=0.15) for i in range(60)]
    moves = decided(deals=alike)
    (point,) = moves.slot("ignition")
    assert point.play == "learn"
    assert point.gain.definition == "value_of_information"
    assert point.net_gain > 0


def test_what_to_learn_asks_first_for_the_amount_nobody_wrote():
    alike = [a_stuck_deal(f"D{i:02d}", value=4_000 * 0.95**i, p_win_sd=0.0, win_amount_sd=1.0) for i in range(30)]
    unknown = a_stuck_deal("no amount", amount=None, value=4_040.0, win_amount=20_200.0, win_amount_sd=40_000.0)
    (point,) = decided(deals=[*alike, unknown], elasticity_sigma=0.0).slot("ignition")
    assert (point.play, point.subject_id) == ("learn", "no amount")
    assert point.title.say("en") == "Ask Verdi no amount what amount this is about"


def test_where_everything_is_certain_there_is_nothing_to_learn():
    alike = [a_stuck_deal(f"D{i:02d}", value=4_000.0, p_win_sd=0.0, win_amount_sd=0.0) for i in range(60)]
    moves = decided(deals=alike, elasticity_sigma=0.0)
    assert [move.play for move in moves.slot("ignition")] != ["learn"]


def test_a_near_tie_for_the_last_action_is_settled_by_chance_and_says_with_which():
    close = [a_stuck_deal(f"D{i:02d}", value=9_000.0 - i, p_win_sd=0.1) for i in range(60)]
    shown, chances = set(), []
    for day in range(5):
        last = decided(deals=close, on=DAY + dt.timedelta(day)).slot("action")[-1]
        shown.add(last.subject_id)
        chances.append(last.chance)
    assert len(shown) > 1
    assert all(0 < chance < 1 for chance in chances)


def test_what_the_lot_held_back_is_kept_with_the_chance_it_had():
    close = [a_closing_deal(f"D{i:02d}", value=9_000.0 - i, p_win_sd=0.1) for i in range(12)]
    moves = decided(deals=close)
    (held,), last = moves.held, moves.slot("action")[-1]
    assert held.chance + last.chance == pytest.approx(1.0)
    assert held.subject_id not in {move.subject_id for move in moves.shown}
    assert held.gain.value > 0
    assert held.title.say("it") != ""


def test_nobody_sees_what_was_held_back_from_another():
    close = [a_closing_deal(f"D{i:02d}", value=9_000.0 - i, p_win_sd=0.1) for i in range(12)]
    moves = decided(deals=close)
    assert moves.only(["charlie"]).held == ()
    assert moves.only(["bob"]).held == moves.held != ()


@pytest.mark.drill
def test_each_of_a_near_tie_is_shown_as_often_as_its_chance_says():
    """Over 40 days: what was shown, less its chance, is nothing in the mean."""
    close = [a_closing_deal(f"D{i:02d}", value=9_000.0 - i, p_win_sd=0.1) for i in range(12)]
    surprise = []
    for day in range(40):
        moves = decided(deals=close, on=DAY + dt.timedelta(day))
        (held,), last = moves.held, moves.slot("action")[-1]
        first_is_shown = last.net_gain >= held.net_gain
        surprise.append(float(first_is_shown) - (last.chance if first_is_shown else held.chance))
    assert abs(sum(surprise)) / 40 < 2.6 * 0.5 / 40**0.5


def test_one_of_the_largest_risks_is_shown_whatever_the_lot_says():
    at_risk = [a_stuck_deal(f"D{i:02d}", value=9_000.0 - i, p_win_sd=0.1) for i in range(12)]
    moves = decided(deals=at_risk)
    assert moves.slot("action")[-1].chance < 1.0
    assert len(moves.slot("risk")) == 2
    assert moves.held == ()


def test_where_the_order_is_clear_nothing_is_left_to_chance():
    clear = [a_stuck_deal(f"D{i}", value=90_000 * 0.3**i, p_win_sd=0.001, win_amount_sd=0.0) for i in range(5)]
    moves = decided(deals=clear)
    assert {move.chance for move in moves.shown} == {1.0}
    assert moves.held == ()


def test_whoever_is_the_only_seller_follows_what_nobody_follows():
    moves = decided(
        customers=[a_silent_customer(owner="")], book=Book(people=[{"person_id": "alice", "weekly_hours": 12}])
    )
    assert {move.person for move in moves.shown} == {"alice"}


def test_where_nobody_is_known_the_moves_are_nobodys():
    moves = decided(customers=[a_silent_customer(owner="")])
    assert {move.person for move in moves.shown} == {""}


def test_a_persons_own_hours_count(busy):
    few = decided(deals=a_busy_week(), book=Book(people=[{"person_id": "bob", "weekly_hours": 5}]))
    assert few.shadow_prices["bob"] > busy.shadow_prices["bob"] > 0


def test_an_answer_about_one_deal_leaves_the_others_alone():
    asked = dt.datetime.combine(DAY, dt.time(9))
    book = Book(
        points=[{"point_id": "1", "at": asked, "play": "advance", "customer_id": "C", "deal_id": "D1"}],
        answers=[{"point_id": "1", "at": asked, "said": "done"}],
    )
    moves = decided(deals=[a_stuck_deal("D1"), a_stuck_deal("D2")], book=book)
    assert moves.table["subject_id"].to_pylist() == ["D2"]


def test_a_judgement_replaces_the_prior_for_its_play_only():
    world = {"deals": [a_stuck_deal("D1"), a_closing_deal("D2")]}
    before = {row["play"]: row["gain"] for row in decided(**world).table.to_pylist()}
    judged = decided(**world, judgements={"close": Judgement(0.2, 1.4, 1.8)})
    after = {row["play"]: row["gain"] for row in judged.table.to_pylist()}
    assert after["advance"] == before["advance"]
    assert after["close"] > before["close"]


def test_shuffled_rows_give_the_same_moves_to_the_letter():
    customers = [*many(a_silent_customer, 7, value=lambda i: 3_000.0 + i), a_waiting_customer(), a_first_timer()]
    customers += many(a_customer, 8)
    deals = [*a_busy_week(30), a_closing_deal("C1"), a_hopeless_deal("Q1")]
    one = decided(customers, deals)
    other = decided(customers[::-1], deals[::-1])
    assert [move.to_dict() for move in one.shown] == [move.to_dict() for move in other.shown]
    assert one.table.equals(other.table)
    assert one.shadow_prices == other.shadow_prices


def test_an_interval_holds_its_value_however_wide_it_is():
    for mean, sd in ((10.0, 0.0), (10.0, 3.0), (10.0, 500.0)):
        low, high = interval(mean, sd, 0.8)
        assert 0 <= low <= mean <= high
