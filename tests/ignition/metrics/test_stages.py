"""Stages of companies whose chain is known: deals skip stages, come back, and leave from anywhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.metrics.slipping import month, pull_in_count, push_count, quarter, slippage
from ignition.metrics.stages import leakage, sales_cycle, stage_conversion, time_in_stage, time_in_stage_mean

STAGES = ["talk", "offer", "terms"]
TARGETS = [*STAGES, "won", "lost"]
CHAIN = np.array([[0.0, 0.5, 0.1, 0.0, 0.4], [0.2, 0.0, 0.4, 0.1, 0.3], [0.0, 0.3, 0.0, 0.5, 0.2]])
TRUTH = np.linalg.solve(np.eye(3) - CHAIN[:, :3], CHAIN[:, 3])


def walks(seed: int, deals: int = 150) -> tuple[list[str], list[str]]:
    rng = np.random.default_rng(seed)
    stays: list[tuple[str, str]] = []
    for _ in range(deals):
        at = 0
        while at < 3:
            to = int(rng.choice(5, p=CHAIN[at]))
            stays.append((STAGES[at], TARGETS[to]))
            at = to
    stage, left_to = zip(*stays, strict=True)
    return list(stage), list(left_to)


def test_the_chain_finds_the_conversion_of_deals_that_skip_and_return() -> None:
    hits = 0
    for seed in range(100):
        found = stage_conversion(*walks(seed), start="talk")
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= TRUTH[0] <= found.high
    assert 0.70 <= hits / 100 <= 0.90


def test_a_product_of_step_rates_does_not() -> None:
    stage, left_to = (np.array(column) for column in walks(1, deals=1500))
    steps = [(left_to[stage == at] == to).mean() for at, to in zip(STAGES, TARGETS[1:4], strict=True)]
    found = stage_conversion(stage, left_to, "talk")
    assert found.value == pytest.approx(TRUTH[0], abs=0.03)
    assert np.prod(steps) < 0.5 * TRUTH[0]


def test_from_the_last_stage_more_deals_are_won() -> None:
    values = [stage_conversion(*walks(2), start=stage).value for stage in STAGES]
    assert values == pytest.approx(TRUTH, abs=0.08)


def test_all_ends_of_a_stage_add_up_to_one() -> None:
    ends = [stage_conversion(*walks(3), start="talk", end=end).value for end in ("won", "lost", "none")]
    assert sum(end or 0 for end in ends) == pytest.approx(1)


def test_deals_still_there_are_censored_and_change_nothing() -> None:
    stage, left_to = walks(4)
    found = stage_conversion([*stage, "talk", "terms"], [*left_to, "", ""], "talk")
    assert found.value == stage_conversion(stage, left_to, "talk").value
    assert found.n_censored == 2


def test_a_stage_nobody_has_left_makes_the_conversion_unknown() -> None:
    assert stage_conversion(["talk"] * 9, ["won"] * 4 + ["limbo"] * 5, "talk").value is None
    assert stage_conversion(["a", "b"] * 5, ["b", "a"] * 5, "a").value is None
    assert stage_conversion(["talk"] * 9, ["won"] * 9, "never heard of").value is None


def test_a_loop_elsewhere_does_no_harm() -> None:
    stage, left_to = walks(5)
    found = stage_conversion([*stage, "a", "b"], [*left_to, "b", "a"], "talk")
    assert found.value == stage_conversion(stage, left_to, "talk").value


def test_leakage_weighs_by_value() -> None:
    assert leakage([900, 25, 25, 25, 25], ["lost", "won", "won", "won", "won"]).value == 0.9


def exponential_stays(seed: int, n: int = 200) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    stays, seen = rng.exponential(30, n), rng.uniform(5, 90, n)
    return np.minimum(stays, seen), stays <= seen


def test_the_median_and_mean_stay_are_found_though_many_are_still_there() -> None:
    medians, means, hits = [], [], 0
    for seed in range(100):
        days, left = exponential_stays(seed)
        medians.append(time_in_stage(days, left).value)
        mean = time_in_stage_mean(days, left, within=60)
        means.append(mean.value)
        truth = 30 * (1 - np.exp(-2))
        hits += mean.low is not None and mean.high is not None and mean.low <= truth <= mean.high
    assert np.mean(medians) == pytest.approx(30 * np.log(2), rel=0.03)
    assert np.mean(means) == pytest.approx(30 * (1 - np.exp(-2)), rel=0.02)
    assert 0.70 <= hits / 100 <= 0.90


def test_dropping_those_still_there_would_make_stays_look_short() -> None:
    days, left = exponential_stays(1, n=2000)
    found = time_in_stage(days, left).value
    assert found is not None
    assert np.median(days[left]) < 0.85 * found


def test_a_median_not_reached_is_not_defined() -> None:
    assert time_in_stage([10] * 5 + [50] * 20, [True] * 5 + [False] * 20).value is None


def test_the_cycle_counts_lost_deals_too() -> None:
    assert sales_cycle([10, 10, 90, 90, 90], ["won", "won", "lost", "none", "lost"]).value == 90


def test_lost_is_not_slipped_and_won_neither() -> None:
    assert slippage([100] * 6, [9] * 6, ["lost", "none", "won", "won", "lost", ""], period=8).value == pytest.approx(
        1 / 6
    )


def test_a_deal_pulled_in_is_not_slipped() -> None:
    assert slippage([100] * 5, [7] * 5, [""] * 5, period=8).value == 0


changes = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1)


@given(changes)
def test_pushes_one_way_are_pull_ins_the_other(periods: list[tuple[int, int]]) -> None:
    old, new = (list(column) for column in zip(*periods, strict=True))
    assert push_count(old, new).value == pull_in_count(new, old).value


def test_a_day_belongs_to_its_month_and_quarter() -> None:
    days = np.array(["2026-01-01", "2026-12-31", "NaT"], dtype="datetime64[D]")
    assert np.diff(month(days)[:2]) == 11
    assert np.diff(quarter(days)[:2]) == 3
    assert np.isnan(quarter(days)[2])
