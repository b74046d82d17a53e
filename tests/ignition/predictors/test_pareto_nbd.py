"""Pareto/NBD: planted parameters are found, the published ones on the published data, and the likelihood keeps its digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import approx_fprime

from ignition.predictors import pareto_nbd
from ignition.predictors.pareto_nbd import fit, log_likelihood, look_ahead, p_alive
from ignition.predictors.purchasing import Purchasing
from tests.ignition.predictors import drawn
from tests.ignition.predictors.test_bg_nbd import in_weeks

PUBLISHED = {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669, "log_likelihood": -9595.0}
TRUTH = (0.8, 6.0, 0.9, 20.0)


@pytest.fixture(scope="module")
def buyers() -> drawn.Drawn:
    return drawn.pareto_nbd(TRUTH, n=3000, weeks=104, after=52, seed=4)


@pytest.fixture(scope="module")
def fitted(buyers: drawn.Drawn) -> Any:
    return fit(Purchasing.counted(buyers.x, buyers.t_x, buyers.seen))


def plain(parameters: tuple[float, ...], x: float, t_x: float, seen: float) -> tuple[float, float]:
    """The likelihood of one customer as it is written, and the part of it in which they are alive."""
    r, alpha, s, beta = parameters

    def leaving_at(u: float) -> float:
        return float(s * (alpha + u) ** -(r + x) * (beta + u) ** -(s + 1))

    alive = (alpha + seen) ** -(r + x) * (beta + seen) ** -s
    gone = quad(leaving_at, t_x, seen, epsabs=0, epsrel=1e-11, limit=500)[0]
    front = np.prod(r + np.arange(x)) * alpha**r * beta**s
    return float(front * (alive + gone)), float(alive / (alive + gone))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_sample_gives_the_published_parameters(cdnow: Any, name: str) -> None:
    x, t_x, seen, _ = in_weeks(cdnow)
    assert getattr(fit(Purchasing.counted(x, t_x, seen)), name) == pytest.approx(PUBLISHED[name], rel=0.005)


def test_the_published_sample_is_foreseen_over_39_weeks(cdnow: Any) -> None:
    x, t_x, seen, later = in_weeks(cdnow)
    model = fit(Purchasing.counted(x, t_x, seen))
    assert model is not None
    ahead = look_ahead(np.exp(model.logs), x, t_x, seen, 39)
    assert np.mean(np.abs(ahead.p_alive * ahead.mean_alive - later)) <= 0.786


@pytest.mark.parametrize(
    "parameters", [(0.553, 10.578, 0.606, 11.669), (0.5, 3, 0.01, 0.05), (2, 100, 3, 0.5), (5, 0.5, 0.2, 200)]
)
@pytest.mark.parametrize(("x", "t_x", "seen"), [(0, 0, 39), (1, 3, 39), (10, 38, 39), (10, 5, 39), (3, 39, 39)])
def test_the_likelihood_is_the_one_that_is_written(parameters: Any, x: int, t_x: float, seen: float) -> None:
    one = tuple(np.array([value], dtype=float) for value in (x, t_x, seen))
    likelihood, alive = plain(parameters, x, t_x, seen)
    found = log_likelihood(np.log(parameters), Purchasing.counted(*one))
    assert found == pytest.approx(np.log(likelihood), rel=1e-7, abs=1e-7)
    assert p_alive(np.array(parameters), *one)[0] == pytest.approx(alive, rel=1e-6)


def test_the_most_frequent_buyers_and_the_longest_silences_stay_finite() -> None:
    x, t_x, seen = np.array([5000.0, 5000, 0, 1]), np.array([500.0, 5, 0, 0.1]), np.array([520.0, 5000, 1e6, 1e6])
    chances = p_alive(np.array(TRUTH), x, t_x, seen)
    assert np.all(np.isfinite(chances))
    assert np.isfinite(log_likelihood(np.log(TRUTH), Purchasing.counted(x, t_x, seen)))
    assert chances[1] < 1e-9


def test_slope_and_curvature_are_those_of_the_likelihood(buyers: drawn.Drawn) -> None:
    some = Purchasing.counted(buyers.x[:300], buyers.t_x[:300], buyers.seen[:300]).in_units_of(10.0)
    logs = np.log([0.7, 0.8, 1.1, 1.7])
    bowl = pareto_nbd.LIKELIHOOD.loss(logs, some, 1.0)
    numeric = approx_fprime(logs, lambda there: pareto_nbd.LIKELIHOOD.loss(there, some, 1.0).loss, 1e-6)
    np.testing.assert_allclose(bowl.slope, numeric, atol=2e-2)
    for n, row in enumerate(bowl.curvature):
        bent = approx_fprime(logs, lambda there, n=n: pareto_nbd.LIKELIHOOD.loss(there, some, 1.0).slope[n], 1e-6)
        np.testing.assert_allclose(row, bent, atol=2e-2)


def test_planted_parameters_are_found_within_their_errors(fitted: Any) -> None:
    z = (fitted.logs - np.log(TRUTH)) / np.sqrt(np.diag(fitted.spread))
    assert np.all(np.abs(z) < 3)
    assert np.all(np.sqrt(np.diag(fitted.spread)) < 0.5)
    assert fitted.standard_errors == pytest.approx(np.exp(fitted.logs) * np.sqrt(np.diag(fitted.spread)))


def test_as_many_are_alive_as_the_chances_say(buyers: drawn.Drawn) -> None:
    chances = p_alive(np.array(TRUTH), buyers.x, buyers.t_x, buyers.seen)
    for low, high in ((0, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.01)):
        inside = (chances >= low) & (chances < high)
        assert buyers.alive[inside].mean() == pytest.approx(chances[inside].mean(), abs=0.07)


@pytest.mark.parametrize("s", [0.4, 1.0, 1.000001, 2.5])
def test_simulated_customers_buy_as_much_as_expected(s: float) -> None:
    truth = (0.8, 6.0, s, 20.0)
    buyers = drawn.pareto_nbd(truth, n=20_000, weeks=60, after=52, seed=8)
    ahead = look_ahead(np.array(truth), buyers.x, buyers.t_x, buyers.seen, 52)
    mean, square = ahead.p_alive * ahead.mean_alive, ahead.p_alive * ahead.square_alive
    assert abs(buyers.later.sum() - mean.sum()) < 3.5 * np.sqrt(np.sum(square - mean**2))
    assert np.sum(buyers.later**2) == pytest.approx(square.sum(), rel=0.1)


def test_a_customer_with_one_purchase_may_have_left_too() -> None:
    once = p_alive(np.array(TRUTH), np.zeros(2), np.zeros(2), np.array([5.0, 300.0]))
    assert 1 > once[0] > once[1] > 0


def test_the_unit_of_time_changes_nothing_but_alpha_and_beta(buyers: drawn.Drawn, fitted: Any) -> None:
    days = fit(Purchasing.counted(buyers.x, buyers.t_x * 7, buyers.seen * 7))
    assert days is not None
    assert (days.alpha / 7, days.beta / 7, days.r, days.s) == pytest.approx(
        (fitted.alpha, fitted.beta, fitted.r, fitted.s), rel=1e-3
    )


def test_nobody_seen_for_any_time_teaches_nothing() -> None:
    assert fit(Purchasing.counted(np.zeros(40), np.zeros(40), np.zeros(40))) is None


@pytest.mark.parametrize("x", [0.0, 12.0])
def test_where_nobody_came_back_or_nobody_left_the_figures_stay_finite(x: float) -> None:
    model = fit(Purchasing.counted(np.full(50, x), np.full(50, 25.0 * (x > 0)), np.full(50, 26.0)))
    assert model is not None
    points = (np.exp(model.logs), *model.plausible)
    ahead = [look_ahead(point, np.array([x]), np.array([25.0 * (x > 0)]), np.array([26.0]), 26) for point in points]
    assert all(np.isfinite(one.p_alive[0] * one.square_alive[0]) for one in ahead)
