"""Gamma-Gamma: what a purchase is worth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from ignition.predictors import gamma_gamma
from ignition.predictors.gamma_gamma import GammaGamma, fit, stated


def spending(p: float, q: float, gamma: float, n: int, seed: int = 5) -> tuple[Any, Any]:
    random = np.random.default_rng(seed)
    days = random.integers(1, 12, n).astype(float)
    return days, random.gamma(p * days) / days / random.gamma(q, 1 / gamma, n)


def test_planted_parameters_are_found() -> None:
    model = fit(*spending(6.25, 3.74, 15.44, 20_000))
    assert model is not None
    assert (model.p, model.q, model.gamma) == pytest.approx((6.25, 3.74, 15.44), rel=0.08)


def test_the_published_sample_gives_the_published_parameters(cdnow: Any) -> None:
    """Fader & Hardie (2013), note 025: p 6.25, q 3.74, gamma 15.44 on the customers who came back by 1997-09-30."""
    means = []
    for purchases in cdnow.values():
        by_day: dict[Any, float] = {}
        for day, dollars in purchases:
            if day.isoformat() <= "1997-09-30":
                by_day[day] = by_day.get(day, 0.0) + dollars
        repeats = [by_day[day] for day in sorted(by_day)[1:]]
        if repeats and sum(repeats) > 0:
            means.append((len(repeats), sum(repeats) / len(repeats)))
    n, m = (np.array(column, dtype=float) for column in zip(*means, strict=True))
    model = fit(n, m)
    assert model is not None
    assert (model.p, model.q, model.gamma) == pytest.approx((6.25, 3.74, 15.44), rel=0.02)


def test_few_purchases_are_pulled_to_the_mean_of_all() -> None:
    model = GammaGamma(p=6, q=4, gamma=15, n=100)
    everybody = 6 * 15 / 3
    expected, _ = model.expected(np.array([0.0, 1, 100]), np.array([0.0, 90, 90]))
    assert expected[0] == pytest.approx(everybody)
    assert everybody < expected[1] < expected[2] < 90


def test_constant_amounts_are_expected_again() -> None:
    n = np.arange(1, 41).astype(float)
    model = fit(n, np.full(40, 250.0))
    assert model is not None
    expected, square = model.expected(n, np.full(40, 250.0))
    np.testing.assert_allclose(expected, 250, rtol=0.01)
    assert np.all(np.isfinite(square))


@pytest.mark.parametrize("unit", [1e-6, 1.0, 1e9])
def test_the_currency_changes_nothing(unit: float) -> None:
    n, m = spending(5, 4, 20, 500)
    one, other = fit(n, m), fit(n, m * unit)
    assert one is not None
    assert other is not None
    assert other.p == pytest.approx(one.p, rel=1e-3)


def test_the_stated_model_has_the_stated_mean() -> None:
    assert stated(80.0).expected(np.array([0.0]), np.array([0.0]))[0][0] == pytest.approx(80)


TRUTH = (6.0, 4.0, 15.0)


def test_parameters_lie_within_their_errors_as_often_as_they_claim() -> None:
    inside = []
    for seed in range(120):
        model = fit(*spending(*TRUTH, n=600, seed=seed))
        assert model is not None
        away = np.array([model.p, model.q, model.gamma]) / TRUTH
        inside.append(np.abs(np.log([away[0], (model.q - 1) / 3, away[2]])) < 1.2816 * np.sqrt(np.diag(model.spread)))
    assert 0.73 <= np.mean(inside) <= 0.87


def test_eighty_of_a_hundred_customers_spend_within_their_interval() -> None:
    random = np.random.default_rng(9)
    days, means = random.integers(1, 6, 3000).astype(float), 6 / random.gamma(4.0, 1 / 15, 3000)
    seen = random.gamma(6 * days) / days * means / 6
    model = fit(days, seen)
    assert model is not None
    low, high = model.interval(days, seen)
    assert np.mean((low <= means) & (means <= high)) == pytest.approx(0.8, abs=0.03)


def test_the_standard_errors_are_those_of_the_parameters_themselves() -> None:
    model = fit(*spending(*TRUTH, n=2000))
    assert model is not None
    logs = np.sqrt(np.diag(model.spread))
    assert model.standard_errors == pytest.approx((model.p * logs[0], (model.q - 1) * logs[1], model.gamma * logs[2]))


def test_slope_and_curvature_are_those_of_the_likelihood() -> None:
    alike = gamma_gamma.Spending.counted(*spending(*TRUTH, n=300))
    logs = np.log([5.0, 2.5, 12.0])
    bowl = gamma_gamma._loss(logs, alike)
    np.testing.assert_allclose(bowl.slope, approx_fprime(logs, lambda to: gamma_gamma._loss(to, alike).loss), atol=1e-2)
    for row, curved in enumerate(bowl.curvature):
        bent = approx_fprime(logs, lambda to, row=row: gamma_gamma._loss(to, alike).slope[row])
        np.testing.assert_allclose(curved, bent, atol=1e-2)
