"""A promise that is kept is hardly ever refuted, however often one looks; one that is not kept is, soon."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.measuring import confidence_sequence, mean_so_far, refute
from ignition.measuring.refuting import RATE
from ignition.measuring.stating import TOO_FEW

MOST = 1000.0


def realised(seed: int, mean: float, n: int = 400) -> np.ndarray:
    """Most points bring nothing, some bring up to 1,000."""
    draw = np.random.default_rng(seed)
    return np.where(draw.random(n) < mean / 400, draw.beta(2.0, 3.0, n) * MOST, 0.0)


def refuted_ever(mean: float, promised: float, companies: int) -> float:
    """Stopped at the first look that refutes: the worst a person who looks after every case can do."""
    return float(np.mean([refute(realised(seed, mean), promised, 0.0, MOST).refuted for seed in range(companies)]))


def left_ever(companies: int, n: int = 400) -> float:
    streams = [np.random.default_rng([7, seed]).gamma(2.0, 50.0, n) for seed in range(companies)]
    bounds = [confidence_sequence(stream) for stream in streams]
    return float(np.mean([bool(((low > 100.0) | (high < 100.0)).any()) for low, high in bounds]))


def test_a_kept_promise_is_hardly_ever_refuted_however_often_one_looks():
    assert refuted_ever(mean=100.0, promised=100.0, companies=200) <= RATE


def test_a_promise_kept_by_a_third_is_refuted():
    assert refuted_ever(mean=33.0, promised=100.0, companies=100) >= 0.95


def test_looking_every_day_with_a_usual_interval_would_cry_wolf():
    """The reason for this file: a 90 % interval of each day, looked at from the tenth case on, misses the truth in far more than 10 %."""

    def ever_outside(seed: int) -> bool:
        stream, t = np.random.default_rng([7, seed]).gamma(2.0, 50.0, 400), np.arange(1, 401)
        error = stream.cumsum() / t - 100
        return bool((np.abs(error) > 1.645 * 50 * 2**0.5 / np.sqrt(t))[9:].any())

    assert np.mean([ever_outside(seed) for seed in range(200)]) > 0.3


def test_the_confidence_sequence_holds_at_all_looks_together():
    assert left_ever(companies=200) <= 0.10


@pytest.mark.drill
def test_of_a_thousand_kept_promises_at_most_the_stated_share_is_ever_refuted():
    assert refuted_ever(mean=100.0, promised=100.0, companies=1000) <= RATE


@pytest.mark.drill
def test_of_a_thousand_confidence_sequences_nine_in_ten_never_leave_the_truth():
    assert left_ever(companies=1000) <= 0.10


def test_the_bet_by_hand():
    """Prior mean and variance of an outcome in [0, 1] are 1/2 and 1/4: first bet sqrt(2 ln 20 / (1/4 x 1 x ln 2)) = 5.88, held to
    0.5 / (1 - 0.5) = 1. A first outcome of 0 against a promise of 0.5 then multiplies the stake by 1.5."""
    assert refute(np.array([0.0]), promised=0.5, least=0.0, most=1.0).evidence == pytest.approx(1.5)


def test_the_refutation_names_the_case_that_decided_and_stands_ever_after():
    story = np.zeros(40)
    first = refute(story, promised=0.5, least=0.0, most=1.0)
    assert first.after == 8  # 1.5^7 < 20 <= 1.5^8
    assert refute(np.r_[story, np.ones(400)], promised=0.5, least=0.0, most=1.0).after == 8


@given(st.integers(0, 2**32 - 1), st.floats(0.1, 10.0))
def test_the_unit_does_not_matter(seed: int, unit: float) -> None:
    story = realised(seed, 60.0, n=50)
    assert refute(story * unit, 100.0 * unit, 0.0, MOST * unit).evidence == pytest.approx(
        refute(story, 100.0, 0.0, MOST).evidence, rel=1e-6
    )


def test_outcomes_beyond_the_stated_bounds_are_refused_not_cut():
    with pytest.raises(ValueError, match="outside the bounds"):
        refute(np.array([5.0, 2000.0]), promised=100.0, least=0.0, most=MOST)


@pytest.mark.parametrize("promised", [-1.0, 1000.0, 2000.0])
def test_a_promise_that_no_outcome_could_keep_or_break_is_refused(promised: float) -> None:
    with pytest.raises(ValueError, match="cannot be held"):
        refute(np.array([5.0]), promised, least=0.0, most=MOST)


def test_before_anything_happened_nothing_is_refuted():
    found = refute(np.empty(0), promised=100.0, least=0.0, most=MOST)
    assert (found.refuted, found.evidence, found.n) == (False, 1.0, 0)


def test_the_mean_so_far_says_nothing_below_fifty_cases():
    assert mean_so_far(np.arange(49.0)).why == TOO_FEW
    found = mean_so_far(np.r_[np.arange(60.0), np.nan])
    assert (found.n, found.n_censored, found.value) == (60, 1, 29.5)
    assert found.low < 29.5 < found.high


def test_an_interval_for_all_looks_is_wider_than_one_for_a_single_look():
    stream = np.random.default_rng(3).normal(100, 10, 400)
    low, high = confidence_sequence(stream)
    single = 2 * 1.645 * 10 / 20
    assert single < high[-1] - low[-1] < 2.2 * single
