"""What happened in a span of days: after its first, until the end of its last."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ignition.backtest.afterwards import Happened, gather
from ignition.book import Book

START, END = dt.date(2025, 6, 1), dt.date(2025, 6, 30)
BOOK = Book(
    purchases=[
        {"customer_id": "A", "on": "2025-05-01", "amount": 10.0},
        {"customer_id": "A", "on": "2025-06-01", "amount": 20.0},
        {"customer_id": "A", "on": "2025-06-02", "amount": 30.0},
        {"customer_id": "A", "on": "2025-06-02", "amount": 5.0},
        {"customer_id": "A", "on": "2025-06-30", "amount": -7.0},
        {"customer_id": "B", "on": "2025-06-30", "amount": 40.0},
        {"customer_id": "B", "on": "2025-07-01", "amount": 50.0},
    ],
    deals=[
        {"deal_id": "won", "opened_on": "2025-05-01", "closed_on": "2025-06-10", "outcome": "won", "amount": 90.0, "won_amount": 80.0},
        {"deal_id": "lost", "opened_on": "2025-05-01", "closed_on": "2025-06-10", "outcome": "lost", "amount": 90.0},
        {"deal_id": "later", "opened_on": "2025-05-01", "closed_on": "2025-07-10", "outcome": "won", "amount": 90.0},
        {"deal_id": "born", "opened_on": "2025-06-05", "closed_on": "2025-06-10", "outcome": "won", "amount": 90.0},
        {"deal_id": "open", "opened_on": "2025-05-01", "amount": 90.0},
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def happened() -> Happened:
    return gather(BOOK)


def ids(*names: str) -> np.ndarray:
    return np.array(names, dtype=object)


def test_two_purchases_of_one_day_are_one_a_credit_note_is_none_and_the_first_day_is_not_in_it(
    happened: Happened,
) -> None:
    assert happened.purchase_days(ids("A", "B", "Z"), START, END).tolist() == [1.0, 1.0, 0.0]


def test_money_counts_credit_notes(happened: Happened) -> None:
    assert happened.spent(ids("A"), START, END).tolist() == [28.0]


def test_revenue_counts_credit_notes_and_new_customers(happened: Happened) -> None:
    assert happened.bought_besides(START, END) == 68.0


def test_only_deals_open_at_the_start_count_and_for_what_was_agreed(happened: Happened) -> None:
    assert happened.won_of_open(START, END) == 80.0


@pytest.mark.parametrize(
    ("deal", "became"),
    [("won", "won"), ("lost", "lost"), ("later", "open"), ("open", "open"), ("unknown", "open")],
)
def test_what_became_of_a_deal(happened: Happened, deal: str, became: str) -> None:
    assert happened.became(deal, START, END)[0] == became


def test_an_empty_book_has_nothing_happen() -> None:
    nothing = gather(Book())
    assert nothing.purchase_days(ids("A"), START, END).tolist() == [0.0]
    assert nothing.bought_besides(START, END) == 0.0
    assert nothing.won_of_open(START, END) == 0.0


def test_revenue_begins_with_the_first_sale_or_win_and_not_with_the_first_deal(happened: Happened) -> None:
    assert happened.paid_since == dt.date(2025, 5, 1)
    assert gather(Book(deals=BOOK.deals)).paid_since == dt.date(2025, 6, 10)
    assert gather(Book()).paid_since == dt.date.max
