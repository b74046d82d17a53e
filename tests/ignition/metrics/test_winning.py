"""Win rates on companies whose true win rate is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ignition.estimate import Estimate
from ignition.metrics.flow import flow_velocity, flow_velocity_steady, pipeline_coverage, required_coverage
from ignition.metrics.stating import NOT_DEFINED, NOT_FOLLOWED
from ignition.metrics.survival import incidence
from ignition.metrics.winning import (
    age_conditional_win,
    win_hazard,
    win_rate_cohort,
    win_rate_count,
    win_rate_value,
)

TRUE_RATE = 0.25


def growing_company(seed: int, deals: int = 1500, growth: float = 1.0, days: int = 730) -> tuple[Any, Any]:
    """Arrivals grow by e a year; a win takes 50 days, losing or giving up 180. Seen after two years."""
    rng = np.random.default_rng(seed)
    opened = np.log1p(rng.uniform(size=deals) * np.expm1(growth * days / 365)) / growth * 365
    won = rng.uniform(size=deals) < TRUE_RATE
    takes = np.where(won, rng.gamma(4, 50 / 4, deals), rng.gamma(4, 180 / 4, deals))
    ended = takes <= days - opened
    kind = np.where(won, 1, np.where(rng.uniform(size=deals) < 0.5, 2, 3))
    return np.minimum(takes, days - opened), np.where(ended, kind, 0)


def covers(estimate: Estimate, truth: float) -> bool:
    return estimate.low is not None and estimate.high is not None and estimate.low <= truth <= estimate.high


def test_closed_only_is_ten_points_too_high_where_the_cohort_is_right() -> None:
    worlds = [growing_company(seed) for seed in range(200)]
    closed_only = np.array([win_rate_count(outcome).value for _, outcome in worlds])
    cohort = [win_rate_cohort(days, outcome, within=300) for days, outcome in worlds]
    assert 0.32 <= closed_only.mean() <= 0.35
    assert not any(covers(win_rate_count(outcome), TRUE_RATE) for _, outcome in worlds)
    assert np.mean([estimate.value for estimate in cohort]) == pytest.approx(TRUE_RATE, abs=0.005)
    # 80 % +- 2.5 standard errors of 200 worlds
    assert 0.73 <= np.mean([covers(estimate, TRUE_RATE) for estimate in cohort]) <= 0.87


def test_the_cohort_says_how_many_are_still_open() -> None:
    days, outcome = growing_company(1)
    found = win_rate_cohort(days, outcome, within=300)
    assert (found.n, found.n_censored) == (1500, int((outcome == 0).sum()))


def test_a_cohort_nobody_has_followed_for_so_long_is_not_defined() -> None:
    found = win_rate_cohort([10] * 5 + [20] * 5, ["won"] * 5 + [""] * 5, within=90)
    assert (found.value, found.why) == (None, NOT_FOLLOWED)


def test_the_chance_given_the_age_is_the_ratio_of_the_curves() -> None:
    days, outcome = growing_company(4)
    won = [incidence(days, outcome.astype(float), 1, tau)[0] for tau in (60, 300)]
    open_at_60 = 1 - sum(incidence(days, outcome.astype(float), kind, 60)[0] for kind in (1, 2, 3))
    found = age_conditional_win(days, outcome, age=60, within=300)
    assert found.value == pytest.approx((won[1] - won[0]) / open_at_60)


def test_an_old_deal_is_less_likely_to_be_won_than_a_new_one() -> None:
    days, outcome = growing_company(5)
    young, old = (age_conditional_win(days, outcome, age=age, within=300) for age in (0, 100))
    assert old.high is not None
    assert young.low is not None
    assert old.high < young.low


def test_the_win_hazard_of_a_constant_risk_is_found() -> None:
    hits = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        takes, seen = rng.exponential(100, 300), rng.uniform(20, 200, 300)
        outcome = np.where(takes > seen, 0, np.where(rng.uniform(size=300) < 0.3, 1, 2))
        hits += covers(win_hazard(np.minimum(takes, seen), outcome), 0.003)
    assert 0.73 <= hits / 200 <= 0.88


def test_large_deals_lost_show_in_the_rate_by_value_only() -> None:
    outcome, value = ["won"] * 10 + ["lost"] * 10, [100] * 10 + [900] * 10
    assert win_rate_count(outcome).value == 0.5
    assert win_rate_value(outcome, value).value == 0.1


def test_a_credit_does_not_count_as_a_win() -> None:
    assert win_rate_value(["won"] * 5 + ["lost"] * 5 + ["won"], [100] * 10 + [-500]).value == 0.5


def test_no_decision_counts_against_the_rate() -> None:
    assert win_rate_count(["won"] * 5 + ["none"] * 5).value == 0.5


def test_with_open_deals_only_there_is_no_win_rate() -> None:
    found = win_rate_count([""] * 9)
    assert (found.value, found.why, found.n_censored) == (None, NOT_DEFINED, 9)


def steady_company(seed: int, arrivals_a_day: float = 8.0) -> dict[str, Any]:
    """The last 400 of 1,600 days of a company that does not grow; deals live 60 days where won, 140 elsewhere."""
    rng = np.random.default_rng(seed)
    deals = rng.poisson(arrivals_a_day * 1600)
    opened, won = rng.uniform(0, 1600, deals), rng.uniform(size=deals) < TRUE_RATE
    takes = np.where(won, rng.gamma(3, 20, deals), rng.gamma(3, 140 / 3, deals))
    closes, recent = opened + takes, opened > 1200
    closed = (closes > 1200) & (closes <= 1600)
    outcome, value = np.where(won, 1, 2), rng.lognormal(8, 0.7, deals)
    return {
        "arrivals": int(recent.sum()),
        "open": int((closes > 1600).sum()),
        "closed": (outcome[closed], value[closed]),
        "lived": np.minimum(takes, 1600 - opened)[recent],
        "known": np.where(closes <= 1600, outcome, 0)[recent],
        "value": value[recent],
    }


def test_littles_law_holds() -> None:
    """Deals that stand open = arrivals a day x mean life of all of them: 8 x (0.25 x 60 + 0.75 x 140) = 960."""
    worlds = [steady_company(seed) for seed in range(30)]
    assert np.mean([world["open"] for world in worlds]) == pytest.approx(960, rel=0.02)
    for world in worlds[:10]:
        flow = flow_velocity(world["arrivals"], 400, *world["closed"])
        stock = flow_velocity_steady(world["open"], world["lived"], world["known"], world["value"])
        assert flow.value == pytest.approx(stock.value, rel=0.12)


def test_the_velocity_of_a_steady_company_is_found() -> None:
    truth = 8 * TRUE_RATE * np.exp(8 + 0.7**2 / 2)
    hits = [
        covers(flow_velocity(world["arrivals"], 400, *world["closed"]), truth)
        for world in (steady_company(seed) for seed in range(60))
    ]
    assert 0.66 <= np.mean(hits) <= 0.93


def test_velocity_by_the_life_of_the_won_alone_would_be_far_too_high() -> None:
    world = steady_company(1)
    won = world["known"] == 1
    right = flow_velocity(world["arrivals"], 400, *world["closed"]).value
    wrong = world["open"] * TRUE_RATE * world["value"][won].mean() / world["lived"][won].mean()
    assert right is not None
    assert wrong > 1.7 * right


def test_a_shorter_cycle_adds_nothing_to_the_velocity() -> None:
    slow = flow_velocity(100, 100, ["won", "lost"] * 5, [1000] * 10)
    assert slow.value == 500


def test_coverage_is_not_defined_once_the_target_is_met() -> None:
    assert pipeline_coverage([100] * 9, target=500, booked=500).value is None


def test_the_coverage_needed_is_one_over_the_conversion() -> None:
    assert required_coverage([100] * 6, [25] * 6).value == 4
    assert required_coverage([100] * 6, [0] * 6).value is None
