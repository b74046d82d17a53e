"""How a customer stands on the day: purchases, contacts, deals, signals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ignition.situation import CUSTOMER_DESCRIBED


def bought(*rows: tuple[str, str, float]) -> list[dict[str, Any]]:
    return [{"customer_id": who, "on": on, "amount": amount} for who, on, amount in rows]


def test_a_table_has_exactly_the_columns_of_the_contract(customers_on: Any) -> None:
    (row,) = customers_on("2026-03-01", purchases=bought(("A", "2026-01-01", 10)))
    assert list(row) == [column.name for column in CUSTOMER_DESCRIBED]


def test_times_are_counted_from_the_first_purchase_to_the_day(customers_on: Any) -> None:
    rows = bought(("A", "2026-01-01", 10), ("A", "2026-01-11", 30), ("A", "2026-02-10", 20))
    (row,) = customers_on("2026-03-02", purchases=rows)
    assert (row["frequency"], row["recency_days"], row["observed_days"], row["days_silent"]) == (2, 40, 60, 20)
    assert (row["first_value"], row["repeat_mean"], row["gap_median_days"]) == (10, 25, 20)
    assert (row["first_on"], row["last_on"]) == (dt.date(2026, 1, 1), dt.date(2026, 2, 10))


def test_two_purchases_on_one_day_are_one(customers_on: Any) -> None:
    (row,) = customers_on("2026-03-01", purchases=bought(("A", "2026-01-01", 10), ("A", "2026-01-01", 5)))
    assert (row["purchase_days"], row["frequency"], row["first_value"]) == (1, 0, 15)


def test_a_credit_note_takes_revenue_off_and_is_no_purchase(customers_on: Any) -> None:
    (row,) = customers_on("2026-03-01", purchases=bought(("A", "2026-01-01", 10), ("A", "2026-02-01", -4)))
    assert (row["revenue_total"], row["purchase_days"], row["days_silent"]) == (6, 1, 59)


def test_a_customer_with_credit_notes_only_has_no_purchase_day(customers_on: Any) -> None:
    (row,) = customers_on("2026-03-01", purchases=bought(("A", "2026-02-01", -4)))
    assert (row["revenue_total"], row["purchase_days"], row["frequency"], row["first_on"]) == (-4, 0, 0, None)


def test_a_free_delivery_is_a_purchase(customers_on: Any) -> None:
    (row,) = customers_on("2026-03-01", purchases=bought(("A", "2026-01-01", 10), ("A", "2026-02-01", 0)))
    assert (row["purchase_days"], row["repeat_mean"]) == (2, 0)


def test_the_year_holds_365_days_and_today(customers_on: Any) -> None:
    rows = bought(("A", "2025-03-01", 7), ("A", "2025-03-02", 5), ("A", "2026-03-01", 1))
    (row,) = customers_on("2026-03-01", purchases=rows)
    assert (row["revenue_year"], row["revenue_total"]) == (6, 13)


def test_a_customer_appears_wherever_it_is_named(customers_on: Any) -> None:
    rows = customers_on(
        "2026-03-01",
        customers=[{"customer_id": "card"}],
        purchases=bought(("buyer", "2026-01-01", 1)),
        deals=[{"deal_id": "D", "opened_on": "2026-01-01", "customer_id": "prospect"}],
        activities=[{"at": "2026-01-01", "kind": "call", "customer_id": "caller"}],
    )
    assert [row["customer_id"] for row in rows] == ["buyer", "caller", "card", "prospect"]


def test_the_id_stands_for_a_missing_name_and_the_latest_card_counts(customers_on: Any) -> None:
    cards = [
        {"customer_id": "A", "name": "Rossi", "recorded_at": "2026-01-01"},
        {"customer_id": "A", "name": "Rossi Srl", "recorded_at": "2026-02-01"},
        {"customer_id": "B", "name": None, "recorded_at": None},
    ]
    rows = customers_on("2026-03-01", customers=cards)
    assert [row["name"] for row in rows] == ["Rossi Srl", "B"]


def test_who_follows_the_latest_deal_follows_a_customer_without_an_owner(customers_on: Any) -> None:
    deals = [
        {"deal_id": "D1", "opened_on": "2026-01-01", "customer_id": "A", "owner": "Bob"},
        {"deal_id": "D2", "opened_on": "2026-02-01", "customer_id": "A", "owner": "Alice"},
        {"deal_id": "D3", "opened_on": "2026-02-01", "customer_id": "B", "owner": "Alice"},
        {"deal_id": "D4", "opened_on": "2026-02-01", "customer_id": "C"},
    ]
    rows = customers_on("2026-03-01", deals=deals, customers=[{"customer_id": "B", "owner": "Bob"}])
    assert [row["owner"] for row in rows] == ["Alice", "Bob", ""]


def test_open_deals_are_counted_and_the_first_win_is_dated(customers_on: Any) -> None:
    deals = [
        {"deal_id": "D1", "opened_on": "2026-01-01", "customer_id": "A"},
        {"deal_id": "D2", "opened_on": "2026-01-01", "customer_id": "A", "closed_on": "2026-02-02", "outcome": "won"},
        {"deal_id": "D3", "opened_on": "2026-01-01", "customer_id": "A", "closed_on": "2026-02-01", "outcome": "lost"},
    ]
    (row,) = customers_on("2026-03-01", deals=deals)
    assert (row["open_deals"], row["won_on"]) == (1, dt.date(2026, 2, 2))


def test_a_signal_is_open_until_the_day_it_is_answered(customers_on: Any) -> None:
    signals = [
        {"signal_id": "S1", "customer_id": "A", "at": "2026-02-01", "answered_at": None},
        {"signal_id": "S2", "customer_id": "A", "at": "2026-02-01", "answered_at": "2026-03-02"},
        {"signal_id": "S3", "customer_id": "A", "at": "2026-02-01", "answered_at": "2026-03-01T23:00"},
    ]
    (row,) = customers_on("2026-03-01", signals=signals, customers=[{"customer_id": "A"}])
    assert row["open_signals"] == 2


@pytest.mark.parametrize("number", ["days_silent", "gap_median_days", "repeat_mean", "days_since_contact", "won_on"])
def test_what_nobody_recorded_is_unknown(customers_on: Any, number: str) -> None:
    (row,) = customers_on("2026-03-01", customers=[{"customer_id": "A"}])
    assert row[number] is None


def test_purchase_days_are_counted_by_halves_of_the_year(customers_on: Any) -> None:
    days = ("2026-06-30", "2026-01-01", "2025-12-30", "2025-07-15", "2025-06-30")
    (row,) = customers_on("2026-06-30", purchases=bought(*(("A", on, 10) for on in days)))
    assert (row["days_half"], row["days_half_before"]) == (2, 2)


def test_open_complaints_are_counted_with_the_days_the_oldest_stands(customers_on: Any) -> None:
    told = [
        ("1", "complaint", "2026-02-20", None),
        ("2", "complaint", "2026-02-10", None),
        ("3", "wish", "2026-01-01", None),
    ]
    told += [("4", "complaint", "2026-01-01", "2026-01-02")]
    signals = [
        {"signal_id": one, "customer_id": "A", "kind": kind, "at": at, "answered_at": answered}
        for one, kind, at, answered in told
    ]
    (row,) = customers_on("2026-03-02", purchases=bought(("A", "2026-01-01", 10)), signals=signals)
    assert (row["open_signals"], row["open_complaints"], row["complaint_days"]) == (3, 2, 20)
