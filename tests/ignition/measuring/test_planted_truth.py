"""A planted effect lies inside its interval as often as the interval says; where none is planted, none is announced beyond its rate."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from ignition.estimate import Estimate, Grade
from ignition.measuring import is_announced
from tests.ignition.measuring.companies import EFFECTS, POLICIES, policy_choices

PLANTED = 60.0
A_FEW, MANY = 100, 1000


def share_inside(found: Iterable[tuple[Estimate, float]]) -> float:
    return float(np.mean([one.low <= truth <= one.high for one, truth in found]))


def companies(name: str, effect: float, n: int) -> list[Estimate]:
    found = [EFFECTS[name](np.random.default_rng([n, seed]), effect) for seed in range(n)]
    assert all(one.grade is Grade.MEASURED and one.n_effective >= 50 for one in found)
    return found


def policies(name: str, n: int) -> list[tuple[Estimate, float]]:
    drawn = [policy_choices(np.random.default_rng([n, seed])) for seed in range(n)]
    return [(POLICIES[name](*known), truth) for *known, truth in drawn]


@pytest.mark.parametrize("name", EFFECTS)
def test_a_planted_effect_lies_inside_its_interval_in_most_companies(name: str) -> None:
    assert share_inside((one, PLANTED) for one in companies(name, PLANTED, A_FEW)) >= 0.82


@pytest.mark.parametrize("name", EFFECTS)
def test_hardly_any_company_is_told_of_an_effect_it_has_not(name: str) -> None:
    assert np.mean([is_announced(one) for one in companies(name, 0.0, A_FEW)]) <= 0.18


@pytest.mark.parametrize("name", EFFECTS)
def test_a_large_effect_is_announced(name: str) -> None:
    assert np.mean([is_announced(one) for one in companies(name, 400.0, 20)]) >= 0.95


@pytest.mark.parametrize("name", POLICIES)
def test_the_worth_of_a_policy_lies_inside_its_interval_in_most_companies(name: str) -> None:
    assert share_inside(policies(name, A_FEW)) >= 0.82


@pytest.mark.drill
@pytest.mark.parametrize("name", EFFECTS)
def test_of_a_thousand_companies_nine_in_ten_see_the_planted_effect_inside(name: str) -> None:
    assert 0.85 <= share_inside((one, PLANTED) for one in companies(name, PLANTED, MANY)) <= 0.95


@pytest.mark.drill
@pytest.mark.parametrize("name", EFFECTS)
def test_of_a_thousand_companies_without_an_effect_no_more_than_stated_are_told_of_one(name: str) -> None:
    rate, told = 0.10, np.mean([is_announced(one) for one in companies(name, 0.0, MANY)])
    assert told <= rate + 1.645 * (rate * (1 - rate) / MANY) ** 0.5


@pytest.mark.drill
@pytest.mark.parametrize("name", POLICIES)
def test_of_a_thousand_companies_nine_in_ten_see_the_worth_of_the_policy_inside(name: str) -> None:
    assert 0.85 <= share_inside(policies(name, MANY)) <= 0.95
