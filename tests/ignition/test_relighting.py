"""Yesterday's Ignition Point: when it stays, when another takes over, and how long it burns."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from ignition.book import Book
from ignition.moves import Move, Moves
from ignition.relighting import SWITCHING_HOURS, standing_points, stays
from tests.ignition.situations import DAY, Row, a_silent_customer, a_stuck_deal, decided

YESTERDAY = DAY - dt.timedelta(1)


def world(old: float, new: float) -> list[Row]:
    """Two deals far above the others, known well enough for either to be the point."""
    sure = {"p_win_sd": 0.001, "win_amount_sd": 1.0}
    others = [a_stuck_deal(f"D{i:02d}", value=9_000 * 0.9**i) for i in range(40)]
    return [
        *others,
        a_stuck_deal("old", value=old, win_amount=5 * old, **sure),
        a_stuck_deal("new", value=new, win_amount=5 * new, **sure),
    ]


def shown_yesterday(*answers: str, **known: Any) -> Book:
    at = dt.datetime.combine(YESTERDAY, dt.time(8))
    point = {
        "point_id": "1",
        "at": at,
        "play": "advance",
        "customer_id": "customer of old",
        "deal_id": "old",
        "slot": "ignition",
        "due_on": DAY + dt.timedelta(90),
    }
    said = [{"point_id": "1", "at": at, "said": one} for one in answers]
    return Book(points=[{**point, **known}], **({"answers": said} if said else {}))


def point_of(moves: Moves) -> Move:
    (point,) = moves.slot("ignition")
    return point


def test_without_a_point_of_yesterday_the_best_is_lit():
    point = point_of(decided(deals=world(400_000.0, 402_000.0)))
    assert (point.subject_id, point.since) == ("new", None)


def test_a_point_stays_while_nothing_is_worth_enough_more():
    point = point_of(decided(deals=world(400_000.0, 402_000.0), book=shown_yesterday()))
    assert (point.subject_id, point.since) == ("old", YESTERDAY)
    assert any("Lit on 23 Nov 2026" in fact.sentence.say("en") for fact in point.facts)
    assert any("Acceso il 23 nov 2026" in fact.sentence.say("it") for fact in point.facts)


def test_a_point_gives_way_to_one_worth_more_than_switching_and_doubt():
    point = point_of(decided(deals=world(400_000.0, 4_000_000.0), book=shown_yesterday()))
    assert (point.subject_id, point.since) == ("new", None)


@pytest.mark.parametrize(
    "book",
    [
        shown_yesterday("done"),
        shown_yesterday("no"),
        shown_yesterday(due_on=DAY),
        shown_yesterday(slot="action"),
        shown_yesterday(shown=0),
        shown_yesterday(deal_id="somewhere else"),
    ],
    ids=["done", "refused", "its promise is due", "was no point", "was held back", "is gone"],
)
def test_a_spent_point_is_not_held_on_to(book):
    assert point_of(decided(deals=world(400_000.0, 402_000.0), book=book)).since is None


def test_a_point_is_lit_anew_when_the_binding_resource_has_changed():
    """Hours were scarce and are, or were to spare: only the first goes on burning."""
    moves = decided(deals=world(400_000.0, 402_000.0), book=shown_yesterday())
    now = "hours" if moves.shadow_prices[point_of(moves).person] > 0 else "moves"
    before = {"hours": "moves", "moves": "hours"}[now]
    same, changed = (
        decided(deals=world(400_000.0, 402_000.0), book=shown_yesterday(scarce=one)) for one in (now, before)
    )
    assert (point_of(same).subject_id, point_of(same).since) == ("old", YESTERDAY)
    assert (point_of(changed).subject_id, point_of(changed).since) == ("new", None)


def test_a_point_whose_play_did_not_keep_its_promises_is_spent():
    book = shown_yesterday()
    assert standing_points(book, DAY)[0].spent is None
    assert standing_points(book, DAY, fallen_back={"advance"})[0].spent == "fell_back"


def test_a_point_whose_promise_a_lot_has_refuted_since_is_spent_and_one_lit_afterwards_burns():
    book = shown_yesterday()
    assert standing_points(book, DAY, refuted={"advance": DAY})[0].spent == "refuted"
    assert standing_points(book, DAY, refuted={"advance": YESTERDAY - dt.timedelta(1)})[0].spent is None
    assert standing_points(book, DAY, refuted={"close": DAY})[0].spent is None


def test_what_was_lit_last_counts():
    first = {
        "point_id": "0",
        "at": dt.datetime.combine(dt.date(2026, 11, 1), dt.time()),
        "play": "advance",
        "customer_id": "c",
        "deal_id": "old",
    }
    again = {**first, "point_id": "1", "at": dt.datetime.combine(dt.date(2026, 11, 20), dt.time())}
    points = [{**one, "slot": "ignition"} for one in (first, again)]
    for rows in (points, points[::-1]):
        (one,) = standing_points(Book(points=rows), DAY)
        assert one.lit_on == dt.date(2026, 11, 20)


def test_a_point_is_no_longer_held_when_it_no_longer_pays():
    deals = [deal for deal in world(400_000.0, 402_000.0) if deal["deal_id"] != "old"]
    deals.append(a_stuck_deal("old", value=30.0, win_amount=150.0))
    assert point_of(decided(deals=deals, book=shown_yesterday())).subject_id == "new"


def test_the_price_of_an_hour_makes_switching_dearer():
    draws = np.array([[100.0, 90.0], [110.0, 100.0]])
    net = np.array([105.0, 95.0])
    assert not stays(net, draws, best=0, old=1, price=20.0)
    assert stays(net, draws, best=0, old=1, price=10.0 / SWITCHING_HOURS)


def test_the_lighting_is_the_same_whatever_the_order_of_rows():
    deals = world(400_000.0, 402_000.0)
    one, other = (decided(deals=rows, book=shown_yesterday()) for rows in (deals, deals[::-1]))
    assert [move.to_dict() for move in one.shown] == [move.to_dict() for move in other.shown]


def test_fuel_is_said_with_its_interval_its_grade_and_the_day_it_ends():
    point = point_of(decided(deals=world(400_000.0, 402_000.0)))
    fuel = point.fuel
    assert fuel is not None
    assert 0 < fuel.low <= fuel.value <= fuel.high <= 3.0
    assert (fuel.definition, fuel.grade.value, fuel.n) == ("fuel_hours", "L0", 64)
    assert point.next_on > DAY
    assert Move.from_dict(point.to_dict()) == point


def test_a_move_stored_before_fuel_was_known_can_still_be_read():
    stored = point_of(decided(deals=world(400_000.0, 402_000.0))).to_dict()
    old = {name: value for name, value in stored.items() if name not in ("fuel", "next_on", "since")}
    assert Move.from_dict(old).fuel is None


def test_what_no_hour_is_given_to_has_no_fuel():
    moves = decided(customers=[a_silent_customer()], book=Book(people=[{"person_id": "bob", "weekly_hours": 0}]))
    assert all(move.fuel is None or move.fuel.value >= 0 for move in moves.shown)
