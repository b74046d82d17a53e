"""Rolling origin over whole books: truth planted is found, later rows change no word said earlier, odd books get a sentence."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ignition.assumptions import Assumptions
from ignition.backtest import Report, backtest
from ignition.backtest.looking import Seen, look_from
from ignition.book import Book
from ignition.errors import UnusableBook
from ignition.estimate import Estimate
from tests.ignition.backtest.worlds import a_pipeline, a_shop
from tests.ignition.test_degenerate_books import BOOKS, ODDEST

EVERY = 120
ON = dt.date(2025, 8, 1)


@pytest.fixture(scope="module")
def shop() -> Report:
    return backtest(Book(purchases=a_shop()), every=EVERY, horizon=28)


@pytest.fixture(scope="module")
def pipeline() -> Report:
    return backtest(Book(deals=a_pipeline()), every=EVERY, horizon=28)


def test_who_buys_again_is_told_from_who_does_not(shop: Report) -> None:
    buys = shop.of("buys")
    assert buys is not None
    assert buys.figures["auc"].low > 0.75
    assert buys.skills["base_rate"].low > 0.1


def test_how_often_they_buy_beats_last_period_and_the_mean(shop: Report) -> None:
    purchases = shop.of("purchases")
    assert purchases is not None
    assert purchases.verdict.shown


def test_which_deals_are_won_is_told_where_products_differ(pipeline: Report) -> None:
    wins = pipeline.of("wins")
    assert wins is not None
    assert wins.figures["auc"].low > 0.6


def test_nobody_is_told_apart_where_everybody_is_alike() -> None:
    rows = a_shop()
    owners = np.random.default_rng(8).permutation([row["customer_id"] for row in rows])
    shuffled = [{**row, "customer_id": str(owner)} for row, owner in zip(rows, owners, strict=True)]
    alike = [row for row in shuffled if row["on"] <= ON]  # the past says who is whom, the future is dealt anew
    future = [row for row in rows if row["on"] > ON]
    anybody = np.random.default_rng(9).choice(sorted({row["customer_id"] for row in rows}), len(future))
    alike += [{**row, "customer_id": str(who)} for row, who in zip(future, anybody, strict=True)]
    report = backtest(Book(purchases=alike), start=ON, every=200, horizon=28)
    buys = report.of("buys")
    assert buys is not None
    assert not buys.verdict.shown


def test_the_parts_of_a_report_follow_what_the_book_holds(shop: Report, pipeline: Report) -> None:
    assert [one.name for one in shop.judged] == ["buys", "purchases", "base"]
    assert [one.name for one in pipeline.judged] == ["wins", "deals", "unborn", "total"]


def test_a_look_says_the_same_whatever_is_written_later() -> None:
    before = [row for row in a_shop() if row["on"] <= ON]
    deals = a_pipeline()
    closed = [
        deal if deal.get("closed_on", ON) <= ON else _open_again(deal) for deal in deals if deal["opened_on"] <= ON
    ]
    early = look_from(Book(purchases=before, deals=closed), ON, 28, Assumptions())
    late = look_from(Book(purchases=a_shop(), deals=deals), ON, 28, Assumptions())
    assert list(_numbers(early)) == list(_numbers(late))
    assert [move.to_dict() for move in early.shown] == [move.to_dict() for move in late.shown]


def _open_again(deal: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in deal.items() if name not in ("closed_on", "outcome")}


def _numbers(seen: Seen) -> Iterator[Any]:
    for column in (seen.customers, seen.p_buys, seen.purchases, seen.open_deals, seen.stages, seen.p_win):
        yield column.tolist()
    yield seen.base
    yield seen.deals
    yield seen.unborn
    yield seen.total


def test_a_stage_written_without_a_day_teaches_no_rule() -> None:
    """Only deals that were never closed still show one: it would tell the future."""
    deals = [{**deal, "stage": "Offer"} for deal in a_pipeline()]
    assert set(look_from(Book(deals=deals), ON, 28, Assumptions()).stages) == {""}


def test_rows_in_another_order_give_the_same_report() -> None:
    rows = a_shop(40)
    shuffled = [rows[at] for at in np.random.default_rng(1).permutation(len(rows))]
    one, other = (backtest(Book(purchases=these), start=ON, every=200, horizon=28) for these in (rows, shuffled))
    assert one.judged == other.judged
    assert one.plays == other.plays


def test_what_was_shown_is_followed_and_nobody_is_named(shop: Report) -> None:
    assert shop.moves
    assert all(move.happened.say(lang) for move in shop.moves for lang in ("it", "en"))
    assert not any("person" in name for name in type(shop.moves[0]).__slots__)
    assert all(one.after.n + one.others.n == sum(1 for _ in shop.origins) * 80 for one in shop.plays)


def test_deals_assumed_are_not_judged_and_it_says_so() -> None:
    deals = [_open_again(deal) for deal in a_pipeline(40)]
    report = backtest(Book(deals=deals), every=200, horizon=28)
    assert report.of("wins") is None
    assert any("assumptions, and are not judged" in note.say("en") for note in report.notes)


@pytest.mark.parametrize("wrong", [{"every": 0}, {"horizon": -3}])
def test_days_below_one_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UnusableBook):
        backtest(Book(purchases=a_shop(3)), **wrong)


def test_a_start_too_late_gets_a_sentence() -> None:
    report = backtest(Book(purchases=a_shop(3)), start=dt.date(2025, 12, 30), horizon=28)
    assert report.origins == ()
    assert "choose an earlier day" in report.notes[0].say("en")


@pytest.mark.parametrize(
    "tables", [pytest.param(BOOKS[name], id=name, marks=() if name in ODDEST else pytest.mark.drill) for name in BOOKS]
)
def test_an_odd_book_gets_a_report_without_an_accident(tables: Any) -> None:
    report = backtest(Book(**tables), every=500, horizon=14, until=dt.date(2026, 10, 1))
    assert report.judged or report.notes
    for estimate in _estimates(report):
        assert all(math.isfinite(value) for value in (estimate.value, estimate.low, estimate.high) if value is not None)


def _estimates(report: Report) -> Iterator[Estimate]:
    for one in report.judged:
        yield from (*one.skills.values(), *one.figures.values(), *(share for _, share in one.bins))
    for play in report.plays:
        yield from (play.after, play.others)


def test_a_report_is_a_value(shop: Report) -> None:
    assert replace(shop) == shop
