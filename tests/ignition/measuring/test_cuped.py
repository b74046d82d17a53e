"""What was known before takes noise off what came after."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.measuring import Trial, cuped, effect_of_acting, without_before


def a_trial(seed: int, correlation: float, n: int = 4000, effect: float = 5.0) -> tuple[Trial, np.ndarray]:
    draw = np.random.default_rng(seed)
    before, acted = draw.normal(size=n), draw.random(n) < 0.5
    after = correlation * before + (1 - correlation**2) ** 0.5 * draw.normal(size=n)
    return Trial(100 + 10 * after + effect * acted, acted, np.full(n, 0.5)), 50 + 3 * before


def width(found):
    return found.high - found.low


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_the_variance_falls_by_the_square_of_the_correlation(correlation: float) -> None:
    trial, before = a_trial(1, correlation)
    ratio = width(cuped(trial, before)) / width(effect_of_acting(trial))
    assert ratio == pytest.approx((1 - correlation**2) ** 0.5, abs=0.02)


def test_the_effect_stays_what_it_is():
    trial, before = a_trial(2, 0.9)
    found = cuped(trial, before)
    assert found.low <= 5.0 <= found.high
    assert width(found) < 0.6


def test_theta_by_hand():
    """Inside the arms: x off by -1, 1, -2, 2 and y by -3, 3, -6, 6, so theta = 3; x less its mean 4 is -2, 0, -1, 3."""
    acted = np.array([True, True, False, False])
    adjusted = without_before(np.array([10.0, 16.0, 0.0, 12.0]), np.array([2.0, 4.0, 3.0, 7.0]), acted)
    assert adjusted.tolist() == [16.0, 16.0, 3.0, 3.0]


def test_a_past_that_is_all_the_same_or_unknown_changes_nothing():
    trial, _ = a_trial(3, 0.5, n=200)
    plain = effect_of_acting(trial)
    for before in (np.ones(200), np.full(200, np.nan)):
        assert (cuped(trial, before).value, cuped(trial, before).high) == pytest.approx((plain.value, plain.high))


def test_an_unknown_outcome_is_left_out():
    trial, before = a_trial(4, 0.5, n=200)
    trial.outcome[0] = np.nan
    found = cuped(trial, before)
    assert (found.n, found.n_censored) == (199, 1)
    assert np.isfinite(found.value)
