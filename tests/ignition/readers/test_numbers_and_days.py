"""Numbers and dates, told by the whole column."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.readers.tabular.days import day, day_order, moment
from ignition.readers.tabular.numbers import decimal_mark, number

cents = st.integers(min_value=-(10**11), max_value=10**11).map(lambda n: Decimal(n) / 100)
days = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))


def italian(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


@given(st.lists(cents, min_size=1, max_size=20))
def test_a_column_written_the_italian_way_gives_its_amounts(amounts: list[Decimal]) -> None:
    written = [italian(amount) for amount in amounts]
    mark = decimal_mark(written)
    assert [number(value, mark) for value in written] == amounts


@given(st.lists(cents, min_size=1, max_size=20))
def test_a_column_written_the_english_way_gives_its_amounts(amounts: list[Decimal]) -> None:
    written = [f"{amount:,.2f}" for amount in amounts]
    mark = decimal_mark(written)
    assert [number(value, mark) for value in written] == amounts


@given(st.text(max_size=60))
def test_no_text_makes_a_number_that_is_not_finite(text: str) -> None:
    found = number(text)
    assert found is None or found.is_finite()


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1.234", "12,50"], ","),
        (["1,234", "12.50"], "."),
        (["1.234", "5"], None),
        (["0.125"], "."),
        (["1.234.567"], ","),
        (["12,5", "3,5", "7.5"], ","),
    ],
)
def test_the_majority_tells_the_decimal_mark(column: list[str], mark: str | None) -> None:
    assert decimal_mark(column) == mark


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234", "1234"),
        ("€ 1.250,00", "1250.00"),
        ("1'250.50 CHF", "1250.50"),
        ("(12,50)", "-12.50"),
        ("12,50-", "-12.50"),
        ("1 234,5", "1234.5"),
        ("75 %", "75"),
    ],
)
def test_amounts_as_people_write_them(written: str, amount: str) -> None:
    assert number(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", "-", "n.d.", "12a", "1e309", "NaN", "inf", "--5", "1" * 60])
def test_what_is_no_number_is_none(written: str) -> None:
    assert number(written) is None


@given(st.lists(days, min_size=1, max_size=20))
def test_days_written_day_first_are_read_back(written: list[dt.date]) -> None:
    texts = [f"{on:%d/%m/%Y}" for on in written]
    order, _ = day_order(texts)
    if order == "dmy":
        assert [day(text, order) for text in texts] == written
    else:
        assert all(on.day <= 12 for on in written), "month first is only believed where day first does not fit better"


@given(days)
def test_every_way_of_writing_a_full_date_gives_the_same_day(on: dt.date) -> None:
    ways = [on.isoformat(), f"{on:%Y/%m/%d}", f"{on:%Y%m%d}", f"{on:%d.%m.%Y}", f"{on.isoformat()}T10:30:00Z"]
    assert {day(way) for way in ways} == {on}


@given(st.text(max_size=40))
def test_no_text_makes_the_date_parsers_raise(text: str) -> None:
    assert day(text) is None or isinstance(day(text), dt.date)
    assert moment(text) is None or moment(text).tzinfo is dt.UTC  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("column", "order", "ambiguous"),
    [
        (["20-10-16", "01-03-17"], "dmy", False),
        (["10/20/2016", "03/01/2017"], "mdy", False),
        (["01/02/2026", "03/04/2026"], "dmy", True),
        (["05/05/2026"], "dmy", False),
        (["99-12-31", "98-01-15"], "ymd", False),
        (["2026-01-02"], "dmy", False),
    ],
)
def test_the_column_tells_the_order_of_day_and_month(column: list[str], order: str, ambiguous: bool) -> None:
    assert day_order(column) == (order, ambiguous)


def test_a_spreadsheet_serial_is_a_day() -> None:
    assert day("46022") == dt.date(2025, 12, 31)


def test_months_by_name() -> None:
    assert day("3 gennaio 2026") == day("Jan 3, 2026") == day("3-Jan-26") == dt.date(2026, 1, 3)


def test_a_zone_is_counted() -> None:
    assert moment("2026-06-10T14:30:00.000+0200") == dt.datetime(2026, 6, 10, 12, 30, tzinfo=dt.UTC)
