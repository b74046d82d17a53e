"""BG/NBD: planted parameters are found, and the published ones on the published data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from ignition.predictors.bg_nbd import Purchasing, fit, log_likelihood
from ignition.predictors.outlook import look_ahead

CALIBRATION_END = dt.date(1997, 9, 30)
PUBLISHED = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "log_likelihood": -9582.4}


def in_weeks(cdnow: Any) -> tuple[Any, ...]:
    """(x, t_x, T) of the calibration weeks, and the purchases of the 39 weeks after them."""
    rows = []
    for purchases in cdnow.values():
        days = sorted({day for day, _ in purchases})
        inside = [day for day in days if day <= CALIBRATION_END]
        first, last = inside[0], inside[-1]
        later = len(days) - len(inside)
        rows.append((len(inside) - 1, (last - first).days / 7, (CALIBRATION_END - first).days / 7, later))
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_sample_gives_the_published_parameters(cdnow: Any, name: str) -> None:
    x, t_x, seen, _ = in_weeks(cdnow)
    model = fit(Purchasing.counted(x, t_x, seen))
    assert getattr(model, name) == pytest.approx(PUBLISHED[name], rel=0.005)


def test_the_published_sample_is_foreseen_over_39_weeks(cdnow: Any) -> None:
    x, t_x, seen, later = in_weeks(cdnow)
    model = fit(Purchasing.counted(x, t_x, seen))
    assert model is not None
    ahead = look_ahead(np.exp(model.logs), x, t_x, seen, 39)
    expected = ahead.p_alive * ahead.mean_alive
    usual_rate = later.mean() * np.ones_like(later)
    assert np.mean(np.abs(expected - later)) <= 0.786 < np.mean(np.abs(usual_rate - later))
    assert np.corrcoef(expected, later)[0, 1] == pytest.approx(0.63, abs=0.01)
    assert expected.sum() == pytest.approx(later.sum(), rel=0.15)


def test_planted_parameters_are_found_within_their_errors(world: Any) -> None:
    model = fit(Purchasing.counted(world.x, world.t_x, world.seen))
    assert model is not None
    z = (model.logs - np.log([0.8, 5.0, 0.9, 3.0])) / np.sqrt(np.diag(model.spread))
    assert np.all(np.abs(z) < 3)
    assert np.all(np.sqrt(np.diag(model.spread)) < 0.3)


def test_the_slope_is_the_one_of_the_likelihood(world: Any) -> None:
    kinds = Purchasing.counted(world.x[:200], world.t_x[:200], world.seen[:200])
    model = fit(kinds)
    assert model is not None
    best = log_likelihood(model.logs, kinds)
    numeric = approx_fprime(model.logs, lambda logs: log_likelihood(logs, kinds), 1e-6)
    assert best == pytest.approx(model.log_likelihood)
    assert np.abs(numeric).max() < 0.05
    assert all(log_likelihood(model.logs + step, kinds) < best for step in 0.2 * np.vstack([np.eye(4), -np.eye(4)]))


def test_customers_alike_are_one_row() -> None:
    kinds = Purchasing.counted(np.array([2.0, 0, 2]), np.array([5.0, 0, 5]), np.array([9.0, 9, 9]))
    assert kinds.x.tolist() == [0, 2]
    assert kinds.weight.tolist() == [1, 2]


def test_the_unit_of_time_changes_nothing_but_alpha(world: Any) -> None:
    weeks = fit(Purchasing.counted(world.x, world.t_x, world.seen))
    days = fit(Purchasing.counted(world.x, world.t_x * 7, world.seen * 7))
    assert weeks is not None
    assert days is not None
    assert days.alpha == pytest.approx(weeks.alpha * 7, rel=1e-3)
    assert days.r == pytest.approx(weeks.r, rel=1e-3)


def test_nobody_seen_for_any_time_teaches_nothing() -> None:
    assert fit(Purchasing.counted(np.zeros(40), np.zeros(40), np.zeros(40))) is None


def test_the_plausible_parameters_spread_as_the_covariance_says(world: Any) -> None:
    model = fit(Purchasing.counted(world.x, world.t_x, world.seen))
    assert model is not None
    away = np.log(model.plausible) - model.logs
    np.testing.assert_allclose(away.T @ away / 8, model.spread, rtol=1e-6, atol=1e-12)


def test_where_nobody_ever_left_the_doubt_stays_sober() -> None:
    """The chance to leave has no lower end in the data; what is expected of the customers is still known well."""
    x, t_x, seen = np.full(200, 12.0), np.full(200, 25.0), np.full(200, 26.0)
    model = fit(Purchasing.counted(x, t_x, seen))
    assert model is not None
    expected = [look_ahead(point, x[:1], t_x[:1], seen[:1], 26) for point in (np.exp(model.logs), *model.plausible)]
    bought = [float(ahead.p_alive[0] * ahead.mean_alive[0]) for ahead in expected]
    assert bought[0] == pytest.approx(12.5, rel=0.1)
    assert all(one == pytest.approx(bought[0], rel=0.2) for one in bought)
