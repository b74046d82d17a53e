"""What was answered a short while ago is not proposed again at once."""

from __future__ import annotations

import datetime as dt

import ibis
import pytest

from ignition.backends import connect
from ignition.book import Book
from ignition.resting import awake, just_asked
from tests.ignition.situations import DAY

CANDIDATES = [
    {"play": "win_back", "subject": "customer", "subject_id": "C1"},
    {"play": "answer", "subject": "customer", "subject_id": "C1"},
    {"play": "advance", "subject": "deal", "subject_id": "D1"},
    {"play": "advance", "subject": "deal", "subject_id": "D2"},
]


def left_over(said: str, days_ago: int, **point: object) -> list[tuple[str, str]]:
    at = dt.datetime.combine(DAY - dt.timedelta(days_ago), dt.time(9))
    book = Book(
        points=[{"point_id": "1", "at": at, "play": "win_back", "customer_id": "C1", **point}],
        answers=[{"point_id": "1", "at": at, "said": said}],
    )
    with connect(book) as desk:
        rows = awake(ibis.memtable(CANDIDATES), desk, DAY).to_pyarrow().to_pylist()
    return sorted((row["play"], row["subject_id"]) for row in rows)


ALL = sorted((row["play"], row["subject_id"]) for row in CANDIDATES)


@pytest.mark.parametrize(
    ("said", "days", "rests"),
    [
        ("done", 13, True),
        ("done", 14, False),
        ("no", 27, True),
        ("no", 28, False),
        ("later", 0, True),
        ("later", 1, False),
    ],
)
def test_how_long_it_rests_depends_on_what_was_said(said, days, rests):
    expected = [one for one in ALL if one != ("win_back", "C1")] if rests else ALL
    assert left_over(said, days) == expected


def test_an_answer_about_one_deal_leaves_the_others_alone():
    assert left_over("done", 1, play="advance", deal_id="D1") == [one for one in ALL if one != ("advance", "D1")]


def test_what_was_just_asked_to_learn_is_known():
    at = dt.datetime.combine(DAY, dt.time(9))
    book = Book(
        points=[{"point_id": "1", "at": at, "play": "learn", "customer_id": "C1"}],
        answers=[{"point_id": "1", "at": at, "said": "no"}],
    )
    with connect(book) as desk:
        assert just_asked(desk, DAY) == {"C1"}


@pytest.mark.parametrize(("days", "rests"), [(0, True), (27, True), (28, False)])
@pytest.mark.parametrize("answered", [True, False])
def test_what_a_lot_held_back_stays_so_for_four_weeks(days: int, rests: bool, answered: bool) -> None:
    at = dt.datetime.combine(DAY - dt.timedelta(days), dt.time(9))
    points = [
        {"point_id": "1", "at": at, "play": "advance", "customer_id": "C9", "deal_id": "D1", "shown": 0},
        {"point_id": "2", "at": at, "play": "advance", "customer_id": "C9", "deal_id": "D2", "shown": 1},
    ]
    book = Book(points=points, **({"answers": [{"point_id": "9", "at": at, "said": "no"}]} if answered else {}))
    with connect(book) as desk:
        rows = awake(ibis.memtable(CANDIDATES), desk, DAY).to_pyarrow().to_pylist()
    left = sorted((row["play"], row["subject_id"]) for row in rows)
    assert left == ([one for one in ALL if one != ("advance", "D1")] if rests else ALL)
