"""Retention, worth, concentration, coverage and presence: bounds that always hold, and truths that were planted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.errors import UnusableBook
from ignition.estimate import Estimate, Grade
from ignition.metrics.concentration import effective_customers, hhi, top_share
from ignition.metrics.covering import buying_role_coverage, cadence_coverage, over_coverage
from ignition.metrics.presence import closed_loop, customer_presence, one_picture
from ignition.metrics.retention import (
    gross_revenue_retention,
    logo_churn,
    logo_retention,
    net_revenue_retention,
    retention_non_contractual,
    revenue_churn,
)
from ignition.metrics.starting import activation, lead_response_time
from ignition.metrics.worth import (
    clv,
    clv_non_contractual,
    frequency_spend_correlation,
    share_of_wallet,
    wallet_allocation,
)

revenue = st.floats(0, 1e7) | st.floats(-1e5, 0)
cohorts = st.lists(st.tuples(st.floats(1, 1e7), revenue), min_size=5, max_size=60)


def value_of(estimate: Estimate) -> float:
    assert estimate.value is not None
    return estimate.value


@given(cohorts)
def test_gross_retention_is_at_most_one_and_net_never_below_it(rows: list[tuple[float, float]]) -> None:
    start, end = (list(column) for column in zip(*rows, strict=True))
    gross, net = gross_revenue_retention(start, end), net_revenue_retention(start, end)
    assert 0 <= value_of(gross) <= 1
    assert gross.high is not None
    assert gross.high <= 1 + 1e-9
    assert value_of(net) >= value_of(gross) - 1e-12


@given(cohorts)
def test_what_is_kept_and_what_is_lost_add_up_to_one(rows: list[tuple[float, float]]) -> None:
    start, end = (list(column) for column in zip(*rows, strict=True))
    assert value_of(gross_revenue_retention(start, end)) + value_of(revenue_churn(start, end)) == pytest.approx(1)
    assert value_of(logo_retention(start, end)) + value_of(logo_churn(start, end)) == pytest.approx(1)


def test_new_customers_do_not_raise_retention() -> None:
    start, end = [100] * 5, [50] * 5
    assert net_revenue_retention([*start, 0], [*end, 10_000]).value == net_revenue_retention(start, end).value == 0.5


def test_a_credit_note_counts_in_retention() -> None:
    assert net_revenue_retention([100] * 5, [100, 100, 100, 100, 100 - 40]).value == 0.92


def test_a_customer_loses_no_more_than_they_had() -> None:
    assert gross_revenue_retention([100] * 5, [100, 100, 100, 100, -500]).value == 0.8


def test_silence_is_not_leaving_where_there_is_no_contract() -> None:
    assert retention_non_contractual([0.7] * 20).value == pytest.approx(0.7)


def test_the_interval_of_those_alive_covers() -> None:
    rng, hits = np.random.default_rng(1), 0
    for _ in range(400):
        p = rng.beta(2, 1, 60)
        found, alive = retention_non_contractual(p), (rng.uniform(size=60) < p).mean()
        hits += found.low is not None and found.high is not None and found.low <= alive <= found.high
    assert hits / 400 == pytest.approx(0.80, abs=0.06)


shares = st.lists(st.floats(1, 1e6), min_size=1, max_size=50)


@given(shares)
def test_concentration_lies_between_all_equal_and_one_customer(values: list[float]) -> None:
    found = value_of(hhi(values))
    assert 1 / len(values) - 1e-9 <= found <= 1 + 1e-9
    assert value_of(effective_customers(values)) == pytest.approx(1 / found)
    assert value_of(top_share(values, 1)) ** 2 <= found + 1e-9 <= value_of(top_share(values, 1)) + 2e-9


@given(shares, st.floats(0.1, 10))
def test_concentration_does_not_depend_on_the_currency(values: list[float], rate: float) -> None:
    assert value_of(hhi([value * rate for value in values])) == pytest.approx(value_of(hhi(values)))


def test_equal_customers_are_as_many_as_they_are() -> None:
    assert effective_customers([7.0] * 12).value == pytest.approx(12)
    assert top_share([7.0] * 12, 5).value == pytest.approx(5 / 12)
    assert top_share([1, 2], 5).value == 1


def test_without_revenue_nothing_is_concentrated() -> None:
    assert hhi([0, -5, None]).value is None


@given(st.integers(1, 12))
def test_the_wallet_rule_shares_out_the_whole_wallet(suppliers: int) -> None:
    ranks = range(1, suppliers + 1)
    assert wallet_allocation(list(ranks), [suppliers] * suppliers).sum() == pytest.approx(1)


def test_a_published_rule_is_an_assumption_here() -> None:
    assert share_of_wallet([1] * 40, [2] * 40).grade is Grade.ASSUMED


def test_clv_of_a_constant_margin_is_the_geometric_series() -> None:
    """m r / (1 + d - r), for survival r^t and very many periods."""
    t = np.arange(1, 400)
    found = clv(np.full((5, 399), 100.0), np.tile(0.8**t, (5, 1)), 0.1)
    assert found.value == pytest.approx(100 * 0.8 / 0.3)


def test_clv_without_a_contract_is_purchases_times_value() -> None:
    found = clv_non_contractual([[2.0, 1.0]] * 5, [50.0] * 5, discount=0.0, margin=0.4)
    assert found.value == pytest.approx(3 * 50 * 0.4)


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UnusableBook):
        clv([[1.0, 2.0]], [[1.0]], 0.1)
    with pytest.raises(UnusableBook):
        clv_non_contractual([[1.0, 2.0]], [1.0, 2.0], 0.1)


def test_frequency_and_spend_that_go_together_are_found_and_those_that_do_not_are_not() -> None:
    rng = np.random.default_rng(1)
    often = rng.poisson(4, 500) + 1
    together = frequency_spend_correlation(often, often * 10 + rng.normal(0, 10, 500))
    assert together.low is not None
    assert together.low > 0.5
    hits = 0
    for seed in range(300):
        world = np.random.default_rng(seed)
        found = frequency_spend_correlation(world.poisson(4, 80), world.lognormal(3, 1, 80))
        hits += found.low is not None and found.high is not None and found.low <= 0 <= found.high
    assert hits / 300 == pytest.approx(0.80, abs=0.06)


def test_a_customer_never_met_is_not_covered() -> None:
    assert cadence_coverage([1] * 5, [None] * 5, [90] * 5).value == 0


def test_coverage_weighs_by_value_and_too_much_is_told_apart() -> None:
    assert cadence_coverage([96, 1, 1, 1, 1], [200, 5, 5, 5, 5], [30] * 5).value == pytest.approx(0.04)
    assert over_coverage([10, 0, 0, 0, 0], 30, [30] * 5).value == 0.9


def test_a_role_nobody_knows_is_a_gap() -> None:
    assert buying_role_coverage([4] * 5, [2] * 5).value == 0.5
    assert buying_role_coverage([0] * 5, [0] * 5).value is None


def test_presence_is_not_defined_where_half_were_never_met() -> None:
    assert customer_presence([1, 2] + [None] * 8).value is None
    found = customer_presence([1, 2, 3, 4, 5, 6, 7, 8, None, None])
    assert (found.value, found.n_censored) == (5, 2)


def test_a_signal_that_is_not_due_yet_does_not_count_even_if_answered() -> None:
    found = closed_loop([1, 1, 1, 1, 1, 1], [30, 30, 30, 30, 30, 2], within=7)
    assert (found.n, found.n_censored) == (5, 1)


def test_two_records_of_one_customer_are_no_picture() -> None:
    assert one_picture([2] * 5, [1] * 5, [True] * 5).value == 0


def test_an_automatic_reply_is_no_answer() -> None:
    hours, answered = [0.1] * 8 + [5] * 2, [True] * 10
    assert lead_response_time(hours, answered).value == 0.1
    assert lead_response_time(hours, answered, [True] * 8 + [False] * 2).why is not None


def test_leads_never_answered_make_the_median_longer() -> None:
    hours, answered = [2, 4, 6, 8, 10] + [100] * 4, [True] * 5 + [False] * 4
    assert lead_response_time(hours, answered).value == 10


def test_activation_is_not_flattered_by_new_customers_who_were_quick() -> None:
    """One in two activates on day 10; the young ones who did already would make it two in three."""
    reached = [10, None] * 10 + [10] * 10
    observed = [60, 60] * 10 + [12] * 10
    found = activation(reached, observed, within=30)
    assert (found.value, found.n, found.n_censored) == (0.5, 20, 10)
