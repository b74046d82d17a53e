"""The metrics on real tables, straight from the Book's Arrow columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

import ignition as ig
from ignition.metrics import by_segment
from ignition.metrics.columns import days_until
from ignition.metrics.concentration import effective_customers, top_share
from ignition.metrics.stages import sales_cycle
from ignition.metrics.winning import win_rate_cohort, win_rate_count, win_rate_value


@pytest.fixture(scope="module")
def crm(shared_data: Path) -> ig.Book:
    return ig.read(shared_data / "maven_crm")


def days_of(book: ig.Book) -> np.ndarray:
    assert book.last_day is not None
    return days_until(book.deals["opened_on"], book.deals["closed_on"], book.last_day)


def test_the_win_rate_of_a_crm_is_that_of_a_count_by_hand(crm: ig.Book) -> None:
    found = win_rate_count(crm.deals["outcome"])
    assert (found.value, found.n, found.n_censored) == (4238 / 6711, 6711, 1589)
    by_value = win_rate_value(crm.deals["outcome"], pc.coalesce(crm.deals["won_amount"], crm.deals["amount"]))
    assert by_value.value is not None
    assert 0 < by_value.value < 1


def test_deals_opened_are_won_less_often_than_deals_closed(crm: ig.Book) -> None:
    cohort = win_rate_cohort(days_of(crm), crm.deals["outcome"], within=90)
    closed = win_rate_count(crm.deals["outcome"])
    assert cohort.high is not None
    assert closed.low is not None
    assert cohort.high < closed.low


def test_the_cycle_lies_between_the_quickest_and_the_slowest_deal(crm: ig.Book) -> None:
    found = sales_cycle(days_of(crm), crm.deals["outcome"])
    assert found.value is not None
    assert 1 < found.value < 138


def test_each_product_of_a_crm_has_its_win_rate(crm: ig.Book) -> None:
    found = by_segment(win_rate_count, crm.deals["product_id"], crm.deals["outcome"])
    assert len(found) == 7
    assert sum(estimate.n for estimate in found.values()) == 6711


def test_no_customer_carries_a_crm_of_eighty(crm: ig.Book) -> None:
    won = crm.deals.select(["customer_id", "won_amount"]).drop_null()
    spent = pa.table(won).group_by("customer_id").aggregate([("won_amount", "sum")])["won_amount_sum"]
    customers = effective_customers(spent).value
    assert customers is not None
    assert 20 < customers <= len(spent)
    assert (top_share(spent, 5).value or 1) < 0.25
