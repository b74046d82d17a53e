"""Forecasts and probabilities: what is right is called right, what is wrong is called by its name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ignition.metrics.forecasting import (
    commit_hit_rate,
    forecast_bias,
    forecast_value_added,
    interval_coverage,
    mape,
    mase,
    seasonal_naive,
    wape,
)
from ignition.metrics.probabilities import brier_skill, calibration_bins, calibration_intercept, calibration_slope
from ignition.metrics.stating import NOT_DEFINED, TOO_FEW_PERIODS

RNG = np.random.default_rng(11)
SALES = 100 + 30 * np.sin(np.arange(48) * np.pi / 6) + RNG.normal(0, 5, 48)


def test_a_period_without_sales_leaves_mape_undefined_and_wape_defined() -> None:
    actual, forecast = [100, 0, 100, 100, 100], [110, 10, 100, 100, 100]
    assert (mape(actual, forecast).value, mape(actual, forecast).why) == (None, NOT_DEFINED)
    assert wape(actual, forecast).value == 0.05


def test_the_naive_forecast_against_itself_adds_nothing() -> None:
    naive = seasonal_naive(SALES, 12)
    assert mase(SALES, naive, naive).value == 1
    assert forecast_value_added(SALES, naive, naive).value == 0


def test_a_better_forecast_beats_the_naive_one_and_a_worse_one_does_harm() -> None:
    naive = seasonal_naive(SALES, 12)
    better, worse = SALES + RNG.normal(0, 1, 48), naive + RNG.normal(0, 20, 48)
    good, bad = forecast_value_added(SALES, better, naive), forecast_value_added(SALES, worse, naive)
    assert good.low is not None
    assert bad.high is not None
    assert good.low > 0 > bad.high


def test_errors_do_not_cancel_in_wape_and_do_in_bias() -> None:
    actual, forecast = [100] * 6, [120, 80] * 3
    assert wape(actual, forecast).value == 0.2
    assert forecast_bias(actual, forecast).value == 0
    assert forecast_bias(actual, [110] * 6).value == pytest.approx(0.1)


def test_eighty_percent_intervals_are_seen_to_cover_eighty_percent() -> None:
    actual = RNG.normal(0, 1, 2000)
    found = interval_coverage(actual, np.full(2000, -1.2816), np.full(2000, 1.2816))
    assert found.value == pytest.approx(0.80, abs=0.02)


@pytest.mark.parametrize("periods", [5, 11])
def test_below_twelve_periods_a_forecast_is_not_judged(periods: int) -> None:
    row = [100.0] * periods
    for found in (interval_coverage(row, row, row), commit_hit_rate(row, row), forecast_value_added(row, row, row)):
        assert (found.value, found.why) == (None, TOO_FEW_PERIODS)


def test_nothing_committed_gives_no_hit_rate() -> None:
    assert commit_hit_rate([0] * 12, [0] * 12).value is None


def said(seed: int, n: int = 500) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    p = 1 / (1 + np.exp(-rng.normal(-0.5, 1.2, n)))
    return (rng.uniform(size=n) < p).astype(float), p


def logit(p: Any) -> Any:
    return np.log(p / (1 - p))


def expit(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def test_honest_probabilities_pass_the_gate() -> None:
    slopes = [calibration_slope(*said(seed)) for seed in range(200)]
    intercepts = [calibration_intercept(*said(seed)) for seed in range(200)]
    for estimates, truth in ((slopes, 1), (intercepts, 0)):
        covered = [e.low is not None and e.high is not None and e.low <= truth <= e.high for e in estimates]
        assert np.mean(covered) == pytest.approx(0.80, abs=0.07)


def test_probabilities_twice_too_bold_have_half_the_slope() -> None:
    happened, p = said(1, 5000)
    assert calibration_slope(happened, expit(2 * logit(p))).value == pytest.approx(0.5, abs=0.05)


def test_probabilities_too_low_have_an_intercept_above_zero() -> None:
    happened, p = said(2, 5000)
    found = calibration_intercept(happened, expit(logit(p) - 0.7))
    assert found.low is not None
    assert found.low > 0.4


def test_calibration_is_that_of_maximum_likelihood() -> None:
    """Two values of p: the fitted log-odds are those of the two shares, exactly."""
    happened, p = [1] * 7 + [0] * 3 + [1] * 2 + [0] * 8, [0.8] * 10 + [0.3] * 10
    slope = (logit(0.7) - logit(0.2)) / (logit(0.8) - logit(0.3))
    assert calibration_slope(happened, p).value == pytest.approx(slope)
    assert calibration_intercept(happened, p).value == pytest.approx(logit(0.7) - slope * logit(0.8))


def test_perfect_separation_has_no_slope() -> None:
    assert calibration_slope([0] * 10 + [1] * 10, np.linspace(0.1, 0.9, 20)).value is None


def test_one_value_for_all_has_no_slope() -> None:
    assert calibration_slope([0, 1] * 10, [0.5] * 20).value is None


def test_saying_the_base_rate_has_no_skill_and_saying_the_truth_has_all() -> None:
    happened, _ = said(3)
    assert brier_skill(happened, np.full(500, happened.mean())).value == pytest.approx(0)
    assert brier_skill(happened, happened).value == 1


def test_shuffled_probabilities_are_worse_than_the_base_rate() -> None:
    happened, p = said(4, 2000)
    skill = brier_skill(happened, np.random.default_rng(1).permutation(p))
    assert skill.high is not None
    assert skill.high < 0


def test_where_everything_happened_skill_is_not_defined() -> None:
    assert brier_skill([1.0] * 20, [0.9] * 20).value is None


def test_under_a_hundred_cases_there_are_no_bins() -> None:
    assert calibration_bins(*said(5, 99)) == []
    assert len(calibration_bins(*said(5, 100))) == 10


def test_bins_of_honest_probabilities_lie_on_the_line() -> None:
    for mean, observed in calibration_bins(*said(6, 20_000)):
        assert observed.value == pytest.approx(mean, abs=0.05)
