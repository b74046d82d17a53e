"""Hours to moves: the greedy plan, its shadow prices, and the simple rule beside it."""

from __future__ import annotations

import time

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from ignition.allocation import allocate, dose_steps, one_each_subject, simple_rule
from ignition.gains import Offers, weigh
from ignition.plays import PLAYS
from ignition.responses import ElasticityPrior, Judgement

S_SHAPED = Judgement(nothing=0.9, half_more=1.5, most=2.0)


def world(n: int, people: int = 2, seed: int = 1, *, play: str = "advance", most: float = 2.0) -> Offers:
    rng = np.random.default_rng(seed)
    names = pa.array([f"p{i}" for i in range(people)])
    table = pa.table(
        {
            "play": pa.array([play]).take(pa.array(np.zeros(n, dtype=int))),
            "subject": pa.array(["deal"]).take(pa.array(np.zeros(n, dtype=int))),
            "subject_id": pa.array(np.arange(n)).cast(pa.string()),
            "customer_id": pa.array(np.arange(n)).cast(pa.string()),
            "customer_name": pa.array(np.arange(n)).cast(pa.string()),
            "person": names.take(pa.array(np.arange(n) % people)),
            "hours": np.full(n, 0.5),
            "most_hours": np.full(n, most),
            "usual_hours": rng.uniform(1, 8, n),
            "stake": rng.lognormal(7, 1.2, n),
            "stake_sd": rng.lognormal(5, 1, n),
            "at_risk": pa.nulls(n, pa.float64()),
            "n": np.full(n, 50),
            "stake_grade": pa.array(["L2"]).take(pa.array(np.zeros(n, dtype=int))),
        }
    )
    return weigh(table, {name: ElasticityPrior() for name in PLAYS}, {})


def relaxed_optimum(offers: Offers, budgets: dict[str, float]) -> float:
    """HiGHS on the relaxation: every step may be given in part."""
    steps = dose_steps(offers, one_each_subject(offers))
    person = offers.person[steps.offer]
    hours = csr_array((steps.hours, (person, np.arange(len(person)))), shape=(len(offers.people), len(person)))
    limits = [budgets[name] for name in offers.people]
    solved = linprog(-steps.gain, A_ub=hours, b_ub=limits, bounds=(0, 1), method="highs")
    return float(-solved.fun)


@pytest.mark.parametrize("seed", range(5))
def test_the_plan_is_within_a_thousandth_of_the_optimum_of_the_relaxation(seed):
    offers = world(4_000, seed=seed)
    budgets = {"p0": 300.0, "p1": 170.0}
    plan, bound = allocate(offers, budgets), relaxed_optimum(offers, budgets)
    assert plan.value <= bound + 1e-6
    assert plan.value >= bound * 0.999


def test_nobody_is_given_more_hours_than_they_have():
    offers = world(500)
    plan = allocate(offers, {"p0": 7.3, "p1": 0.0})
    spent = np.bincount(offers.person, plan.hours)
    assert spent[0] <= 7.3 + 1e-6
    assert spent[1] == 0


@given(st.integers(1, 60), st.integers(1, 4), st.floats(0, 40), st.integers(0, 99))
@settings(deadline=None, max_examples=60)
def test_any_world_is_planned_within_its_hours_and_its_most(n, people, hours, seed):
    offers = world(n, people, seed)
    plan = allocate(offers, dict.fromkeys(offers.people, hours))
    spent = np.bincount(offers.person, plan.hours, minlength=len(offers.people))
    assert (spent <= hours + 1e-5).all()
    assert (plan.hours <= offers.most + 1e-6).all()
    assert all(price >= 0 and np.isfinite(price) for price in plan.prices.values())
    bound = relaxed_optimum(offers, dict.fromkeys(offers.people, hours))
    assert plan.value <= bound + 1e-6


def test_hours_left_over_have_no_price():
    assert allocate(world(4), {"p0": 50.0, "p1": 50.0}).prices == {"p0": 0.0, "p1": 0.0}


def test_the_price_is_what_the_last_hour_returns_and_what_is_planned_returns_at_least_that():
    offers = world(400)
    plan = allocate(offers, {"p0": 20.0, "p1": 5.0})
    steps = dose_steps(offers, one_each_subject(offers))
    for code, name in enumerate(offers.people):
        mine = offers.person[steps.offer] == code
        begun = plan.hours[steps.offer[mine]] > 0
        assert steps.returns[mine][begun & (steps.number[mine] == 0)].min() >= plan.prices[name] - 1e-9
    assert plan.prices["p1"] > plan.prices["p0"]


def test_a_persons_hours_never_go_to_somebody_elses_customers():
    plan = allocate(offers := world(100), {"p0": 0.0, "p1": 30.0})
    assert plan.hours[offers.person == 0].sum() == 0
    assert plan.hours[offers.person == 1].sum() == pytest.approx(30.0)


def test_returns_fall_from_step_to_step():
    steps = dose_steps(offers := world(50), one_each_subject(offers))
    for offer in range(50):
        returns = steps.returns[steps.offer == offer][np.argsort(steps.number[steps.offer == offer])]
        assert (np.diff(returns) < 0).all()


def test_an_s_shaped_response_is_begun_with_its_minimum_effective_dose():
    table = world(1, people=1, play="close", most=6.0).table
    judged = {**{name: ElasticityPrior() for name in PLAYS}, "close": S_SHAPED.response()}
    offers = weigh(table, judged, {})
    least = S_SHAPED.response().least_effort * offers.usual[0]
    assert offers.dose[0] == pytest.approx(min(max(0.5, least), 6.0))
    steps = dose_steps(offers, one_each_subject(offers))
    assert (np.diff(steps.returns) <= 1e-9).all()


def test_of_two_acts_on_one_deal_only_the_better_is_planned():
    table = world(2, people=1).table
    same = table.set_column(2, "subject_id", pa.array(["D1", "D1"]))
    offers = weigh(same, {name: ElasticityPrior() for name in PLAYS}, {})
    plan = allocate(offers, {"p0": 40.0})
    assert (plan.hours > 0).sum() == 1
    assert plan.hours.argmax() == (offers.gain / offers.dose).argmax()


def test_a_play_that_kept_half_its_promises_is_believed_half():
    table = world(10).table
    responses = {name: ElasticityPrior() for name in PLAYS}
    whole, half = weigh(table, responses, {}), weigh(table, responses, {"advance": 0.5})
    assert half.gain == pytest.approx(whole.gain / 2)


@pytest.mark.parametrize("seed", range(6))
def test_the_plan_beats_the_simple_rule_where_effort_counts_differently(seed):
    plan = allocate(world(600, seed=seed), {"p0": 20.0, "p1": 20.0})
    assert plan.value > plan.rule_value > 0
    assert not plan.rule_wins


def test_the_simple_rule_gives_hours_in_proportion_to_the_stake():
    offers = world(6, people=1, most=1e9)
    rows, hours = simple_rule(offers, np.array([1_000.0]))
    assert hours.sum() == pytest.approx(1_000.0)
    assert hours / hours.sum() == pytest.approx(offers.stake[rows] / offers.stake.sum())


def test_the_simple_rule_spreads_nobody_thinner_than_one_dose():
    offers = world(500, people=1)
    rows, hours = simple_rule(offers, np.array([10.0]))
    assert 0 < len(rows) <= 20
    assert (hours >= offers.dose[rows] - 1e-9).all()


def test_nothing_to_plan_is_a_plan():
    plan = allocate(world(0, people=1), {})
    assert (plan.value, plan.rule_value, dict(plan.prices)) == (0.0, 0.0, {})


def test_two_hundred_thousand_candidates_take_no_more_than_a_few_seconds():
    offers = world(200_000, people=30)
    began = time.perf_counter()
    allocate(offers, dict.fromkeys(offers.people, 20.0))
    assert time.perf_counter() - began < 8
