"""Deals foreseen: planted worlds are found again, and what is not there is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ignition.assumptions import Assumptions
from ignition.predictors.deals import foresee, note
from ignition.situation import DEAL_FORESEEN

DAY = dt.date(2026, 6, 30)
YEAR = Assumptions()
TEXT = ("deal_id", "product_id", "stage", "next_stage", "exit")


def spell(deal: str, stop: float, exit: str, opened: dt.date | None = None, **more: Any) -> dict[str, Any]:
    opened = opened or DAY - dt.timedelta(days=int(stop))
    row = {
        "deal_id": deal,
        "product_id": "",
        "opened_on": opened,
        "amount": 1000.0,
        "won_amount": None,
        "list_price": None,
    }
    return row | {"stage": "", "start_days": 0.0, "stop_days": stop, "exit": exit, "next_stage": ""} | more


def table(rows: list[dict[str, Any]]) -> pa.Table:
    def kind(name: str) -> pa.DataType:
        return pa.string() if name in TEXT else pa.date32() if name == "opened_on" else pa.float64()

    return pa.table({name: pa.array([row[name] for row in rows], type=kind(name)) for name in rows[0]})


def open_deals(*rows: dict[str, Any]) -> pa.Table:
    usual = {"product_id": "", "stage": "", "stage_since": None, "age_days": 0.0, "amount": 1000.0}
    filled = [usual | {"deal_id": f"O{n}"} | row for n, row in enumerate(rows)]
    columns = {name: [row[name] for row in filled] for name in filled[0]}
    columns["amount"] = pa.array(columns["amount"], type=pa.float64())
    return pa.table(columns)


def world(n: int, won: float = 0.02, ended: float = 0.04, seed: int = 3, **more: Any) -> list[dict[str, Any]]:
    """Deals opened over two years that are won or end at these rates a week, seen on the day."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(n):
        seen = float(random.integers(1, 730))
        lasts = float(int(random.exponential(7 / (won + ended))))
        exit = "open" if lasts > seen else "won" if random.random() < won / (won + ended) else "ended"
        opened = DAY - dt.timedelta(days=int(seen))
        rows.append(spell(f"{seed}-{number}", min(lasts, seen), exit, opened, **more))
    return rows


def closed_over(days: int, n: int) -> list[dict[str, Any]]:
    """The first of them closed `days` before the last one."""
    since = np.linspace(0, days, n).astype(int).tolist()
    return [
        spell(f"C{at}", 20, "won" if at % 3 else "ended", DAY - dt.timedelta(days=20 + ago))
        for at, ago in enumerate(since)
    ]


def one(deals: pa.Table, history: list[dict[str, Any]], row: int = 0) -> dict[str, Any]:
    return dict(foresee(deals, table(history), DAY, YEAR).to_pylist()[row])


def test_a_table_has_exactly_the_columns_of_the_contract() -> None:
    found = foresee(open_deals({}), table([spell("D", 5, "open")]), DAY, YEAR)
    assert found.column_names == ["deal_id", *(column.name for column in DEAL_FORESEEN)]


def test_planted_rates_are_found() -> None:
    row = one(open_deals({"age_days": 20.0}), world(3000))
    truth = 1 / 3 * (1 - np.exp(-0.06 * 52))
    assert row["p_win"] == pytest.approx(truth, abs=0.025)
    assert abs(row["p_win"] - truth) < 3 * row["p_win_sd"]
    assert row["p_win_quarter"] == pytest.approx(1 / 3 * (1 - np.exp(-0.06 * 13)), abs=0.02)
    assert row["p_win"] + row["p_end"] == pytest.approx(1 - np.exp(-0.06 * 52), abs=0.03)


def test_open_deals_stay_in_the_risk_set() -> None:
    """Counting closed deals only would say one in two."""
    history = [spell(f"W{n}", 20, "won") for n in range(20)] + [spell(f"E{n}", 20, "ended") for n in range(20)]
    stale = [spell(f"S{n}", 700, "open") for n in range(200)]
    assert one(open_deals({"age_days": 100.0}), history + stale)["p_win"] < 0.1


def test_a_planted_product_is_told_apart_and_equal_ones_are_not() -> None:
    good, poor = world(600, won=0.05, seed=1, product_id="good"), world(600, won=0.01, seed=2, product_id="poor")
    deals = open_deals({"product_id": "good"}, {"product_id": "poor"})
    assert one(deals, good + poor)["p_win"] > one(deals, good + poor, 1)["p_win"] + 0.2
    same = world(600, seed=1, product_id="good") + world(600, seed=2, product_id="poor")
    assert one(deals, same)["p_win"] == pytest.approx(one(deals, same, 1)["p_win"], abs=0.05)


def staged(n: int) -> list[dict[str, Any]]:
    """Half of the deals reach Offer after 30 days; all of those are won at 60, the others end at 60."""
    rows = []
    for number in range(n):
        opened = DAY - dt.timedelta(days=100 + number % 400)
        if number % 2:
            rows.append(spell(f"D{number}", 30, "moved", opened, stage="Qualify", next_stage="Offer"))
            rows.append(spell(f"D{number}", 60 + number % 9, "won", opened, stage="Offer", start_days=30.0))
        else:
            rows.append(spell(f"D{number}", 60 + number % 9, "ended", opened, stage="Qualify"))
    return rows


def test_the_stage_counts_where_it_is_dated() -> None:
    dated = {"stage_since": DAY, "age_days": 40.0}
    deals = open_deals({"stage": "Offer", **dated}, {"stage": "Qualify", **dated}, {"stage": "Offer", "age_days": 40.0})
    found = foresee(deals, table(staged(400)), DAY, YEAR)["p_win"].to_pylist()
    assert found[0] > 0.9
    assert found[1] < 0.4
    assert found[2] < found[0]


def test_mixed_up_outcomes_say_nothing_of_the_product() -> None:
    random = np.random.default_rng(8)
    rows = world(1500)
    products = random.choice(["A", "B", "C", "D"], len(rows))
    mixed = [row | {"product_id": str(product)} for row, product in zip(rows, products, strict=True)]
    deals = open_deals(*({"product_id": name} for name in "ABCD"))
    chances = foresee(deals, table(mixed), DAY, YEAR)["p_win"].to_pylist()
    assert max(chances) - min(chances) < 0.05


@pytest.mark.parametrize(("closed", "grade"), [(0, "L0"), (4, "L0"), (5, "L1"), (29, "L1"), (30, "L2"), (200, "L2")])
def test_the_grade_says_what_the_chance_stands_on(closed: int, grade: str) -> None:
    history = [*closed_over(120, closed), spell("O", 9, "open")]
    row = one(open_deals({}), history)
    assert (row["deals_n"], row["deals_grade"]) == (closed, grade)


def test_fitted_is_only_what_was_right_last_quarter() -> None:
    assert one(open_deals({}), world(4000))["deals_grade"] == "L3"
    drifted = [
        row | {"exit": "ended"}
        if row["exit"] == "won" and (DAY - row["opened_on"]).days - row["stop_days"] < 80
        else row
        for row in world(4000)
    ]
    assert one(open_deals({}), drifted)["deals_grade"] == "L2"


def test_below_five_closed_deals_a_note_says_so() -> None:
    said = note("L0", 4)
    assert said is not None
    assert "una vinta su quattro" in said.say("it")
    assert note("L1", 5) is None


def test_deals_that_closed_in_one_season_only_are_assumed_to_tell_of_the_others() -> None:
    """Two months of closings, however many, say nothing of the month in which a company closes its quarter."""
    grades = [one(open_deals({}), closed_over(days, 500))["deals_grade"] for days in (0, 60, 89, 90)]
    assert grades == ["L0", "L0", "L0", "L2"]
    said = note("L0", 500)
    assert said is not None
    assert "tutte in meno di 90 giorni" in said.say("it")


def test_few_deals_leave_more_doubt_than_many() -> None:
    few, many = one(open_deals({}), world(40)), one(open_deals({}), world(2000))
    assert few["p_win_sd"] > 2 * many["p_win_sd"] > 0


def test_most_of_the_winners_were_won_before_the_p80() -> None:
    history = [spell(f"W{n}", float(n), "won") for n in range(1, 101)]
    assert one(open_deals({}), history)["winners_p80_days"] == pytest.approx(80, abs=1)
    assert one(open_deals({}), history[:4])["winners_p80_days"] is None


def test_the_expected_day_of_the_win_lies_within_the_horizon() -> None:
    row = one(open_deals({}), world(500))
    assert 0 < row["days_to_win"] < 365


def test_the_order_of_the_rows_changes_nothing() -> None:
    rows = world(800, product_id="P")
    deals = open_deals(*({"age_days": float(age)} for age in range(0, 300, 7)))
    order = np.random.default_rng(4).permutation(len(rows))
    straight, mixed = (foresee(deals, table(r), DAY, YEAR) for r in (rows, [rows[n] for n in order]))
    for name in ("p_win", "p_win_sd", "value", "value_sd", "winners_p80_days"):
        np.testing.assert_allclose(np.array(straight[name]), np.array(mixed[name]), rtol=1e-9)


@pytest.mark.parametrize(
    ("deal", "expected"),
    [
        ({"amount": 500.0}, 500),
        ({"amount": None, "product_id": "listed"}, 200),
        ({"amount": 0.0, "product_id": "listed"}, 200),
        ({"amount": None}, 1000),
    ],
)
def test_the_amount_is_what_was_asked_or_the_list_price_or_the_usual(deal: dict[str, Any], expected: float) -> None:
    history = [spell(f"W{n}", 20, "won", won_amount=1000.0) for n in range(40)]
    history.append(spell("L", 5, "open", product_id="listed", list_price=200.0, amount=None))
    row = one(open_deals(deal), history)
    assert row["win_amount"] == pytest.approx(expected, rel=0.05)
    assert row["win_amount_sd"] > 0
    assert row["value"] == pytest.approx(row["p_win"] * row["win_amount"])


def test_a_usual_discount_is_expected_again() -> None:
    history = [spell(f"W{n}", 20, "won", won_amount=800.0) for n in range(200)]
    assert one(open_deals({}), history)["win_amount"] == pytest.approx(800, rel=0.03)


def test_an_amount_nothing_tells_stays_unknown() -> None:
    row = one(open_deals({"amount": None}), [spell("O", 9, "open", amount=None)])
    assert (row["win_amount"], row["value"], row["value_sd"]) == (None, None, None)
    assert row["p_win"] is not None
