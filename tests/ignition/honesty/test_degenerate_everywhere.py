"""The sixty odd books through what is not the plan itself: metrics and forecast. No accident, no NaN, a sentence where nothing is."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ignition.backtest.judging import judge_trial
from ignition.book import Book
from ignition.errors import UnusableBook
from ignition.estimate import Estimate
from ignition.foreseeing import forecast
from ignition.metrics import concentration, flow, retention, slipping, stages, starting, winning
from ignition.metrics.columns import days_until
from ignition.predictors.forecast import PARTS
from ignition.predictors.revenue.trial import Trial
from tests.ignition.test_degenerate_books import BOOKS, DAY


def figures(book: Book) -> Iterator[Estimate]:
    """Every metric that a Book's columns answer by themselves."""
    deals, purchases = book.deals, book.purchases
    outcome, value = deals["outcome"], pc.coalesce(deals["won_amount"], deals["amount"])
    days = days_until(deals["opened_on"], deals["closed_on"], DAY)
    yield from (winning.win_rate_count(outcome), winning.win_rate_value(outcome, value))
    yield from (winning.win_rate_cohort(days, outcome, 90), winning.win_hazard(days, outcome))
    yield winning.age_conditional_win(days, outcome, 30, 90)
    yield from (
        stages.sales_cycle(days, outcome),
        stages.sales_cycle_mean(days, outcome, 365),
        stages.leakage(value, outcome),
    )
    yield slipping.slippage(value, slipping.quarter(deals["expected_on"]), outcome, 0)
    yield from (
        flow.flow_velocity(deals.num_rows, 90, outcome, value),
        flow.flow_velocity_steady(deals.num_rows, days, outcome, value),
    )
    yield from (flow.pipeline_coverage(value, 0.0, 0.0), flow.required_coverage(value, deals["won_amount"]))
    spent = purchases.group_by("customer_id").aggregate([("amount", "sum")])["amount_sum"]
    yield from (concentration.hhi(spent), concentration.effective_customers(spent), concentration.top_share(spent, 5))
    before, after = halves(purchases)
    yield from (retention.logo_retention(before, after), retention.gross_revenue_retention(before, after))
    yield from (retention.net_revenue_retention(before, after), retention.revenue_churn(before, after))
    yield starting.activation(days, days, 30)


def halves(purchases: pa.Table) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """What each customer bought until the middle of the year, and since."""
    late = pc.greater(purchases["on"], pa.scalar(dt.date(2026, 6, 30)))
    amount, zero = purchases["amount"], pa.scalar(0.0)
    split = purchases.append_column("a", pc.if_else(late, zero, amount)).append_column(
        "b", pc.if_else(late, amount, zero)
    )
    sums = split.group_by("customer_id").aggregate([("a", "sum"), ("b", "sum")])
    return sums["a_sum"], sums["b_sum"]


def sound(estimate: Estimate) -> bool:
    said = estimate.value is not None or (estimate.why is not None and estimate.why.it != "" and estimate.why.en != "")
    return said and finite(estimate)


def finite(estimate: Estimate) -> bool:
    numbers = [number for number in (estimate.value, estimate.low, estimate.high) if number is not None]
    return all(math.isfinite(number) for number in numbers)


FEW = ("nothing", "endless amounts", "the year 9999")
NOT_AN_OUTCOME = "an outcome nobody knows"


@pytest.mark.parametrize("name", [name for name in BOOKS if name != NOT_AN_OUTCOME])
def test_every_metric_of_an_odd_book_is_a_number_or_a_sentence(name: str) -> None:
    odd: dict[str, Any] = BOOKS[name]
    found = list(figures(Book(**odd).as_of(DAY)))
    assert len(found) == 21
    assert [estimate for estimate in found if not sound(estimate)] == []


def test_an_outcome_that_is_none_is_refused_in_plain_words() -> None:
    with pytest.raises(UnusableBook, match="won, lost, none"):
        list(figures(Book(**BOOKS[NOT_AN_OUTCOME])))


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in FEW else pytest.mark.drill) for name in BOOKS])
def test_the_forecast_of_an_odd_book_is_a_number_or_a_sentence(name: str) -> None:
    ahead = forecast(Book(**BOOKS[name]), on=DAY, months=2)
    parts = [getattr(span, name) for span in (*ahead.months, ahead.whole) for name in PARTS]
    judged = judge_trial("total", ahead.tried or Trial())
    assert [part for part in (*parts, *judged.skills.values(), *judged.figures.values()) if not finite(part)] == []
    assert all(math.isfinite(one) for one in ahead.simple)
    assert judged.verdict.shown or all(reason.say("it") and reason.say("en") for reason in judged.verdict.reasons)
    if ahead.whole.total.value is None:
        assert ahead.notes or ahead.whole.total.why
    assert all(note.say("it") and note.say("en") for note in ahead.notes)
