"""What most who are alike buy and a customer does not: from purchase lines to the play, through the whole engine."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from ignition.book import Book
from ignition.engine import ignite
from ignition.moves import Moves
from tests.ignition.honesty.worlds import DAY, Rows, lacking, no_trades, two_trades

Tables = dict[str, Rows]


@pytest.fixture(scope="module")
def planted() -> Tables:
    return two_trades()


@pytest.fixture(scope="module")
def moves(planted: Tables) -> Moves:
    return ignite(Book(**planted), on=DAY)


def grows(moves: Moves) -> dict[str, float]:
    return {row["subject_id"]: row["gain"] for row in moves.table.to_pylist() if row["play"] == "grow"}


def test_who_lacks_what_eighty_in_a_hundred_alike_buy_is_found_and_nobody_else(planted: Tables, moves: Moves) -> None:
    found = grows(moves)
    assert set(found) <= lacking(planted)
    assert len(found) >= 0.8 * len(lacking(planted))  # the others may have left


def test_a_gain_stays_far_below_what_a_buyer_spends(moves: Moves) -> None:
    assert all(0 < gain < 200 for gain in grows(moves).values())


def test_where_families_have_nothing_to_do_with_each_other_nothing_is_missing() -> None:
    assert grows(ignite(Book(**no_trades()), on=DAY)) == {}


def test_without_lines_there_is_no_such_play(planted: Tables) -> None:
    assert grows(ignite(Book(purchases=planted["purchases"]), on=DAY)) == {}


def test_lines_written_later_change_nothing(planted: Tables, moves: Moves) -> None:
    after = [
        {"customer_id": who, "product_id": "blade", "on": DAY + dt.timedelta(3), "amount": 9e5}
        for who in lacking(planted)
    ]
    late = [{**line, "on": DAY, "recorded_at": dt.datetime.combine(DAY + dt.timedelta(9), dt.time())} for line in after]
    same = ignite(Book(**{**planted, "purchase_lines": planted["purchase_lines"] + after + late}), on=DAY)
    assert same.table.equals(moves.table)
    assert [move.to_dict() for move in same.shown] == [move.to_dict() for move in moves.shown]


def test_lines_in_another_order_give_the_same_moves(planted: Tables, moves: Moves) -> None:
    mixed = {name: random.Random(2).sample(rows, len(rows)) for name, rows in planted.items()}
    same = ignite(Book(**mixed), on=DAY)
    assert same.table.equals(moves.table)
    assert [move.to_dict() for move in same.shown] == [move.to_dict() for move in moves.shown]
