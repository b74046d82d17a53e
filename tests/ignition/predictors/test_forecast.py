"""The revenue of the coming months: parts that add up, money counted once, seasons as far as the data say so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

import ignition as ig
from ignition.foreseeing import forecast, month_ends
from ignition.predictors.forecast import PARTS, Forecast, foresee

DAY = dt.date(2026, 6, 30)


def ahead(months: int = 3, on: dt.date = DAY, **tables: Any) -> Forecast:
    return forecast(ig.Book(**tables), on=on, months=months)


def by_ages(**tables: Any) -> Forecast:
    """Open deals foreseen by their age alone: all that is asked here is what counts where."""
    book, nothing = ig.Book(**tables), ig.Book().deals
    return foresee(book.purchases, book.deals, nothing, nothing, DAY, month_ends(DAY, 3), ig.Assumptions())


def buying(times: int = 13, start: dt.date = dt.date(2026, 1, 3)) -> list[dict[str, Any]]:
    return [
        {"customer_id": f"C{c}", "on": start + dt.timedelta(days=14 * t + c % 14), "amount": 50.0 + c}
        for c in range(60) for t in range(times)
    ]  # fmt: skip


def selling() -> list[dict[str, Any]]:
    """A deal every other day, half of them won after five weeks; ten are open."""
    deals: list[dict[str, Any]] = []
    for n in range(180):
        opened = DAY - dt.timedelta(days=400 - 2 * n)
        outcome = {"outcome": "won" if n % 2 else "lost", "closed_on": opened + dt.timedelta(days=30 + n % 10)}
        deals.append({"deal_id": f"D{n}", "opened_on": opened, "amount": 2000.0, "customer_id": None} | outcome)
    return deals + [{"deal_id": f"O{n}", "opened_on": DAY - dt.timedelta(days=9), "amount": 2000.0} for n in range(10)]


@pytest.fixture(scope="module")
def both() -> Forecast:
    return ahead(purchases=buying(), deals=selling())


def test_the_parts_add_up_to_the_total_and_the_months_to_the_whole_to_the_cent(both: Forecast) -> None:
    for span in (*both.months, both.whole):
        assert round(sum(getattr(span, part).value for part in PARTS[:-1]), 2) == span.total.value
    for part in PARTS:
        assert round(sum(getattr(span, part).value for span in both.months), 2) == getattr(both.whole, part).value


def test_the_interval_of_the_whole_is_narrower_than_those_of_its_months_together(both: Forecast) -> None:
    widths = [span.total.high - span.total.low for span in both.months]  # type: ignore[operator]
    assert both.whole.total.high - both.whole.total.low < sum(widths)  # type: ignore[operator]


def test_a_part_nothing_is_known_of_is_not_defined() -> None:
    only = ahead(purchases=buying())
    assert (only.whole.deals.value, only.whole.unborn.value, only.whole.deals.n) == (None, None, 0)
    nothing = ahead()
    assert nothing.whole.total.value is None
    assert nothing.notes[0].say("en") == "There are no purchases and no deals: there is nothing to forecast."


def test_customers_who_go_on_buying_bring_what_they_brought() -> None:
    """60 customers, a purchase a fortnight of about 80 EUR: about 10,400 EUR a month."""
    total = ahead(purchases=buying()).whole.total
    assert total.value == pytest.approx(60 * 92 / 14 * 79.5, rel=0.15)


def test_deals_not_yet_born_take_over_from_those_open_today(both: Forecast) -> None:
    """15 deals a month, half of them won: 15,000 EUR, whoever of them is there already."""
    first, *_, last = both.months
    assert first.deals.value > first.unborn.value  # type: ignore[operator]
    assert last.unborn.value > last.deals.value  # type: ignore[operator]
    assert last.unborn.value == pytest.approx(15_000, rel=0.35)


def test_a_deal_won_and_then_invoiced_is_counted_once() -> None:
    won = [deal | {"customer_id": f"C{n % 60}"} for n, deal in enumerate(selling()) if deal.get("outcome") == "won"]
    invoices = [
        {"customer_id": deal["customer_id"], "on": deal["closed_on"] + dt.timedelta(days=20), "amount": 1990.0}
        for deal in won
    ]
    others = [deal for deal in selling() if deal.get("outcome") != "won"]
    both = by_ages(purchases=buying() + invoices, deals=won + others)
    deals_alone = by_ages(deals=won + others)
    habit = by_ages(purchases=buying())
    assert both.whole.base.value == pytest.approx(habit.whole.base.value, rel=0.05)
    assert both.whole.unborn.value == pytest.approx(deals_alone.whole.unborn.value, rel=0.05)
    assert "match deals that were won" in both.notes[-1].say("en")


def test_what_a_customer_buys_beside_a_deal_stays_in_the_base() -> None:
    won = [deal | {"customer_id": f"C{n % 60}"} for n, deal in enumerate(selling())]
    both = by_ages(purchases=buying(), deals=won)
    assert both.whole.base.value == pytest.approx(by_ages(purchases=buying()).whole.base.value, rel=0.02)


def daily(years: int, august: float, seed: int = 3) -> list[dict[str, Any]]:
    """Sixty small purchases a month, of which August has its own share."""
    draw = np.random.default_rng(seed)
    start = DAY - dt.timedelta(days=365 * years + 40)
    rows = []
    for day in range((DAY - start).days):
        on = start + dt.timedelta(days=day)
        for _ in range(draw.poisson(2 * (august if on.month == 8 else 1.0))):
            rows.append({"customer_id": f"C{draw.integers(40)}", "on": on, "amount": float(draw.gamma(4, 25))})
    return rows


def of_month(said: Forecast, month: int) -> Any:
    return next(span for span in said.months if span.start.month == month)


def test_an_empty_august_is_known_after_two_years_and_not_before() -> None:
    known, young = ahead(purchases=daily(4, 0.2)), ahead(purchases=daily(1, 0.2))
    august = of_month(known, 8)
    assert august.total.value < 0.5 * of_month(known, 9).total.value
    assert august.season.value < 0
    assert of_month(young, 8).season.value == pytest.approx(0, abs=0.1 * of_month(young, 8).base.value)
    assert any("Two whole years" in note.say("en") for note in young.notes)


def test_an_august_like_any_other_gets_no_season() -> None:
    said = of_month(ahead(purchases=daily(4, 1.0)), 8)
    assert abs(said.season.value) < 0.1 * said.base.value


def test_new_customers_who_keep_coming_are_part_of_the_base() -> None:
    """Every day somebody buys for the first time, and never again: those who bought before bring next to nothing."""
    rows = [{"customer_id": f"C{n}", "on": DAY - dt.timedelta(days=n), "amount": 100.0} for n in range(300)]
    assert ahead(purchases=rows).whole.base.value == pytest.approx(92 * 100, rel=0.25)


def test_without_a_past_to_be_tried_on_the_interval_is_called_assumed() -> None:
    young = ahead(purchases=buying(times=3, start=DAY - dt.timedelta(days=50)))
    assert young.tried is None
    assert young.whole.total.grade == "L0"
    assert any("assumed, not learnt" in note.say("en") for note in young.notes)


def test_the_pace_until_now_is_not_thinned_out_where_the_book_is_younger_than_what_lies_ahead() -> None:
    """60 customers, a purchase a fortnight: about 10,200 EUR a month, over six months as over three."""
    young = buying(times=6, start=DAY - dt.timedelta(days=83))
    assert sum(ahead(purchases=young, months=6).simple) == pytest.approx(60 * 184 / 14 * 79.5, rel=0.05)


def test_one_sale_of_today_is_not_repeated_every_day() -> None:
    only = [{"customer_id": "Rossi", "on": DAY, "amount": 1_200.0}]
    assert sum(ahead(purchases=only, months=6).simple) == pytest.approx(1_200 * 184 / 28, abs=0.05)


def test_a_year_before_the_first_revenue_is_no_rule() -> None:
    """Deals have been opened for sixteen months, and won for eight: a year ago there was nothing to repeat."""
    waiting = [{"deal_id": f"W{n}", "opened_on": DAY - dt.timedelta(days=480 - n), "amount": 900.0} for n in range(60)]
    won = [
        {"deal_id": f"D{n}", "opened_on": DAY - dt.timedelta(days=300 - n), "amount": 100.0,
         "outcome": "won", "closed_on": DAY - dt.timedelta(days=240 - n)}
        for n in range(240)
    ]  # fmt: skip
    said = ahead(deals=waiting + won)
    assert not said.a_year_before
    assert sum(said.simple) == pytest.approx(92 * 100, rel=0.05)


def test_rows_in_another_order_give_the_same_forecast() -> None:
    one, other = (by_ages(purchases=buying()[::way], deals=selling()[::way]) for way in (1, -1))
    assert one == other


def test_what_is_recorded_later_changes_nothing() -> None:
    later = [{"customer_id": "C1", "on": DAY - dt.timedelta(days=3), "amount": 9e6, "recorded_at": "2026-07-02T09:00"}]
    assert ahead(purchases=buying() + later) == ahead(purchases=buying())


def test_the_rest_of_the_month_comes_first() -> None:
    assert [day.day for day in month_ends(dt.date(2026, 1, 30), 1)] == [31, 28]
    assert month_ends(dt.date(9999, 12, 30), 3) == [dt.date(9999, 12, 31)]
