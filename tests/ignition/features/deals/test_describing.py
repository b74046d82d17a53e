"""How an open deal stands on the day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ignition.situation import DEAL_DESCRIBED

Row = dict[str, Any]
DEAL = {"deal_id": "D", "opened_on": "2026-01-10", "customer_id": "A", "amount": 900.0, "expected_on": "2026-03-31"}


def one(deals_on: Any, on: str = "2026-03-01", **tables: Any) -> Row:
    (row,) = deals_on(on, **({"deals": [DEAL]} | tables))
    return dict(row)


def test_a_table_has_exactly_the_columns_of_the_contract(deals_on: Any) -> None:
    assert list(one(deals_on)) == [column.name for column in DEAL_DESCRIBED]


def test_ages_and_the_days_to_the_expected_close(deals_on: Any) -> None:
    row = one(deals_on)
    assert (row["age_days"], row["days_to_expected"], row["days_since_activity"]) == (50, 30, 50)


def test_an_overdue_deal_counts_below_zero(deals_on: Any) -> None:
    assert one(deals_on, on="2026-04-10")["days_to_expected"] == -10


def test_only_deals_open_on_the_day_are_there(deals_on: Any) -> None:
    closed = [
        DEAL | {"deal_id": "later", "closed_on": "2026-03-02", "outcome": "won"},
        DEAL | {"deal_id": "today", "closed_on": "2026-03-01", "outcome": "won"},
        DEAL | {"deal_id": "unsaid", "closed_on": "2026-02-01", "outcome": None},
        DEAL | {"deal_id": "undated", "closed_on": None, "outcome": "lost"},
        DEAL | {"deal_id": "new", "opened_on": "2026-03-02", "outcome": None},
    ]
    assert [row["deal_id"] for row in deals_on("2026-03-01", deals=closed)] == ["later"]


def test_a_deal_that_closes_later_does_not_show_its_last_stage(deals_on: Any) -> None:
    deal = DEAL | {"closed_on": "2026-03-20", "outcome": "won", "stage": "Closed won"}
    assert one(deals_on, deals=[deal])["stage"] == ""


def test_the_stage_is_the_last_one_entered_and_kept(deals_on: Any) -> None:
    stages = [("Qualify", "2026-01-10"), ("Offer", "2026-02-01"), ("Offer", "2026-02-15"), ("Won", "2026-03-09")]
    changes = [{"deal_id": "D", "stage": stage, "at": at} for stage, at in stages]
    row = one(deals_on, stage_changes=changes)
    assert (row["stage"], row["stage_since"], row["stage_age_days"]) == ("Offer", dt.date(2026, 2, 1), 28)


def test_a_stage_without_a_date_is_shown_without_an_age(deals_on: Any) -> None:
    row = one(deals_on, deals=[DEAL | {"stage": "Offer"}])
    assert (row["stage"], row["stage_since"], row["stage_age_days"]) == ("Offer", None, None)


def change(field: str, old: str, new: str, at: str = "2026-02-01") -> Row:
    return {"deal_id": "D", "field": field, "old": old, "new": new, "at": at}


def test_only_moves_to_later_are_pushes(deals_on: Any) -> None:
    moves = [("2026-02-01", "2026-03-01"), ("2026-03-01", "2026-02-15"), ("2026-02-15", "2026-04-30")]
    changes = [change("expected_on", old, new, f"2026-02-0{n}") for n, (old, new) in enumerate(moves, 1)]
    row = one(deals_on, deal_changes=changes)
    assert (row["pushes"], row["expected_on"]) == (2, dt.date(2026, 4, 30))


def test_the_latest_change_known_on_the_day_counts(deals_on: Any) -> None:
    changes = [
        change("amount", "900", "1200.50"),
        change("amount", "1200.50", "10", "2026-03-02"),
        change("owner", "Bob", "Alice"),
    ]
    row = one(deals_on, deal_changes=changes)
    assert (row["amount"], row["owner"]) == (1200.5, "Alice")


def test_a_change_that_cannot_be_read_changes_nothing(deals_on: Any) -> None:
    changes = [change("amount", "900", "nan"), change("expected_on", "2026-03-31", "31 February")]
    row = one(deals_on, deal_changes=changes)
    assert (row["amount"], row["expected_on"]) == (900, dt.date(2026, 3, 31))


def test_activities_by_deal_or_by_customer_since_it_was_opened(deals_on: Any) -> None:
    activities = [
        {"at": "2026-01-02", "kind": "call", "customer_id": "A", "deal_id": None, "contact_id": "before"},
        {"at": "2026-02-01", "kind": "call", "customer_id": "A", "deal_id": None, "contact_id": "Rossi"},
        {"at": "2026-02-09", "kind": "visit", "customer_id": None, "deal_id": "D", "contact_id": "Verdi"},
        {"at": "2026-02-19", "kind": "note", "customer_id": "A", "deal_id": "D", "contact_id": "read about"},
        {"at": "2026-02-20", "kind": "call", "customer_id": "A", "deal_id": "other", "contact_id": "Neri"},
    ]
    row = one(deals_on, activities=activities)
    assert (row["contacts_met"], row["days_since_activity"]) == (2, 10)


def test_names_fall_back_on_what_is_known(deals_on: Any) -> None:
    deals = [
        {"deal_id": "D1", "opened_on": "2026-01-10", "product_id": "P", "customer_id": None},
        {"deal_id": "D2", "opened_on": "2026-01-10", "product_id": None, "customer_id": "A"},
    ]
    rows = deals_on(
        "2026-03-01", deals=deals, products=[{"product_id": "P", "name": "Pompa"}],
        customers=[{"customer_id": "A", "name": "Rossi"}],
    )  # fmt: skip
    names = [(row["name"], row["customer_name"], row["customer_id"]) for row in rows]
    assert names == [("Pompa", "Pompa", ""), ("D2", "Rossi", "A")]


def test_what_nobody_wrote_is_unknown(deals_on: Any) -> None:
    row = one(deals_on, deals=[{"deal_id": "D", "opened_on": "2026-01-10"}])
    assert [row[name] for name in ("amount", "expected_on", "days_to_expected", "last_activity_on")] == [None] * 4
