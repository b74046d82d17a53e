"""What a company's own effort tells, and the rung it earns: found where it was planted, not where it was not."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ignition.backends import connect
from ignition.book import Book
from ignition.estimate import Grade
from ignition.features import effort
from ignition.features.effort import touches as effort_touches
from ignition.responses import Reading, believe, read
from tests.ignition.responses.planted import DAY, a_company, reading_of


def cells(ended: int, *, touched: float = 2.0, touched_late: float = 2.0, span_days: int = 400) -> pa.Table:
    """One segment, half of its ended waits late; fortnights after four activities win `touched` times as often as those after none."""
    rows = []
    for late, ratio in ((0, touched), (1, touched_late)):
        many = ended // 2 + (ended % 2 if late else 0)
        worked_on = round(many * ratio / (1 + ratio))
        for touches, events in ((0, many - worked_on), (3, worked_on)):
            rows.append((late, touches, 10 * ended, events))
    late_, touches_, exposure, events_ = (list(column) for column in zip(*rows, strict=True))
    return pa.table(
        {
            "result": ["deal"] * 4, "segment": [""] * 4, "stratum": late_, "late": late_, "touches": touches_,
            "exposure": exposure, "events": events_, "ended": events_, "span_days": [span_days] * 4,
        }
    )  # fmt: skip


def grade_of(table: pa.Table) -> Grade:
    return read(table)["deal"].grade


@pytest.mark.parametrize(
    ("ended", "span_days", "grade"),
    [
        (4, 400, Grade.ASSUMED),
        (29, 400, Grade.POOLED),
        (30, 400, Grade.SEGMENT),
        (300, 400, Grade.SEGMENT),
        (301, 400, Grade.FITTED),
        (301, 365, Grade.FITTED),
        (301, 364, Grade.SEGMENT),
    ],
)
def test_the_rung_goes_by_ended_waits_and_months(ended: int, span_days: int, grade: Grade) -> None:
    assert grade_of(cells(ended, touched=4.0, touched_late=4.0, span_days=span_days)) is grade


def test_what_does_not_show_again_later_is_no_fit_and_what_is_not_sure_is_no_segment() -> None:
    assert grade_of(cells(400, touched=3.0, touched_late=1.0)) is Grade.SEGMENT
    assert grade_of(cells(400, touched=1.0, touched_late=1.0)) is Grade.ASSUMED
    assert grade_of(cells(400, touched=0.3, touched_late=0.3)) is Grade.ASSUMED


def test_what_effort_did_not_do_is_believed_without_earning_a_rung() -> None:
    """A tight slope of nought says: a hypothesis still, and a small one."""
    none = read(cells(4_000, touched=1.0, touched_late=1.0))["deal"]
    assert none.grade is Grade.ASSUMED
    assert believe(0.25, 0.6, none.slope, none.grade, none.n).elasticity < 0.17


@pytest.mark.parametrize(("deals", "grade"), [(160, Grade.SEGMENT), (900, Grade.FITTED)])
def test_a_planted_elasticity_is_found_within_its_interval(deals: int, grade: Grade) -> None:
    reading = reading_of(a_company(0.5, deals, seed=4))
    learnt = believe(0.25, 0.6, reading.slope, reading.grade, reading.n)
    assert reading.grade is grade
    assert learnt.low <= 0.5 <= learnt.high
    assert pytest.approx(reading.slope.value, abs=2.5 * reading.slope.error) == 0.5


def test_a_slope_is_pulled_to_the_prior_the_more_the_less_it_stands_on() -> None:
    few, many = (reading_of(a_company(0.7, deals, seed=1)) for deals in (60, 700))
    pulls = [abs(believe(0.25, 0.6, one.slope, one.grade, one.n).elasticity - one.slope.value) for one in (few, many)]
    assert few.slope.error > many.slope.error
    assert pulls[0] > pulls[1]


def test_segments_with_little_to_show_are_pulled_to_all() -> None:
    reading = reading_of(a_company(0.5, 700, seed=2, families=3))
    assert {"family 0", "family 1", "family 2"} <= set(reading.segments)
    assert all(one.error < 0.3 and 0.2 < one.value < 0.9 for one in reading.segments.values() if one.error < 1)


def announced(elasticity: float, companies: int, deals: int, **how: float) -> int:
    readings = (reading_of(a_company(elasticity, deals, seed=100 + seed, **how)) for seed in range(companies))
    return sum(reading.grade is not Grade.ASSUMED for reading in readings)


def test_an_effect_that_is_not_there_is_hardly_ever_announced() -> None:
    assert announced(0.0, companies=5, deals=60) <= 2


@pytest.mark.drill
@pytest.mark.parametrize("deals", [25, 150, 500])
def test_in_two_hundred_companies_without_an_effect_one_in_ten_is_told_of_one(deals: int) -> None:
    """The stated rate is 10 %; beyond 29 of 200 it would be broken (99 % of luck)."""
    assert announced(0.0, companies=200, deals=deals) <= 29


@pytest.mark.drill
@pytest.mark.parametrize("deals", [150, 1000])
def test_a_planted_elasticity_lies_in_its_interval_of_eighty_per_cent(deals: int) -> None:
    inside = 0
    for seed in range(100):
        reading = reading_of(a_company(0.35, deals, seed))
        learnt = believe(0.25, 0.6, reading.slope, reading.grade, reading.n)
        inside += learnt.low <= 0.35 <= learnt.high
    assert inside >= 72


def test_effort_that_follows_hope_looks_like_an_effect_and_never_earns_more_than_an_association() -> None:
    reading = reading_of(a_company(0.0, 900, seed=3, hope=0.7))
    assert reading.slope.value > 0.2
    assert reading.grade is Grade.FITTED


def test_nothing_recorded_later_changes_what_was_read() -> None:
    book, past = a_company(0.4, 300, seed=5), DAY - dt.timedelta(200)
    then = book.as_of(past)
    assert then.activities.num_rows < book.activities.num_rows
    assert _plain(reading_of(then, past)) == _plain(reading_of(book, past))


def test_who_sells_is_not_looked_at() -> None:
    book = a_company(0.4, 200, seed=6)
    named = book.activities.drop_columns("person").append_column("person", [["bob"] * book.activities.num_rows])
    assert _plain(reading_of(Book(deals=book.deals, activities=named))) == _plain(
        reading_of(Book(deals=book.deals, activities=book.activities))
    )


def test_a_note_and_a_message_of_the_customer_are_no_effort() -> None:
    deal = {"deal_id": "D", "opened_on": "2025-01-01", "closed_on": "2025-03-01", "outcome": "won"}
    acts = [
        {"deal_id": "D", "at": "2025-01-20", "kind": "note"},
        {"deal_id": "D", "at": "2025-01-21", "kind": "mail", "direction": "in"},
    ]
    assert reading_of(Book(deals=[deal], activities=acts)).n == 0


def test_calls_that_change_nothing_at_the_next_purchase_are_no_effect() -> None:
    """Every customer buys at a pace of their own; some waits are called in, on any day, and the purchase comes when it would."""
    rng = np.random.default_rng(8)
    bought, calls = [], []
    for who in range(60):
        on = dt.date(2024, 6, 1)
        while on < DAY:
            bought.append({"customer_id": f"C{who}", "on": on, "amount": 50.0})
            wait = int(rng.integers(15, 60 + 2 * who))
            days = rng.integers(1, wait, rng.poisson(wait / 30))
            calls += [
                {
                    "customer_id": f"C{who}",
                    "at": dt.datetime.combine(on, dt.time(9)) + dt.timedelta(int(day)),
                    "kind": "call",
                }
                for day in days
            ]
            on += dt.timedelta(wait)
    reading = reading_of(Book(purchases=bought, activities=calls), result="next")
    assert reading.n > 100
    assert abs(reading.slope.value) < 2 * reading.slope.error < 0.6
    assert reading.grade is Grade.ASSUMED


def test_centuries_and_double_cards_change_nothing_but_what_they_say() -> None:
    """Days before 1970 count like others, and the order of rows does not."""
    cards = [{"customer_id": "A", "sector": "x"}, {"customer_id": "A", "sector": "y"}, {"customer_id": "B"}]
    bought = [
        {"customer_id": who, "on": dt.date(1901, month, 3), "amount": 5.0} for who in "AB" for month in range(1, 10)
    ]
    calls = [
        {"customer_id": "A", "at": "1901-03-09", "kind": "call"},
        {"customer_id": "B", "at": "1901-05-09", "kind": "call"},
    ]
    one = cells_of(Book(customers=cards, purchases=bought, activities=calls))
    other = cells_of(Book(customers=cards[::-1], purchases=bought[::-1], activities=calls[::-1]))
    assert one == other
    assert sum(row["events"] for row in one) == 16
    assert {row["segment"] for row in one} == {"", "y"}
    assert {(row["result"], row["touches"]) for row in one} == {("second", 0), ("next", 0), ("next", 1)}


def test_of_very_many_an_even_part_is_looked_at_with_all_that_was_done_about_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Calls that name a customer only count for that customer's deals, whoever is looked at."""
    days = [dt.date(2025, 1, 1) + dt.timedelta(i % 90) for i in range(60)]
    deals = [{"deal_id": f"D{i}", "customer_id": f"C{59 - i}", "opened_on": day} for i, day in enumerate(days)]
    calls = [{"customer_id": f"C{59 - i}", "at": day + dt.timedelta(20), "kind": "call"} for i, day in enumerate(days)]
    bought = [{"customer_id": f"C{59 - i}", "on": day, "amount": 5.0} for i, day in enumerate(days)]
    everything = Book(deals=deals, activities=calls, purchases=bought)
    every, turned = cells_of(everything), Book(deals=deals[::-1], activities=calls[::-1], purchases=bought[::-1])
    monkeypatch.setattr(effort_touches, "MOST_LOOKED_AT", 20)
    part = cells_of(everything)
    assert part == cells_of(turned)
    for result in ("deal", "second"):
        touched, touched_all = (
            sum(r["exposure"] for r in rows if r["result"] == result and r["touches"]) for rows in (part, every)
        )
        assert (touched, touched_all) == (20, 60)


def cells_of(book: Book) -> list[dict[str, object]]:
    with connect(book) as desk:
        return sorted(effort.describe(desk, book, DAY).to_pylist(), key=str)


def _plain(reading: Reading) -> tuple[object, ...]:
    return (reading.slope, reading.grade, reading.n, dict(reading.segments))
