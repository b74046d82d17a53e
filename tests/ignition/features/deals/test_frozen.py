"""A landmark shows a deal as it stood then, and nothing that was recorded later."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest

from ignition.backends import connect
from ignition.book import Book
from ignition.features import deals
from ignition.situation import DEAL_FEATURES

ON = dt.date(2026, 6, 30)
Rows = list[dict[str, Any]]
Tables = dict[str, Rows]


def landmarks(book: Book, **more: Any) -> Rows:
    with connect(book.as_of(ON)) as desk:
        rows = deals.landmarks(desk, ON, **more).to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: (row["deal_id"], row["age_days"]))


def a_history(seed: int = 1) -> Tables:
    """Thirty deals with everything that can be recorded of them."""
    draw = random.Random(seed)

    def moment(opened: dt.date) -> dt.datetime:
        return dt.datetime.combine(opened, dt.time(9)) + dt.timedelta(days=draw.randint(-3, 90))

    tables: Tables = {"deals": [], "stage_changes": [], "activities": []}
    roles = ("decides", "uses", None)
    tables["contacts"] = [{"contact_id": f"C{n}", "customer_id": "A", "role": roles[n]} for n in range(3)]
    for number in range(30):
        name, opened = f"D{number:02d}", dt.date(2026, 1, 1) + dt.timedelta(days=draw.randint(0, 100))
        closed = opened + dt.timedelta(days=draw.randint(1, 200))
        deal = {"deal_id": name, "opened_on": opened, "customer_id": f"K{number % 5}", "amount": 900.0}
        tables["deals"].append(deal | {"closed_on": closed, "outcome": draw.choice(["won", "lost"])})
        for _ in range(5):
            at = moment(opened)
            late = draw.choice([None, at + dt.timedelta(days=draw.randint(0, 30))])
            own = {"deal_id": name, "at": at, "recorded_at": late}
            tables["stage_changes"].append(own | {"stage": draw.choice("ABC")})
            contact, kind = f"C{draw.randint(0, 2)}", draw.choice(["call", "note"])
            mine = own | {"kind": kind, "direction": draw.choice(["in", "out"]), "contact_id": contact}
            loose = {"deal_id": None, "customer_id": f"K{number % 5}"}
            tables["activities"].append(mine | draw.choice([{}, loose]))
    return tables


def test_a_landmark_is_what_the_book_of_that_day_describes() -> None:
    """The very same facts, whether a deal is frozen afterwards or described on the day."""
    book = Book(**a_history())
    found = landmarks(book)
    days = sorted({row["opened_on"] + dt.timedelta(days=row["age_days"]) for row in found})
    compared = 0
    for day in days[:: len(days) // 8]:
        with connect(book.as_of(day)) as desk:
            described = {row["deal_id"]: row for row in deals.describe(desk, day).to_pyarrow().to_pylist()}
        for row in found:
            if row["opened_on"] + dt.timedelta(days=row["age_days"]) == day:
                assert {name: row[name] for name in DEAL_FEATURES} == {
                    name: described[row["deal_id"]][name] for name in DEAL_FEATURES
                }
                compared += 1
    assert compared > 8


def test_what_is_recorded_after_a_landmark_never_changes_it() -> None:
    tables = a_history()
    before = landmarks(Book(**tables), ages=(0, 7, 30))
    closed = {deal["deal_id"]: deal["closed_on"] for deal in tables["deals"]}
    later: Tables = {name: list(rows) for name, rows in tables.items()} | {"deal_changes": []}
    for deal in tables["deals"]:
        after = {"deal_id": deal["deal_id"], "at": deal["opened_on"] + dt.timedelta(days=31)}
        backdated = {**after, "at": deal["opened_on"], "recorded_at": after["at"]}
        for own in (after, backdated):
            later["stage_changes"].append(own | {"stage": "Won"})
            later["activities"].append(own | {"kind": "call", "contact_id": "C0"})
            later["deal_changes"].append(own | {"field": "amount", "old": "900", "new": "1"})
    assert landmarks(Book(**later), ages=(0, 7, 30)) == before
    assert max(row["age_days"] for row in before) == 30
    assert all(row["after_days"] <= (closed[row["deal_id"]] - row["opened_on"]).days for row in before)


def test_an_amount_overwritten_later_is_put_back() -> None:
    deal = {"deal_id": "D", "opened_on": "2026-01-01", "amount": 400.0, "closed_on": "2026-03-01", "outcome": "won"}
    change = {"deal_id": "D", "field": "amount", "old": "900", "new": "400", "at": "2026-02-01"}
    rows = landmarks(Book(deals=[deal], deal_changes=[change]), ages=(30, 31))
    assert [row["amount"] for row in rows] == [900.0, 400.0]


def test_a_deal_entered_in_arrears_keeps_the_days_of_its_events() -> None:
    imported = "2026-06-01 09:00:00"
    deal = {"deal_id": "D", "opened_on": "2026-01-01", "closed_on": "2026-03-01", "outcome": "won"}
    call = {"deal_id": "D", "at": "2026-01-05", "kind": "call", "recorded_at": imported}
    row = landmarks(Book(deals=[deal | {"recorded_at": imported}], activities=[call]), ages=(7,))[0]
    assert row["activities"] == 1
    assert landmarks(Book(deals=[deal], activities=[call]), ages=(7,))[0]["activities"] == 0


@pytest.mark.parametrize(("outcome", "exit"), [("won", "won"), ("lost", "ended"), ("none", "ended"), (None, "open")])
def test_a_landmark_tells_how_it_ended_and_when(outcome: str | None, exit: str) -> None:
    deal = {
        "deal_id": "D",
        "opened_on": "2026-06-01",
        "outcome": outcome,
        "closed_on": "2026-06-11" if outcome else None,
    }
    rows = landmarks(Book(deals=[deal]), ages=(0, 7, 14))
    lasts = 10 if outcome else 29
    assert [(row["exit"], row["after_days"]) for row in rows] == [
        (exit, float(lasts - age)) for age in (0, 7, 14) if age < lasts
    ]


def test_of_very_many_deals_so_many_are_taken_evenly() -> None:
    deals = [{"deal_id": f"{n:03d}", "opened_on": dt.date(2026, 1, 1) + dt.timedelta(days=n // 2)} for n in range(100)]
    rows = landmarks(Book(deals=deals), ages=(0,), most_deals=30)
    assert len(rows) == 30
    assert max(row["opened_on"] for row in rows) > dt.date(2026, 2, 15) > min(row["opened_on"] for row in rows)
