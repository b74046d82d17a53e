"""From a book to its moves: the whole path, on small businesses."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from ignition.book import Book
from ignition.engine import ignite
from ignition.estimate import Grade
from ignition.moves import Move, Moves
from ignition.wording import LANGUAGES

DAY = dt.date(2026, 10, 1)


def orders(who: str, every: int, until: dt.date, amount: float = 900.0, **more: Any) -> list[dict[str, Any]]:
    """Ordered every so many days from January 2025 on, last on or before `until`."""
    first = dt.date(2025, 1, 10)
    days = range(0, (until - first).days + 1, every)
    return [{"customer_id": who, "on": first + dt.timedelta(day), "amount": amount, **more} for day in days]


def a_small_business() -> dict[str, Any]:
    """Ten regulars, one who fell silent in May, deals of which one is stuck, and a mail nobody answered."""
    regulars = [row for i in range(10) for row in orders(f"Regular {i}", 30 + i, DAY, 800.0 + 20 * i)]
    closed = [
        {
            "deal_id": f"old {i}",
            "customer_id": f"Regular {i % 10}",
            "owner": "bob",
            "opened_on": dt.date(2025, 1, 1) + dt.timedelta(15 * i),
            "closed_on": dt.date(2025, 2, 1) + dt.timedelta(15 * i + i % 5),
            "outcome": ("won", "lost")[i % 2],
            "amount": 10_000 + i,
            "won_amount": 9_000 if i % 2 == 0 else None,
        }
        for i in range(40)
    ]
    stuck = {"deal_id": "stuck", "customer_id": "Verdi", "owner": "bob", "opened_on": "2026-08-22", "amount": 40_000}
    return {
        "customers": [{"customer_id": f"Regular {i}", "owner": "bob"} for i in range(10)]
        + [{"customer_id": "Bianchi", "name": "Bianchi Srl", "owner": "bob"}],
        "purchases": regulars + orders("Bianchi", 30, dt.date(2026, 5, 20), 2_000.0),
        "deals": [row for row in closed if row["opened_on"] < DAY] + [stuck],
        "activities": [
            {
                "at": "2026-09-28 09:00",
                "kind": "mail",
                "customer_id": "Regular 3",
                "direction": "in",
                "subject": "Prezzi",
            }
        ],
        "people": [{"person_id": "bob", "weekly_hours": 10}],
    }


@pytest.fixture(scope="module")
def business() -> dict[str, Any]:
    return a_small_business()


@pytest.fixture(scope="module")
def moves(business: dict[str, Any]) -> Moves:
    return ignite(Book(**business), on=DAY)


def test_who_fell_silent_is_found_and_who_keeps_their_pace_is_not(moves):
    silent = [row["customer_id"] for row in moves.table.to_pylist() if row["play"] == "win_back"]
    assert silent == ["Bianchi"]


def test_the_mail_nobody_answered_is_found(moves):
    assert [row["customer_id"] for row in moves.table.to_pylist() if row["play"] == "answer"] == ["Regular 3"]


def test_the_stuck_deal_is_found(moves):
    assert "stuck" in [row["subject_id"] for row in moves.table.to_pylist() if row["play"] in ("advance", "quit")]


def test_every_move_shown_stands_in_the_table_with_its_slot(moves):
    marked = {(row["slot"], row["play"], row["subject_id"]) for row in moves.table.to_pylist() if row["slot"]}
    shown = {(move.slot, move.play, move.subject_id) for move in moves.shown if move.play != "learn"}
    assert marked == shown != set()


def test_every_figure_carries_its_interval_its_number_and_its_grade(moves):
    for move in moves.shown:
        gain = move.gain
        assert gain.value is not None
        assert gain.low is not None
        assert gain.high is not None
        assert gain.low <= gain.value <= gain.high
        assert gain.grade is Grade.ASSUMED
        assert gain.n > 0


def test_no_number_is_missing_or_endless(moves):
    for row in moves.table.to_pylist():
        assert all(math.isfinite(value) for value in row.values() if isinstance(value, float))


def test_a_move_survives_strict_json(moves):
    assert moves.shown
    for move in moves.shown:
        stored = json.dumps(move.to_dict(), allow_nan=False)
        assert Move.from_dict(json.loads(stored)) == move


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_shown_can_be_said(moves, lang):
    for move in moves.shown:
        said = [
            move.title,
            move.reason,
            move.worth(),
            *(part for fact in move.facts for part in (fact.sentence, fact.source)),
        ]
        for sentence in said:
            words = sentence.say(lang)
            assert words
            assert "None" not in words
            assert "nan" not in words.lower().split()
            assert "{" not in words
            assert "!" not in words


def test_a_move_shows_at_least_two_facts_each_with_its_source(moves):
    assert all(len(move.facts) >= 2 for move in moves.shown if move.play != "learn")


def test_it_prints_itself_in_both_languages(moves):
    italian, english = str(replace(moves, lang="it")), str(replace(moves, lang="en"))
    assert "Chiama Bianchi Srl" in italian
    assert "Call Bianchi Srl" in english
    assert "potrebbe valere circa" in italian


def test_a_person_sees_their_own_moves_only(moves):
    assert moves.only(["bob"]).shown == moves.shown
    theirs = moves.only(["charlie"])
    assert theirs.shown == ()
    assert theirs.table.num_rows == 0
    assert theirs.shadow_prices == {}


def test_rows_recorded_later_never_change_the_answer(business, moves):
    later = "2026-10-02 00:00"
    more = {
        **business,
        "purchases": [
            *business["purchases"],
            {"customer_id": "Bianchi", "on": "2026-09-30", "amount": 5_000, "recorded_at": later},
            {"customer_id": "Bianchi", "on": "2026-10-05", "amount": 5_000},
        ],
        "activities": [
            *business["activities"],
            {"at": "2026-10-02 10:00", "kind": "mail", "customer_id": "Regular 3", "direction": "out"},
        ],
        "deals": [*business["deals"], {"deal_id": "new", "opened_on": "2026-10-03", "amount": 1e6, "owner": "bob"}],
        "answers": [{"point_id": "1", "at": later, "said": "done"}],
        "points": [{"point_id": "1", "at": "2026-09-01", "play": "win_back", "customer_id": "Bianchi"}],
    }
    again = ignite(Book(**more), on=DAY)
    assert [move.to_dict() for move in again.shown] == [move.to_dict() for move in moves.shown]
    assert again.table.equals(moves.table)


def test_the_order_of_rows_does_not_matter(business, moves):
    turned = {name: rows[::-1] for name, rows in business.items()}
    again = ignite(Book(**turned), on=DAY)
    assert [(move.slot, move.play, move.subject_id, move.chance) for move in again.shown] == [
        (move.slot, move.play, move.subject_id, move.chance) for move in moves.shown
    ]
    assert [move.gain.value for move in again.shown] == pytest.approx([move.gain.value for move in moves.shown])


def test_purchases_alone_are_enough_and_what_is_missing_is_said(business):
    moves = ignite(Book(purchases=pa.Table.from_pylist(business["purchases"])))
    assert moves.on == Book(purchases=business["purchases"]).last_day
    said = " ".join(note.say("en") for note in moves.notes)
    assert "There are no deals" in said
    assert "20 a week" in said
    assert [row["play"] for row in moves.table.to_pylist()] == ["win_back"]


def test_moves_are_an_arrow_table_to_whatever_takes_one(moves):
    assert pa.table(moves).equals(moves.table)


def test_the_table_becomes_a_polars_or_a_pandas_frame(moves):
    assert len(moves.to_polars()) == len(moves.to_pandas()) == moves.table.num_rows


def test_an_empty_book_says_so():
    moves = ignite(Book())
    assert moves.shown == ()
    assert [note.say("en") for note in moves.notes] == [
        "There is nothing in the book yet: add invoices, a CRM export or a calendar."
    ]


def test_an_old_book_says_how_old_it_is():
    notes = ignite(
        Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 5}]), on=dt.date(2027, 6, 1)
    ).notes
    assert any("what came since is missing" in note.say("en") for note in notes)


def test_a_deal_that_names_no_customer_goes_by_its_own_name_and_day():
    deals = [
        {"deal_id": f"W{n}", "opened_on": "2025-01-01", "closed_on": "2025-02-10", "outcome": "won"} for n in range(8)
    ]
    stuck = {"deal_id": "S", "name": "Pressa 40 t", "opened_on": "2026-01-07", "amount": 90_000.0}
    moves = ignite(Book(deals=[*deals, stuck]), on=dt.date(2026, 4, 1))
    assert moves.shown[0].title.say("it") == "Concorda il prossimo passo per «Pressa 40 t», aperta il 7 gen 2026"
