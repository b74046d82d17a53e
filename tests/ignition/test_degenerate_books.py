"""Books with hardly anything in them, or with odd things: an answer, never an accident."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from ignition.book import Book
from ignition.engine import ignite
from ignition.moves import Moves

DAY = dt.date(2026, 10, 1)
Tables = dict[str, list[dict[str, Any]]]


def a_purchase(who: str = "A", on: str = "2026-05-01", amount: float | None = 100.0, **more: Any) -> dict[str, Any]:
    return {"customer_id": who, "on": on, "amount": amount, **more}


def a_deal(deal_id: str = "D", opened_on: str = "2026-05-01", **more: Any) -> dict[str, Any]:
    return {"deal_id": deal_id, "opened_on": opened_on, **more}


def a_mail(who: str | None = "A", at: str = "2026-09-20 10:00", **more: Any) -> dict[str, Any]:
    return {"customer_id": who, "at": at, "kind": "mail", "direction": "in", **more}


def a_line(who: str = "A", what: str | None = "P", amount: float = 50.0, on: str = "2026-05-01") -> dict[str, Any]:
    return {"customer_id": who, "product_id": what, "on": on, "amount": amount}


def monthly(who: str, n: int, amount: float = 100.0) -> list[dict[str, Any]]:
    return [a_purchase(who, f"2026-{month:02d}-05", amount) for month in range(1, n + 1)]


BOOKS: dict[str, Tables] = {
    "nothing": {},
    "customers only": {"customers": [{"customer_id": "A"}]},
    "people only": {"people": [{"person_id": "bob"}]},
    "contacts only": {"contacts": [{"contact_id": "1", "customer_id": "A"}]},
    "signals only": {"signals": [{"signal_id": "1", "customer_id": "A", "at": "2026-09-01"}]},
    "points only": {"points": [{"point_id": "1", "at": "2026-09-01", "play": "x", "customer_id": "A"}]},
    "stage changes of no deal": {"stage_changes": [{"deal_id": "Z", "stage": "s", "at": "2026-09-01"}]},
    "one purchase": {"purchases": [a_purchase()]},
    "one purchase today": {"purchases": [a_purchase(on="2026-10-01")]},
    "one purchase tomorrow": {"purchases": [a_purchase(on="2026-10-02")]},
    "one credit note": {"purchases": [a_purchase(amount=-100.0)]},
    "one purchase of nothing": {"purchases": [a_purchase(amount=0.0)]},
    "everything taken back": {"purchases": [a_purchase(amount=100.0), a_purchase(on="2026-05-02", amount=-100.0)]},
    "more taken back than sold": {"purchases": [*monthly("A", 4), a_purchase(on="2026-06-01", amount=-9_999.0)]},
    "an amount nobody can read": {"purchases": [a_purchase(amount=None)]},
    "endless amounts": {"purchases": [a_purchase(amount=math.inf), a_purchase(amount=math.nan)]},
    "an enormous amount": {"purchases": monthly("A", 6, 1e15)},
    "cents": {"purchases": monthly("A", 6, 0.01)},
    "two purchases on one day": {"purchases": [a_purchase(), a_purchase()]},
    "everybody on one day": {"purchases": [a_purchase(str(i)) for i in range(40)]},
    "everybody once": {"purchases": [a_purchase(str(i), f"2026-05-{1 + i % 28:02d}") for i in range(40)]},
    "everybody alike": {"purchases": [row for i in range(12) for row in monthly(str(i), 9)]},
    "one customer every day": {
        "purchases": [a_purchase(on=str(dt.date(2026, 1, 1) + dt.timedelta(i))) for i in range(200)]
    },
    "centuries ago": {"purchases": [a_purchase(on="1901-01-01"), a_purchase(on="1902-01-01")]},
    "names in every script": {"purchases": monthly("株式会社 «{0}» %s 'x'\n", 4)},
    "braces in a name": {"customers": [{"customer_id": "A", "name": "{days}"}], "purchases": monthly("A", 3)},
    "a very long name": {"customers": [{"customer_id": "A", "name": "x" * 5_000}], "purchases": monthly("A", 3)},
    "the same customer twice": {"customers": [{"customer_id": "A"}, {"customer_id": "A", "name": "B"}]},
    "one deal and nothing of it": {"deals": [a_deal()]},
    "one deal opened today": {"deals": [a_deal(opened_on="2026-10-01", amount=5e4, expected_on="2026-10-05")]},
    "one deal without an amount": {"deals": [a_deal(expected_on="2026-10-05", owner="bob")]},
    "a deal of a negative amount": {"deals": [a_deal(amount=-5_000.0, expected_on="2026-10-03")]},
    "a deal worth nothing": {"deals": [a_deal(amount=0.0, expected_on="2026-10-03")]},
    "a deal closed before it was opened": {"deals": [a_deal(closed_on="2026-04-01", outcome="won", amount=9.0)]},
    "a deal opened tomorrow": {"deals": [a_deal(opened_on="2026-10-02", amount=9_000.0)]},
    "won deals only": {"deals": [a_deal(str(i), closed_on="2026-06-01", outcome="won", amount=9.0) for i in range(9)]},
    "lost deals only": {"deals": [a_deal(str(i), closed_on="2026-06-01", outcome="lost") for i in range(9)]},
    "an outcome nobody knows": {"deals": [a_deal(closed_on="2026-06-01", outcome="perhaps")]},
    "one open deal among won ones": {
        "deals": [a_deal("open", "2026-01-01", amount=5_000.0)]
        + [a_deal(str(i), closed_on="2026-06-01", outcome="won", won_amount=900.0) for i in range(12)]
    },
    "a deal of a customer nobody wrote down": {"deals": [a_deal(customer_id="ghost", amount=9e4)]},
    "stages after the day": {
        "deals": [a_deal(amount=100.0)],
        "stage_changes": [{"deal_id": "D", "stage": "Offerta", "at": "2026-12-01"}],
    },
    "mails only": {"activities": [a_mail()]},
    "a mail of nobody": {"activities": [a_mail(None)]},
    "a mail that waits, and a customer": {"activities": [a_mail("B")], "purchases": monthly("A", 9)},
    "a seller without hours": {
        "people": [{"person_id": "bob", "weekly_hours": 0}],
        "customers": [{"customer_id": "A", "owner": "bob"}],
        "purchases": monthly("A", 3),
    },
    "a seller with negative hours": {
        "people": [{"person_id": "bob", "weekly_hours": -5}],
        "purchases": monthly("A", 3),
    },
    "points that promise nothing": {
        "points": [
            {"point_id": "1", "at": "2026-01-01", "play": "win_back", "customer_id": "A", "due_on": "2026-02-01"}
        ],
        "purchases": monthly("A", 9),
    },
    "answers to nothing": {
        "answers": [{"point_id": "9", "at": "2026-09-30", "said": "done"}],
        "purchases": monthly("A", 3),
    },
    "the year 9999": {"purchases": [*monthly("A", 6), a_purchase("A", "9999-12-31"), a_purchase("B", "9999-12-31")]},
    "the year 1": {"purchases": [a_purchase(on="0001-01-01"), *monthly("A", 6)]},
    "a deal expected in the year 9999": {"deals": [a_deal(amount=9_000.0, expected_on="9999-12-31", owner="bob")]},
    "a mail of the year 9999": {"activities": [a_mail(at="9999-12-31 10:00")], "purchases": monthly("A", 3)},
    "one seller and one customer": {
        "people": [{"person_id": "bob", "weekly_hours": 20}],
        "customers": [{"customer_id": "A", "owner": "bob"}],
        "purchases": [a_purchase()],
    },
    "no variance at all": {"purchases": [row for i in range(40) for row in monthly(f"C{i}", 9, 100.0)]},
    "negative totals everywhere": {
        "purchases": [
            row for i in range(40) for row in (*monthly(f"C{i}", 3), a_purchase(f"C{i}", "2026-06-01", -900.0))
        ]
    },
    "everybody left long ago": {
        "purchases": [a_purchase(f"C{i}", f"{year}-0{1 + i % 9}-01") for i in range(40) for year in (2001, 2002, 2003)]
    },
    "every deal lost on the day it was opened": {
        "deals": [a_deal(f"D{i}", closed_on="2026-05-01", outcome="lost", amount=1e4) for i in range(40)]
    },
    "every deal won alike": {
        "deals": [
            *(a_deal(f"D{i}", closed_on="2026-06-01", outcome="won", amount=1e4) for i in range(40)),
            *(a_deal(f"O{i}", amount=1e4, owner="bob") for i in range(5)),
        ]
    },
    "lines without purchases": {"purchase_lines": [a_line("A", "saw"), a_line("B", "blade")]},
    "lines of nothing that has a name": {"purchase_lines": [a_line(what=None)], "purchases": monthly("A", 3)},
    "every line given back": {
        "purchase_lines": [a_line(f"C{i}", "P", sign * 50.0) for i in range(40) for sign in (1, -1)],
        "purchases": [row for i in range(40) for row in monthly(f"C{i}", 3)],
    },
    "everybody buys every family": {
        "purchase_lines": [a_line(f"C{i}", f"P{j}") for i in range(40) for j in range(6)],
        "purchases": [row for i in range(40) for row in monthly(f"C{i}", 3)],
    },
    "a family for each customer": {
        "purchase_lines": [a_line(f"C{i}", f"P{i}") for i in range(40)],
        "purchases": [row for i in range(40) for row in monthly(f"C{i}", 3)],
    },
    "more hours than a year has": {
        "people": [{"person_id": "bob", "weekly_hours": 1e9}],
        "customers": [{"customer_id": "A", "owner": "bob"}],
        "purchases": monthly("A", 4),
    },
    "changes nobody can read": {
        "deals": [a_deal(amount=9_000.0)],
        "deal_changes": [
            {"deal_id": "D", "field": name, "at": "2026-06-01", "old": "?", "new": "NaN"}
            for name in ("amount", "expected_on")
        ],
    },
    "contacts who are nobody": {
        "contacts": [
            {"contact_id": "1", "customer_id": "A", "role": "decides"},
            {"contact_id": "2", "customer_id": "Z"},
        ],
        "deals": [a_deal(customer_id="A", amount=9e3, owner="bob")],
    },
}
ODDEST = {
    "nothing",
    "everything taken back",
    "endless amounts",
    "braces in a name",
    "one open deal among won ones",
    "the year 9999",
}
"""Go through with every run; the others are a drill."""


def cases() -> Iterator[Any]:
    for name, tables in BOOKS.items():
        yield pytest.param(tables, id=name, marks=() if name in ODDEST else pytest.mark.drill)


def test_there_are_sixty_of_them():
    assert len(BOOKS) >= 60


@pytest.mark.parametrize("tables", list(cases()))
def test_an_odd_book_gets_an_answer_without_an_accident(tables):
    holds(ignite(Book(**tables), on=DAY))


@pytest.mark.parametrize("name", ["the year 9999", "the year 1", "a mail of the year 9999", "nothing"])
def test_the_last_day_of_an_odd_book_is_a_day_like_any_other(name):
    holds(ignite(Book(**BOOKS[name])))


def holds(moves: Moves) -> None:
    assert moves.shown or moves.notes or moves.table.num_rows
    for row in moves.table.to_pylist():
        assert all(math.isfinite(value) for value in row.values() if isinstance(value, float))
    for move in moves.shown:
        json.dumps(move.to_dict(), allow_nan=False)
    for lang in ("it", "en"):
        said = [part.say(lang) for move in moves.shown for part in (move.title, move.reason, move.worth())]
        assert all(said + [note.say(lang) for note in moves.notes])
