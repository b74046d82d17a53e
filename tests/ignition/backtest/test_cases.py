"""Simple rules use only what was over by then; each part of the forecast is held against its own outcome."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from ignition.backtest.afterwards import gather
from ignition.backtest.cases import judge_customers, judge_deals, judge_forecasts
from ignition.backtest.looking import Seen
from ignition.book import Book
from ignition.estimate import Estimate, Grade

HORIZON = 30
BEGINS = dt.date(2024, 1, 1)
MONTHLY = [
    {"customer_id": "A", "on": BEGINS + dt.timedelta(days=30 * month), "amount": 10.0 + month} for month in range(30)
]


def a_look(on: dt.date, **known: Any) -> Seen:
    unknown = Estimate(None, None, None, 0, Grade.ASSUMED, "test")
    words, numbers = np.array([], dtype=object), np.array([])
    nothing: dict[str, Any] = {
        "customers": words, "p_buys": numbers, "purchases": numbers,
        "open_deals": words, "stages": words, "p_win": numbers, "base": unknown, "deals": unknown, "unborn": unknown, "total": unknown, "shown": (),
    }  # fmt: skip
    return Seen(on=on, until=on + dt.timedelta(days=HORIZON), **{**nothing, **known})


def test_a_year_before_is_used_only_where_the_book_had_settled_by_then() -> None:
    said = Estimate(12.0, 8.0, 16.0, 9, Grade.SEGMENT, "test")
    looks = [a_look(BEGINS + dt.timedelta(days=days), base=said) for days in (150, 430, 470, 600, 630)]
    (base,) = judge_forecasts(looks, gather(Book(purchases=MONTHLY)))
    assert [one.a_year_before for one in base.periods] == [False, False, True, True, True]
    assert base.periods[0].happened == 16.0
    assert base.periods[0].simple == 15.0


def test_a_forecast_that_was_only_assumed_is_not_judged() -> None:
    said = Estimate(12.0, 8.0, 16.0, 9, Grade.ASSUMED, "test")
    look = a_look(BEGINS + dt.timedelta(days=150), base=said, assumed=("base",))
    assert judge_forecasts([look], gather(Book(purchases=MONTHLY))) == ()


def test_the_share_by_stage_comes_from_looks_whose_horizon_was_over() -> None:
    """All offers were won at the first look; the second lies within its horizon and must not know."""
    names = [f"D{at}" for at in range(12)]
    book = Book(deals=[
        {"deal_id": name, "opened_on": BEGINS, "closed_on": BEGINS + dt.timedelta(days=110), "outcome": "won"}
        for name in names
    ])  # fmt: skip
    looks = [
        a_look(
            BEGINS + dt.timedelta(days=days),
            open_deals=np.array(names, dtype=object),
            stages=np.array(["Offer"] * 12, dtype=object),
            p_win=np.full(12, 0.5),
        )
        for days in (100, 105, 131)
    ]
    (wins,) = judge_deals(looks, gather(book))
    assert wins.skills["by_stage"].n == 12
    assert wins.n == 36
    assert wins.subjects == 12


def test_the_same_customer_of_two_looks_is_one_subject() -> None:
    looks = [
        a_look(BEGINS + dt.timedelta(days=days), customers=np.array(["A"], dtype=object), p_buys=np.array([0.9]), purchases=np.array([1.0]))
        for days in (100, 160)
    ]  # fmt: skip
    buys, purchases = judge_customers(looks, gather(Book(purchases=MONTHLY)))
    assert (buys.n, buys.subjects) == (2, 1)
    assert (purchases.n, purchases.subjects) == (2, 1)


def test_looks_at_nobody_judge_nothing() -> None:
    nothing = gather(Book())
    looks = [a_look(BEGINS)]
    assert (judge_customers(looks, nothing), judge_deals(looks, nothing), judge_forecasts(looks, nothing)) == (
        (),
        (),
        (),
    )
