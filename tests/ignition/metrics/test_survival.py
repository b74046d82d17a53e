"""Kaplan-Meier and Aalen-Johansen against published tables, and against what they must be where nothing is censored.

The 6-MP trial: Freireich et al. (1963), as tabled in Klein & Moeschberger (2003), sections 1.2, 4.2 and 4.5. The breast cancer
follow-up: Satagopan et al. (2004), British Journal of Cancer 91, table 2. The small Aalen-Johansen table: lifelines 0.30.3.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.metrics.intervals import share_interval
from ignition.metrics.survival import incidence, kaplan_meier, median, restricted_mean

SIX_MP = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], dtype=float)
RELAPSED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]) > 0
PLACEBO = np.array([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], dtype=float)
ALL = np.ones(21) > 0


def test_the_6mp_trial_gives_its_published_survival() -> None:
    curve = kaplan_meier(SIX_MP, RELAPSED)
    assert curve.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.survival == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)
    errors = curve.survival * np.sqrt(curve.greenwood)
    assert errors == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)


def test_the_6mp_trial_gives_its_published_medians() -> None:
    value, (low, high) = median(kaplan_meier(SIX_MP, RELAPSED))
    assert (value, low) == (23, 16)
    assert np.isnan(high)
    assert median(kaplan_meier(PLACEBO, ALL)) == (8, (5, 11))


def test_the_6mp_trial_gives_its_published_restricted_mean() -> None:
    mean, error = restricted_mean(kaplan_meier(SIX_MP, RELAPSED), 35)
    assert (mean, error) == (pytest.approx(23.29, abs=0.005), pytest.approx(2.83, abs=0.005))


def test_the_breast_cancer_follow_up_gives_its_published_incidence() -> None:
    months = np.array([7, 10, 14, 16, 18, 23, 24, 26, 27, *[60] * 296], dtype=float)
    kinds = np.array([0, 1, 0, 1, 2, 1, 0, 2, 1, *[0] * 296], dtype=float)
    found = [100 * incidence(months, kinds, 1, tau)[0] for tau in (10, 16, 23, 27)]
    assert found == pytest.approx([0.3, 0.7, 1.0, 1.3], abs=0.06)
    assert [100 * kaplan_meier(months, kinds > 0).at(tau) for tau in (10, 16, 18, 23, 26, 27)] == pytest.approx(
        [99.7, 99.3, 99.0, 98.7, 98.3, 98.0], abs=0.06
    )


def test_incidence_and_its_variance_are_those_of_lifelines() -> None:
    days = np.array([3, 5, 8, 12, 14, 18, 21, 25, 30, 33, 37, 40], dtype=float)
    kinds = np.array([1, 2, 0, 1, 3, 1, 2, 0, 1, 2, 1, 0], dtype=float)
    found = [incidence(days, kinds, 1, tau) for tau in (3, 12, 18, 30, 37)]
    assert [value for value, _ in found] == pytest.approx([0.083333, 0.175926, 0.268519, 0.384259, 0.5], abs=1e-6)
    variances = [error**2 for _, error in found]
    assert variances == pytest.approx([0.006366, 0.012843, 0.017702, 0.023507, 0.025442], abs=1e-6)
    assert share_interval(*found[2], 12) == pytest.approx((0.118702, 0.444322), abs=1e-6)


waits = st.lists(st.integers(1, 30), min_size=3, max_size=40)


@given(waits, st.integers(1, 30))
def test_where_nothing_is_censored_survival_is_a_plain_share(days: list[int], tau: int) -> None:
    durations = np.array(days, dtype=float)
    curve = kaplan_meier(durations, np.ones(len(days)) > 0)
    assert curve.at(tau) == pytest.approx((durations > tau).mean())
    assert restricted_mean(curve, tau)[0] == pytest.approx(np.minimum(durations, tau).mean())


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 3)), min_size=3, max_size=40), st.integers(1, 30))
def test_where_nothing_is_censored_incidence_is_a_plain_share_with_its_error(
    rows: list[tuple[int, int]], tau: int
) -> None:
    days, kinds = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    value, error = incidence(days, kinds, 1, tau)
    share = ((days <= tau) & (kinds == 1)).mean()
    assert value == pytest.approx(share)
    assert error == pytest.approx(np.sqrt(share * (1 - share) / len(days)), abs=1e-7)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 3)), min_size=1, max_size=40), st.integers(1, 30))
def test_all_ways_to_end_and_still_waiting_add_up_to_one(rows: list[tuple[int, int]], tau: int) -> None:
    days, kinds = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    ended = sum(incidence(days, kinds, kind, tau)[0] for kind in (1, 2, 3))
    assert ended + kaplan_meier(days, kinds > 0).at(tau) == pytest.approx(1)


def test_survival_where_nobody_ended_is_one_and_says_how_sure() -> None:
    curve = kaplan_meier(np.array([3.0, 5.0, 9.0, 9.0, 9.0]), np.zeros(5) > 0)
    low, high = curve.interval_at(9)
    assert (curve.at(9), high) == (1.0, 1.0)
    assert low is not None
    assert 0.5 < low < 1.0
