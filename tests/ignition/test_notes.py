"""What a book lacks is said in plain words, and only where it is lacking."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from ignition.allocation import Plan
from ignition.assumptions import Assumptions
from ignition.book import Book
from ignition.notes import Missing, what_is_missing, what_is_open
from tests.ignition.situations import DAY, Row, a_closing_deal, a_deal, situation

WHOLE: dict[str, list[dict[str, Any]]] = {
    "purchases": [{"customer_id": "A", "on": str(DAY), "amount": 5}],
    "deals": [{"deal_id": "D1", "opened_on": "2026-10-01"}],
    "stage_changes": [{"deal_id": "D1", "stage": "Offerta", "at": "2026-10-02"}],
    "activities": [{"at": "2026-11-20", "kind": "call", "customer_id": "A"}],
    "people": [{"person_id": "bob", "weekly_hours": 20}],
}


def notes(tables: dict[str, Any], deals: list[Row] | None = None, *, rule_wins: bool = False, on: dt.date = DAY) -> str:
    standing = what_is_open(situation(deals=deals or [a_closing_deal()]).deals.to_pyarrow())
    found = what_is_missing(Missing.of(Book(**tables), standing), on, Assumptions(), rule_wins=rule_wins)
    assert all(note.say("it") for note in found)
    return " ".join(note.say("en") for note in found)


def test_of_a_whole_book_nothing_is_said():
    assert notes(WHOLE) == ""


@pytest.mark.parametrize(
    ("absent", "words"),
    [
        ("purchases", "There are no purchases"),
        ("deals", "There are no deals"),
        ("activities", "There are no mails or meetings"),
        ("stage_changes", "There is no stage history"),
        ("people", "20 a week for each person are assumed"),
    ],
)
def test_a_table_that_is_missing_is_named(absent, words):
    assert words in notes({name: rows for name, rows in WHOLE.items() if name != absent})


def test_deals_without_a_date_or_an_amount_are_counted():
    said = notes(WHOLE, [a_closing_deal("1"), a_deal("2"), a_deal("3", amount=None)])
    assert "2 of 3 open deals have no expected date." in said
    assert "1 of 3 open deals have no amount" in said


def test_too_few_closed_deals_are_said_to_be_too_few():
    assert "Closed deals: 3." in notes(WHOLE, [a_closing_deal(deals_n=3, deals_grade="L0", winners_p80_days=None)])
    assert "Too few deals have been won" in notes(WHOLE, [a_closing_deal(winners_p80_days=None)])


def test_an_old_book_is_called_old_after_a_month():
    assert notes(WHOLE, on=DAY + dt.timedelta(31)) == ""
    assert "32 days before" in notes(WHOLE, on=DAY + dt.timedelta(32))


def test_where_the_simple_rule_does_as_well_it_is_said():
    assert "the simple rule" in notes(WHOLE, rule_wins=True)


def test_the_rule_wins_only_where_it_reaches_more():
    nothing = np.empty(0)
    assert Plan(nothing, nothing, {}, value=1.0, rule_value=2.0).rule_wins
    assert not Plan(nothing, nothing, {}, value=2.0, rule_value=2.0).rule_wins
