"""White space: found where customers resemble each other, not found where they do not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.book.tables import schema_of
from ignition.features import families
from ignition.predictors.baskets import baskets
from ignition.predictors.buying_together import believed
from ignition.predictors.white_space import learn, score
from ignition.situation import CUSTOMER_MISSING

DAY = dt.date(2026, 6, 30)
WORKSHOP, OFFICE = ("saw", "blade", "glue"), ("pen", "paper", "ink")
YEAR_AGO = 500


def lines(*rows: tuple[Any, ...]) -> pa.Table:
    """Of customer, product, and where they matter EUR and days ago."""
    full = [(*row, *(100.0, 30)[len(row) - 2 :]) for row in rows]
    who, what, amount, ago = zip(*full, strict=True) if full else ((), (), (), ())
    return pa.table(
        {
            "customer_id": pa.array(who, pa.string()),
            "product_id": pa.array(what, pa.string()),
            "on": pa.array([DAY - dt.timedelta(days=days) for days in ago], pa.date32()),
            "amount": pa.array(amount, pa.float64()),
        }
    )


def bought_of(bought: pa.Table) -> pa.Table:
    with connect(Book(purchase_lines=bought) if bought.num_rows else Book()) as desk:
        return families.describe(desk, DAY).to_pyarrow()


def foresee(bought: pa.Table) -> list[dict[str, Any]]:
    """What each customer who lacks something lacks, without the prefix of its columns."""
    owned = bought_of(bought)
    everybody = pa.table({"customer_id": pa.array(sorted({who for who in bought["customer_id"].to_pylist() if who}))})
    found = score(learn(owned, DAY), everybody, owned, Assumptions()).to_pylist()
    return [
        {name.removeprefix("missing_"): value for name, value in row.items()} for row in found if row["missing_family"]
    ]


def two_trades(n: int, seed: int, mostly: float = 0.8, rarely: float = 0.1, **more: Any) -> tuple[pa.Table, Any]:
    """Workshops buy mostly of the first three families, offices of the others; and who buys what."""
    random = np.random.default_rng(seed)
    workshop = random.uniform(size=(n, 1)) < 0.5
    likely = np.where(np.array([True] * 3 + [False] * 3) == workshop, mostly, rarely)
    buys = random.uniform(size=(n, 6)) < likely
    rows = [(f"C{c:04}", (WORKSHOP + OFFICE)[f]) for c, f in zip(*np.nonzero(buys), strict=True)]
    return lines(*rows), buys


def of_all_sizes(n: int, seed: int) -> pa.Table:
    """Everybody draws one of six families each time they buy, some on two days, some on forty."""
    random = np.random.default_rng(seed)
    times = random.geometric(0.15, n)
    return lines(
        *(
            (f"C{c:04}", (WORKSHOP + OFFICE)[random.integers(6)], 100.0, 30 + 7 * t)
            for c in range(n)
            for t in range(times[c])
        )
    )


def test_what_similar_customers_buy_is_found_and_nothing_else() -> None:
    bought, _ = two_trades(400, seed=1)
    found = foresee(bought)
    assert len(found) > 100
    assert all((row["family"] in WORKSHOP) == (row["because"] in WORKSHOP) for row in found)


def test_nobody_is_told_of_what_they_buy_already() -> None:
    bought, _ = two_trades(300, seed=2)
    owned = set(zip(bought["customer_id"].to_pylist(), bought["product_id"].to_pylist(), strict=True))
    found = foresee(bought)
    assert found
    assert not owned & {(row["customer_id"], row["family"]) for row in found}
    assert all((row["customer_id"], row["because"]) in owned for row in found)


def believes(bought: pa.Table) -> bool:
    return learn(bought_of(bought), DAY) is not None


@pytest.mark.drill
@pytest.mark.parametrize(
    "make", [lambda seed: two_trades(150, seed, 0.4, 0.4)[0], lambda seed: of_all_sizes(120, seed)]
)
def test_unrelated_families_raise_an_alarm_in_at_most_one_business_of_twenty(make: Any) -> None:
    alarms = [believes(make(seed)) for seed in range(1_000)]
    assert np.mean(alarms) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 1_000)


def test_customers_who_buy_often_and_so_of_everything_are_no_white_space() -> None:
    assert np.mean([believes(of_all_sizes(120, seed)) for seed in range(12)]) <= 0.1


def test_shares_lie_within_their_interval_as_often_as_they_claim() -> None:
    both, since = 0.5 * (0.8**2 + 0.1**2), 0.5 * (0.8 + 0.1)
    inside: list[bool] = []
    for seed in range(16):
        market = baskets(bought_of(two_trades(200, seed)[0]), DAY)
        assert market is not None
        share = believed(market).share
        inside += [bool(held) for held in (share.low <= both / since) & (both / since <= share.high)]
    assert 0.68 <= np.mean(inside) <= 0.92


def test_the_figures_are_those_of_the_customers_counted() -> None:
    bought, buys = two_trades(400, seed=3)
    row = foresee(bought)[0]
    names = list(WORKSHOP + OFFICE)
    since, to = buys[:, names.index(row["because"])], buys[:, names.index(row["family"])]
    assert (row["n"], row["together"]) == (since.sum(), (since & to).sum())
    assert row["share"] == pytest.approx((row["together"] + 5 * to.mean()) / (row["n"] + 5), rel=0.01)
    assert (row["spend"], row["value"]) == pytest.approx((100, 100 * row["starts"]))
    assert row["value_low"] < row["value"] < row["value_high"]


@pytest.mark.parametrize(("start", "found"), [(0, 0.0), (8, 0.2), (20, 0.5)])
def test_the_chance_to_start_is_that_of_those_who_could(start: int, found: float) -> None:
    """Sixty had both a year ago, forty had the saw alone: some of them bought the blade since."""
    both = [(f"B{c}", what, 100.0, YEAR_AGO) for c in range(60) for what in ("saw", "blade")]
    alone = [(f"S{c}", "saw", 100.0, YEAR_AGO) for c in range(40)] + [
        (f"S{c}", "blade", 100.0, 30) for c in range(start)
    ]
    others = [(f"P{c}", "pen", 100.0, YEAR_AGO) for c in range(100)] + [("B1", "blade")]
    row = next(row for row in foresee(lines(*both, *alone, *others)) if row["customer_id"] == "S30")
    assert (row["starts_n"], row["grade"]) == (40, "L2")
    assert row["starts"] == pytest.approx(found, abs=0.05)
    assert row["starts_low"] <= found + 0.02
    assert row["starts_high"] >= found


def pairs_of_buyers(n: int, **more: Any) -> list[tuple[Any, ...]]:
    pairs = [(f"C{c}", family) for c in range(n) for family in ("saw", "blade")]
    return [*pairs, *((f"P{c}", "pen") for c in range(n))]


@pytest.mark.parametrize(("buyers", "could", "grade"), [(40, 0, "L0"), (40, 20, "L1"), (80, 40, "L2")])
def test_the_grade_says_how_many_it_stands_on(buyers: int, could: int, grade: str) -> None:
    old = [
        (who, what, 100.0, YEAR_AGO)
        for who, what in [*pairs_of_buyers(buyers), *((f"S{c}", "saw") for c in range(could))]
    ]
    rows = {row["customer_id"]: row for row in foresee(lines(*old, ("new", "saw"), ("C1", "blade")))}
    assert (rows["new"]["family"], rows["new"]["starts_n"], rows["new"]["grade"]) == ("blade", could, grade)


def test_few_in_common_are_not_enough() -> None:
    assert foresee(lines(*pairs_of_buyers(4), ("new", "saw"))) == []


def test_what_was_given_back_is_not_bought() -> None:
    back = lines(*pairs_of_buyers(40), ("new", "saw", 100.0), ("new", "saw", -100.0))
    assert foresee(back) == []


def test_spending_of_long_ago_is_not_expected_again() -> None:
    old = [(who, what, 500.0, 800) for who, what in pairs_of_buyers(40)]
    assert foresee(lines(*old, ("new", "saw"))) == []


def test_the_order_of_the_lines_changes_nothing() -> None:
    bought, _ = two_trades(200, seed=5)
    mixed = bought.take(np.random.default_rng(1).permutation(bought.num_rows))
    assert foresee(bought) == foresee(mixed)


@pytest.mark.parametrize("rows", [[], [("A", "saw")], [("A", None), (None, "saw")], [("A", "saw", -5.0)]])
def test_where_nothing_is_to_be_learnt_nothing_is_said(rows: Any) -> None:
    everybody = pa.table({"customer_id": ["A"]})
    found = score(learn(bought_of(lines(*rows)), DAY), everybody, bought_of(lines(*rows)), Assumptions())
    assert found.column_names == ["customer_id", *(column.name for column in CUSTOMER_MISSING)]
    assert found.schema.types[1:] == schema_of(CUSTOMER_MISSING).types
    assert found["missing_family"].to_pylist() == [None]
