"""How a measured effect is stated, or why it is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.estimate import Grade
from ignition.measuring import Trial, effect_of_acting, is_announced, promises, stating, uplift
from ignition.measuring.stating import effective, stated, two_armed
from ignition.wording import Text


def test_the_interval_by_hand():
    """Student's t with 10 degrees of freedom: 1.8125 for 90 %, 1.3722 for 80 %."""
    wide = stated("effect", 100.0, 10.0, 80, n_effective=80.0, freedom=10.0)
    narrow = stated("effect", 100.0, 10.0, 80, n_effective=80.0, freedom=10.0, mass=0.8)
    assert (wide.low, wide.high) == pytest.approx((81.875, 118.125), abs=1e-3)
    assert narrow.high == pytest.approx(113.722, abs=1e-3)


@pytest.mark.parametrize(("error", "said"), [(70.0, False), (60.0, True), (float("inf"), False), (float("nan"), False)])
def test_only_an_interval_that_leaves_out_zero_is_announced(error: float, said: bool) -> None:
    assert is_announced(stated("effect", 100.0, error, 80, n_effective=80.0)) is said
    assert is_announced(stated("effect", -100.0, error, 80, n_effective=80.0)) is said


def test_what_was_not_measured_is_an_assumption():
    assert stated("effect", 100.0, 1.0, 49, n_effective=49.9).grade is Grade.ASSUMED
    assert stated("effect", 100.0, 1.0, 50, n_effective=50.0).grade is Grade.MEASURED


@given(st.lists(st.floats(0.01, 100.0), min_size=1, max_size=50))
def test_effective_cases_are_never_more_than_cases(weights: list[float]) -> None:
    assert 1 - 1e-9 <= effective(np.array(weights)) <= len(weights) + 1e-9


@given(st.floats(1.0, 1e6), st.floats(1.0, 1e6))
def test_an_uneven_trial_never_tells_more_than_all_its_cases(acted: float, held: float) -> None:
    assert two_armed(acted, held) <= acted + held + 1e-6


@pytest.mark.parametrize(
    "outcome",
    [np.zeros(200), np.full(200, 1e12), np.r_[np.zeros(199), 1e300], np.full(200, np.nan), np.full(200, np.inf)],
    ids=["nothing", "all the same", "one giant", "unknown", "endless"],
)
def test_odd_outcomes_never_give_a_figure_that_is_no_number(outcome: np.ndarray) -> None:
    with np.errstate(over="ignore"):
        found = effect_of_acting(Trial(outcome, np.arange(200) % 2 == 0, np.full(200, 0.5)))
    assert all(bound is None or np.isfinite(bound) for bound in (found.value, found.low, found.high))
    assert (found.value is None) == (found.why is not None)


def test_whatever_is_not_said_has_its_reason_in_both_languages():
    reasons = [one for room in (stating, uplift, promises) for one in vars(room).values() if isinstance(one, Text)]
    assert len(reasons) >= 7
    assert all(text.it != text.en and text.it.endswith(".") and text.en.endswith(".") for text in reasons)
