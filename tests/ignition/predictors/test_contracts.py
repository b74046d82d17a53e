"""sBG and beta-discrete-Weibull: published and planted parameters are found, and their intervals cover."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from ignition.predictors import contracts
from ignition.predictors.contracts import Staying, Tenures, fit_bdw, fit_sbg
from ignition.predictors.staying import retention, still_there, survival
from tests.ignition.predictors import drawn

HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]
"""Fader & Hardie (2007), of 1000 customers after 0 to 12 renewals; parameters were fitted to the first seven."""


def fitted(fit: Any, sizes: Any) -> Staying:
    model = fit(Tenures.of_cohort(sizes))
    assert model is not None
    return model


@pytest.mark.parametrize(("sizes", "a", "b"), [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)])
def test_the_published_cohorts_give_the_published_parameters(sizes: Any, a: float, b: float) -> None:
    model = fitted(fit_sbg, sizes[:8])
    assert (model.a, model.b) == pytest.approx((a, b), rel=0.002)


def test_the_published_weibull_is_found_on_four_renewals() -> None:
    """Fader et al. (2018): 0.259, 1.722 and 1.584."""
    model = fitted(fit_bdw, HIGH_END[:5])
    assert (model.a, model.b, model.c) == pytest.approx((0.259, 1.722, 1.584), rel=0.005)


@pytest.mark.parametrize("sizes", [HIGH_END, REGULAR])
@pytest.mark.parametrize("fit", [fit_sbg, fit_bdw])
def test_the_five_renewals_kept_back_are_foreseen_within_two_and_a_half_points(sizes: Any, fit: Any) -> None:
    model = fitted(fit, sizes[:8])
    missed = [survival(model, t).value - sizes[t] / 1000 for t in range(8, 13)]
    assert np.max(np.abs(missed)) < 0.025


def test_where_chances_change_with_tenure_the_weibull_foresees_better() -> None:
    sbg, bdw = (fitted(fit, HIGH_END[:5]) for fit in (fit_sbg, fit_bdw))
    missed = [abs(survival(model, 12).value - 0.394) for model in (sbg, bdw)]
    assert missed[1] < missed[0] / 3
    assert bdw.log_likelihood > sbg.log_likelihood


def test_slope_and_curvature_are_those_of_the_likelihood() -> None:
    logs, tenures = np.log([0.3, 1.5, 1.4]), Tenures.of_cohort(HIGH_END)
    bowl = contracts._loss(logs, tenures, 1.0)
    np.testing.assert_allclose(
        bowl.slope, approx_fprime(logs, lambda to: contracts._loss(to, tenures, 1.0).loss), atol=1e-2
    )
    for n, row in enumerate(bowl.curvature):
        bent = approx_fprime(logs, lambda to, n=n: contracts._loss(to, tenures, 1.0).slope[n])
        np.testing.assert_allclose(row, bent, atol=1e-2)


@pytest.mark.parametrize(("fit", "truth"), [(fit_sbg, (0.7, 2.0, 1.0)), (fit_bdw, (0.7, 2.0, 1.4))])
class TestPlanted:
    """Two hundred worlds of customers who began at different times."""

    @pytest.fixture
    def models(self, fit: Any, truth: Any) -> Any:
        return [fit(Tenures.counted(*drawn.contracts(truth, 1500, 8, seed))) for seed in range(200)]

    def test_parameters_lie_within_their_errors_as_often_as_they_claim(self, models: Any, fit: Any, truth: Any) -> None:
        free = 2 if fit is fit_sbg else 3
        errors = np.array([np.sqrt(np.diag(model.spread))[:free] for model in models])
        away = np.array([(model.logs - np.log(truth))[:free] for model in models])
        assert 0.73 <= np.mean(np.abs(away / errors) < 1.2816) <= 0.87

    def test_curves_lie_within_their_interval_as_often_as_they_claim(self, models: Any, truth: Any, fit: Any) -> None:
        for curve in (survival, retention):
            true = curve(Staying(*truth, np.zeros((3, 3)), 0.0, 1, 1), 10).value
            shares = [curve(model, 10) for model in models]
            assert 0.72 <= np.mean([share.low <= true <= share.high for share in shares]) <= 0.88

    def test_cohorts_end_within_their_interval_as_often_as_they_claim(self, models: Any, truth: Any, fit: Any) -> None:
        random = np.random.default_rng(5)
        share = still_there(Staying(*truth, np.zeros((3, 3)), 0.0, 1, 1), 1, 0, 6).value
        there = random.binomial(300, share, len(models))
        counts = [still_there(model, 300, 0, 6) for model in models]
        inside = [count.low <= one <= count.high for count, one in zip(counts, there, strict=True)]
        assert 0.74 <= np.mean(inside) <= 0.92


def test_retention_rises_with_tenure_although_nobody_changes() -> None:
    model = fitted(fit_sbg, REGULAR[:8])
    rates = [retention(model, t).value for t in range(1, 12)]
    assert rates == sorted(rates)
    assert np.prod(rates) == pytest.approx(survival(model, 11).value)


def test_customers_counted_one_by_one_give_the_same_as_the_cohort() -> None:
    renewals = np.repeat([1.0, 2.0, 3.0, 3.0], [369, 163, 86, 382])
    has_left = np.repeat([True, True, True, False], [369, 163, 86, 382])
    one, other = fit_sbg(Tenures.counted(renewals, has_left)), fitted(fit_sbg, REGULAR[:4])
    assert one is not None
    assert one.logs == pytest.approx(other.logs)


@pytest.mark.parametrize("sizes", [[10, 10, 10], [10, 0], [1, 1], [5, 4, 0, 0]])
@pytest.mark.parametrize("fit", [fit_sbg, fit_bdw])
def test_where_nobody_or_everybody_left_the_figures_stay_finite_and_are_graded_low(sizes: Any, fit: Any) -> None:
    share = survival(fitted(fit, sizes), 5)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.grade in ("L0", "L1")
    assert np.isfinite(still_there(fitted(fit, sizes), 7, 2, 3).high)


def test_nobody_who_faced_a_renewal_teaches_nothing() -> None:
    assert fit_sbg(Tenures.counted(np.zeros(5), np.zeros(5, bool))) is None


def test_of_nobody_nobody_stays() -> None:
    count = still_there(fitted(fit_sbg, REGULAR), 0, 2, 3)
    assert (count.value, count.low, count.high) == (0, 0, 0)
