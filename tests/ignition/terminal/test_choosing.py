"""Which day, whose moves, and which of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ignition.book import Book
from ignition.errors import IgnitionError
from ignition.terminal.choosing import day_to_look_from, find_seller, people, three_two_one
from tests.ignition.terminal.world import a_move, moves

TODAY = dt.date(2026, 11, 24)


def _book_until(day: str) -> Book:
    return Book(purchases=[{"customer_id": "A", "on": day, "amount": 10}])


def _book_of(*owners: str) -> Book:
    return Book(customers=[{"customer_id": str(n), "owner": owner} for n, owner in enumerate(owners)])


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-11-20", TODAY),
        ("2026-09-25", TODAY),
        ("2026-09-24", dt.date(2026, 9, 24)),
        ("1998-06-30", dt.date(1998, 6, 30)),
        ("2027-01-31", TODAY),
    ],
)
def test_the_day_is_today_unless_everything_is_long_past(last: str, expected: dt.date) -> None:
    assert day_to_look_from(_book_until(last), TODAY) == expected


def test_a_straggler_among_thousands_does_not_move_the_day() -> None:
    many = [{"customer_id": str(n), "on": "1998-06-30", "amount": 10} for n in range(2000)]
    late = {"customer_id": "A", "on": "2006-04-24", "amount": 10}
    assert day_to_look_from(Book(purchases=[*many, late]), TODAY) == dt.date(1998, 6, 30)
    assert day_to_look_from(Book(purchases=[*many, late, late, late]), TODAY) == dt.date(2006, 4, 24)


def test_an_empty_book_is_looked_at_today() -> None:
    assert day_to_look_from(Book(), TODAY) == TODAY


@pytest.mark.parametrize(
    "who", ["Bob Monti", "bob monti", "BOB", "monti", "bob m", "bob@demo.example", "bob.monti@demo.example"]
)
def test_a_seller_is_found_by_name_or_part_of_it(who: str) -> None:
    assert find_seller(_book_of("Bob Monti", "Bobby Neri", "Charlie Galli"), who) == "Bob Monti"


@pytest.mark.parametrize("who", ["Zoe", "bo"])
def test_an_unknown_or_ambiguous_seller_is_a_sentence_with_the_names(who: str) -> None:
    with pytest.raises(IgnitionError) as raised:
        find_seller(_book_of("Bob Monti", "Bobby Neri"), who)
    assert "Bob Monti, Bobby Neri" in raised.value.sentence.say("it")


def test_a_book_without_owners_says_so() -> None:
    with pytest.raises(IgnitionError, match="do not say who"):
        find_seller(_book_until("2026-11-20"), "Bob")


def test_people_stand_in_the_order_of_the_alphabet_and_in_no_other() -> None:
    assert people(_book_of("Dora", "Bob", "Charlie", "Bob")) == ["Bob", "Charlie", "Dora"]


def test_the_company_sees_three_two_one_and_no_more() -> None:
    many = [
        a_move(slot, f"{slot} {n}", person=f"P{n}", at_risk=1.0)
        for slot in ("action", "risk", "ignition")
        for n in range(9)
    ]
    assert [move.slot for move in three_two_one(moves(*many), None)] == ["action"] * 3 + ["risk"] * 2 + ["ignition"]


def test_the_moves_worth_most_come_first_and_risks_by_what_may_be_lost() -> None:
    actions = [a_move(customer=str(n), gain=replace(a_move().gain, value=float(n))) for n in range(5)]
    risks = [a_move("risk", str(n), at_risk=float(n)) for n in range(5)]
    assert [move.customer_name for move in three_two_one(moves(*actions, *risks), None)] == ["4", "3", "2", "4", "3"]


def test_something_to_do_comes_before_something_to_find_out() -> None:
    learn, do = a_move("ignition", "A", play="learn"), a_move("ignition", "B", gain=replace(a_move().gain, value=1.0))
    assert three_two_one(moves(learn, do), None) == (do,)


def test_a_person_sees_their_moves_in_the_order_the_engine_gave_them() -> None:
    second, first = a_move(customer="A", rank=2), a_move(customer="B", rank=1)
    assert three_two_one(moves(second, first), "Bob Monti") == (first, second)


def test_a_seller_sees_their_own_moves_only() -> None:
    bobs, charlies = a_move(customer="A"), a_move(customer="B", person="Charlie Galli", net_gain=9e9)
    assert three_two_one(moves(charlies, bobs), "Bob Monti") == (bobs,)
