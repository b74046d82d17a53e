"""Intervals cover as often as they say: computed exactly where that can be done, on simulated worlds elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ignition.metrics import bootstrap
from ignition.metrics.intervals import mean_interval, middle, poisson_rate, wilson
from ignition.metrics.voices import nps, nps_interval


def coverage_of_wilson(n: int, p: float) -> float:
    inside = [low <= p <= high for low, high in (wilson(k, n) for k in range(n + 1))]
    return float(stats.binom.pmf(np.arange(n + 1), n, p)[inside].sum())


@pytest.mark.parametrize("n", [20, 50, 200])
def test_wilson_covers_at_its_nominal_rate(n: int) -> None:
    covered = [coverage_of_wilson(n, p) for p in np.linspace(0.05, 0.95, 181)]
    assert np.mean(covered) == pytest.approx(0.80, abs=0.02)
    assert min(covered) > 0.65


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(case: tuple[int, int]) -> None:
    part, whole = case
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1


def test_wilson_gives_the_published_example() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 at 95 %."""
    assert wilson(81, 263, z=1.959964) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148, z=1.959964) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def cells(n: int) -> Iterator[tuple[int, int]]:
    return ((promoters, detractors) for promoters in range(n + 1) for detractors in range(n + 1 - promoters))


@pytest.mark.parametrize(("p", "d"), [(0.5, 0.2), (0.3, 0.3), (0.7, 0.1), (0.2, 0.5)])
def test_nps_intervals_cover_at_their_nominal_rate(p: float, d: float) -> None:
    """Exactly, over every answer that 50 customers can give."""
    n, truth, covered = 50, 100 * (p - d), 0.0
    trinomial = stats.multinomial(n, [p, d, 1 - p - d])
    answers = list(cells(n))
    chances = trinomial.pmf([(up, down, n - up - down) for up, down in answers])
    for (up, down), chance in zip(answers, chances, strict=True):
        middle, half = nps_interval(up, down, n)
        covered += chance * (abs(truth - middle) <= half)
    assert covered == pytest.approx(0.80, abs=0.03)


def test_fifty_answers_give_about_21_points_at_95_percent() -> None:
    assert nps_interval(22, 11, 50, z=1.96)[1] == pytest.approx(21, abs=1)


def test_nps_counts_promoters_and_detractors() -> None:
    assert nps([10] * 5 + [0] * 5).value == 0
    assert nps([9] * 6).value == 100
    assert nps([6] * 6).value == -100
    assert nps([7, 8] * 3).value == 0


def test_answers_outside_the_scale_are_left_out() -> None:
    assert nps([10] * 5 + [11, -1, None]).n == 5


def test_poisson_rates_cover_at_least_at_their_nominal_rate() -> None:
    for mean in (2.0, 5.5, 20.0):
        counts = np.arange(80)
        inside = [low <= mean <= high for low, high in (poisson_rate(int(k), 1.0) for k in counts)]
        assert stats.poisson.pmf(counts, mean)[inside].sum() >= 0.80


@pytest.mark.parametrize("n", [5, 11, 40])
def test_the_interval_of_a_median_covers_at_least_at_its_nominal_rate(n: int) -> None:
    rng = np.random.default_rng(n)
    worlds = [middle(rng.exponential(size=n))[1] for _ in range(1000)]
    covered = np.mean([low <= np.log(2) <= high for low, high in worlds if low is not None and high is not None])
    assert covered >= 0.78


def test_the_interval_of_a_mean_covers() -> None:
    rng = np.random.default_rng(1)
    worlds = [mean_interval(rng.normal(3, 2, 8)) for _ in range(2000)]
    covered = np.mean([low <= 3 <= high for low, high in worlds if low is not None and high is not None])
    assert covered == pytest.approx(0.80, abs=0.025)


@pytest.mark.parametrize("n", [12, 60])
def test_the_bootstrap_of_a_ratio_covers_values_with_a_long_tail(n: int) -> None:
    rng, hits = np.random.default_rng(n), 0
    for _ in range(400):
        values = rng.lognormal(8, 0.8, n)
        won = values * (rng.uniform(size=n) < 0.4)
        low, high = bootstrap.of_sums(bootstrap.ratio, won, values)
        hits += low is not None and high is not None and low <= 0.4 <= high
    # 80 % +- 2.5 standard errors of 400 worlds, and a little for so small a sample
    assert 0.73 <= hits / 400 <= 0.86


def test_beyond_two_thousand_rows_the_normal_limit_says_the_same() -> None:
    rng = np.random.default_rng(2)
    values = rng.lognormal(8, 0.8, 2001)
    won = values * (rng.uniform(size=2001) < 0.4)
    few, many = (bootstrap.of_sums(bootstrap.ratio, won[:n], values[:n]) for n in (2000, 2001))
    assert few[0] is not None
    assert few[1] is not None
    assert many == pytest.approx(few, abs=0.1 * (few[1] - few[0]))


def test_very_many_rows_give_a_narrow_interval() -> None:
    rng = np.random.default_rng(3)
    values = rng.lognormal(8, 0.8, 200_000)
    low, high = bootstrap.of_sums(bootstrap.ratio, values * (rng.uniform(size=len(values)) < 0.4), values)
    assert low == pytest.approx(0.4, abs=0.01)
    assert high == pytest.approx(0.4, abs=0.01)


def test_percentiles_of_a_small_sample_are_widened_as_students_t_is() -> None:
    draws = np.random.default_rng(4).normal(size=100_000)
    low, high = bootstrap.percentiles(draws, 6)
    reach = stats.t.ppf(0.9, 5) * np.sqrt(6 / 5)
    assert (low, high) == (pytest.approx(-reach, abs=0.02), pytest.approx(reach, abs=0.02))
    assert bootstrap.percentiles(draws, 10_000) == pytest.approx((-1.2816, 1.2816), abs=0.02)
