"""Books nobody would draw on purpose: no exception, no NaN, no chance outside 0 and 1."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pyarrow as pa
import pytest

from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.features import customers, deals
from ignition.features.deals.rows import known_deals
from ignition.predictors import customer_base, forecast
from ignition.predictors import deals as deal_predictor

TODAY = dt.date(2026, 6, 30)
FAR = dt.date(2199, 12, 31)
Rows = list[dict[str, Any]]


def day(n: int) -> str:
    return (dt.date(2025, 1, 1) + dt.timedelta(days=n)).isoformat()


def bought(customers: int, times: int, amount: float = 100.0, gap: int = 20) -> Rows:
    return [
        {"customer_id": f"C{c}", "on": day(gap * t + c % 17), "amount": amount}
        for c in range(customers) for t in range(times)
    ]  # fmt: skip


def opened(n: int, outcome: str | None = None, age: int = 30, **more: Any) -> Rows:
    rows = [{"deal_id": f"D{d}", "opened_on": day(d % 300), "customer_id": f"C{d}", "amount": 1000.0} for d in range(n)]
    if outcome:
        rows = [row | {"closed_on": day(d % 300 + age), "outcome": outcome} for d, row in enumerate(rows)]
    return [row | more for row in rows]


def renamed(rows: Rows) -> Rows:
    return [row | {"deal_id": f"open {row['deal_id']}"} for row in rows]


def mixed(n: int, **more: Any) -> Rows:
    won, lost = opened(n, "won", **more), opened(n, "lost", age=50, **more)
    return won + [row | {"deal_id": f"L{row['deal_id']}"} for row in lost] + renamed(opened(5, **more))


def stages(n: int, names: list[str]) -> Rows:
    return [
        {"deal_id": f"D{d}", "stage": name, "at": day(d % 300 + 3 * step)}
        for d in range(n) for step, name in enumerate(names)
    ]  # fmt: skip


BOOKS: dict[str, dict[str, Any]] = {
    "empty": {},
    "cards only": {"customers": [{"customer_id": "A"}]},
    "contacts only": {"activities": [{"at": "2026-01-01", "kind": "call", "customer_id": "A"}]},
    "one purchase": {"purchases": bought(1, 1)},
    "one purchase today": {"purchases": [{"customer_id": "A", "on": "2026-06-30", "amount": 9}]},
    "one customer often": {"purchases": bought(1, 25)},
    "one customer a thousand days": {"purchases": [{"customer_id": "A", "on": day(n % 540), "amount": n} for n in range(1000)]},
    "many once": {"purchases": bought(60, 1)},
    "all on one day": {"purchases": [{"customer_id": f"C{n}", "on": "2026-01-31", "amount": 5} for n in range(60)]},
    "all today": {"purchases": [{"customer_id": f"C{n}", "on": "2026-06-30", "amount": 5} for n in range(60)]},
    "all the same twice": {"purchases": bought(60, 2)},
    "regular as clocks": {"purchases": bought(60, 20)},
    "constant amounts": {"purchases": bought(40, 5, 100.0)},
    "zero amounts": {"purchases": bought(40, 5, 0.0)},
    "credit notes only": {"purchases": bought(40, 5, -100.0)},
    "negative totals": {"purchases": bought(40, 3, 10.0) + bought(40, 3, -100.0)},
    "tiny amounts": {"purchases": bought(40, 5, 1e-12)},
    "huge amounts": {"purchases": bought(40, 5, 1e15)},
    "amounts of every size": {"purchases": [row | {"amount": 10.0 ** (n % 30 - 10)} for n, row in enumerate(bought(40, 5))]},
    "overflowing amounts": {"purchases": bought(3, 3, 1.7e308)},
    "a single one came back": {"purchases": bought(60, 1) + bought(1, 3)},
    "everybody left long ago": {"purchases": [row | {"on": row["on"].replace("2025", "1950")} for row in bought(50, 3)]},
    "first in 1900": {"purchases": [{"customer_id": "A", "on": "1900-01-01", "amount": 5}, *bought(40, 3)]},
    "daily for all": {"purchases": bought(35, 200, gap=1)},
    "29 customers": {"purchases": bought(29, 3)},
    "30 customers": {"purchases": bought(30, 3)},
    "one open deal": {"deals": opened(1)},
    "one open deal without anything": {"deals": [{"deal_id": "D", "opened_on": day(3)}]},
    "opened today": {"deals": [{"deal_id": "D", "opened_on": "2026-06-30", "amount": 10.0}]},
    "open deals only": {"deals": opened(80)},
    "all won": {"deals": opened(80, "won") + renamed(opened(5))},
    "all lost": {"deals": opened(80, "lost") + renamed(opened(5))},
    "all without a decision": {"deals": opened(80, "none") + renamed(opened(5))},
    "all won on the first day": {"deals": opened(80, "won", age=0) + renamed(opened(5))},
    "all closed before they were opened": {"deals": opened(80, "lost", age=-20) + renamed(opened(5))},
    "all won at one age": {"deals": opened(200, "won", age=45) + renamed(opened(5))},
    "four closed": {"deals": opened(4, "won") + renamed(opened(5))},
    "five closed": {"deals": opened(5, "lost") + renamed(opened(5))},
    "deal amounts of zero": {"deals": mixed(40, amount=0.0)},
    "deal amounts below zero": {"deals": mixed(40, amount=-5.0)},
    "huge deal amounts": {"deals": mixed(40, amount=1e200)},
    "no deal amounts": {"deals": mixed(40, amount=None)},
    "agreed far from asked": {"deals": [row | {"won_amount": 1e12 if row.get("outcome") == "won" else None} for row in mixed(40)]},
    "price list of zero": {"deals": mixed(20, amount=None, product_id="P"), "products": [{"product_id": "P", "list_price": 0}]},
    "a product each": {"deals": [row | {"product_id": f"P{n}"} for n, row in enumerate(mixed(60))]},
    "closed on days nobody knows": {"deals": [row | {"closed_on": None} for row in opened(40, "lost")] + renamed(opened(3))},
    "one stage for all": {"deals": mixed(40), "stage_changes": stages(40, ["Only"])},
    "a stage each": {"deals": mixed(40), "stage_changes": [row | {"stage": row["deal_id"]} for row in stages(40, ["x"])]},
    "stages in a circle": {"deals": mixed(40), "stage_changes": stages(40, ["A", "B", "A", "B", "A"])},
    "stages of unknown deals": {"deals": opened(3), "stage_changes": [{"deal_id": "?", "stage": "A", "at": day(9)}]},
    "many stages": {"deals": mixed(40), "stage_changes": stages(40, [f"S{n}" for n in range(25)])},
    "deals and purchases": {"deals": mixed(40), "purchases": bought(40, 4)},
    "deals without customers": {"deals": mixed(20, customer_id=None)},
    "a deal twice": {"deals": opened(10) + opened(10, "won")},
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_a_degenerate_book_gives_sound_numbers(name: str) -> None:
    _foresee(name, TODAY)


@pytest.mark.parametrize("name", ["empty", "regular as clocks", "deals and purchases", "stages in a circle"])
def test_the_same_in_the_year_2199(name: str) -> None:
    _foresee(name, FAR)


@pytest.mark.drill
@pytest.mark.parametrize("name", BOOKS)
def test_every_degenerate_book_in_the_year_2199(name: str) -> None:
    _foresee(name, FAR)


def _foresee(name: str, on: dt.date) -> None:
    known = Book(**BOOKS[name]).as_of(on)
    with connect(known) as desk:
        people, open_deals, history = (
            feature(desk, on).to_pyarrow() for feature in (customers.describe, deals.describe, deals.history)
        )
        all_deals = known_deals(desk).to_pyarrow()
    base = customer_base.foresee(people, on, Assumptions())
    pipeline = deal_predictor.foresee(open_deals, history, on, Assumptions())
    for table in (people, open_deals, base, pipeline):
        _check(table)
    ends = [on + dt.timedelta(days=days) for days in (31, 92, 365)]
    _check_forecast(forecast.foresee(known.purchases, all_deals, open_deals, pipeline, on, ends, Assumptions()))


def _check(table: pa.Table) -> None:
    for name in table.column_names:
        numbers = [value for value in table[name].to_pylist() if isinstance(value, float)]
        assert all(math.isfinite(value) for value in numbers), name
        if name.startswith("p_") or name == "silence_p":
            assert all(0 <= value <= 1 for value in numbers), name
        if name.endswith(("_sd", "_n")) or name in ("value", "expected_purchases", "usual_gap_days"):
            assert all(value >= 0 for value in numbers), name


def _check_forecast(ahead: forecast.Forecast) -> None:
    for span in (*ahead.months, ahead.whole):
        parts = [span.base, span.deals, span.unborn, span.season]
        if span.total.value is not None:
            assert round(sum(part.value or 0.0 for part in parts), 2) == span.total.value
        for estimate in (*parts, span.total):
            if estimate.value is not None:
                assert estimate.low is not None
                assert estimate.high is not None
                assert estimate.low <= estimate.value <= estimate.high
                assert estimate is span.season or estimate.low >= 0
                assert math.isfinite(estimate.low)
                assert math.isfinite(estimate.high)
    assert all(note.say(lang) for note in ahead.notes for lang in ("it", "en"))
