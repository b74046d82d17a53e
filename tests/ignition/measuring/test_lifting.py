"""The lift of an act: what it added to what comes by itself, where a lot decided and where it did not."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.estimate import Estimate, Grade
from ignition.measuring import Trial, is_announced
from ignition.measuring.lifting import lift_of_acting, lift_of_doing


def a_lot(lift: float, n: int = 200, seed: int = 0, *, before: bool = True) -> Estimate:
    """Shown with a chance between 0.3 and 0.7; each customer has a size of their own, and buys for that in both quarters."""
    rng = np.random.default_rng(seed)
    chance = rng.uniform(0.3, 0.7, n)
    acted = rng.random(n) < chance
    size = rng.gamma(4.0, 100.0, n)
    earlier, result = size * rng.gamma(9.0, 1 / 9, n), size * (1 + lift * acted) * rng.gamma(9.0, 1 / 9, n)
    return lift_of_acting(Trial(result - earlier if before else result, acted, chance), result)


@pytest.mark.parametrize("lift", [0.0, 0.25])
def test_in_three_hundred_companies_the_planted_lift_lies_in_its_interval_of_ninety_per_cent(lift: float) -> None:
    found = [a_lot(lift, seed=seed) for seed in range(300)]
    inside = np.mean([one.low <= lift <= one.high for one in found])
    assert 0.85 <= inside <= 0.95
    if not lift:
        assert np.mean([is_announced(one) and one.value > 0 for one in found]) <= 0.08


def test_what_was_before_makes_it_narrower() -> None:
    with_before, without = a_lot(0.25, 400), a_lot(0.25, 400, before=False)
    assert with_before.high - with_before.low < without.high - without.low


def test_too_few_or_no_lot_or_nothing_by_itself_says_nothing() -> None:
    few = a_lot(0.25, 30)
    acted, ones = np.arange(100) % 2 == 0, np.ones(100)
    no_lot = lift_of_acting(Trial(ones, acted, ones), ones)
    nothing = lift_of_acting(Trial(ones, acted, ones / 2), np.where(acted, 1.0, 0.0))
    for said in (few, no_lot, nothing):
        assert (said.value, said.grade) == (None, Grade.ASSUMED)
        assert said.why is not None


def test_done_against_not_done_is_never_called_measured() -> None:
    done = np.arange(60) % 2 == 0
    came = np.where(done, 130.0, 100.0) + np.arange(60) // 2 % 5
    found = lift_of_doing(came, came, done)
    assert (found.grade, found.low <= 30 / 102 <= found.high) == (Grade.POOLED, True)
    assert lift_of_doing(came[:8], came[:8], done[:8]).value is None
