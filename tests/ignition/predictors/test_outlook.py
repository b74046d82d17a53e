"""What BG/NBD expects of a customer, against the published formula and against simulated customers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.special import hyp2f1

from ignition.predictors.outlook import look_ahead, p_alive

TRUTH = np.array([0.8, 5.0, 0.9, 3.0])


def published(parameters: Any, x: float, seen: float, weeks: float) -> float:
    """Fader, Hardie & Lee (2005), eq. 10, for a customer who is alive."""
    r, alpha, a, b = parameters
    z = weeks / (alpha + seen + weeks)
    power = ((alpha + seen) / (alpha + seen + weeks)) ** (r + x)
    return float((a + b + x - 1) / (a - 1) * (1 - power * hyp2f1(r + x, b + x, a + b + x - 1, z)))


def arrays(*values: float) -> list[Any]:
    return [np.array([value], dtype=float) for value in values]


@pytest.mark.parametrize("parameters", [(0.243, 4.414, 0.793, 2.426), (2.0, 10, 1.5, 0.3), (0.5, 3, 0.01, 8)])
@pytest.mark.parametrize(("x", "seen", "weeks"), [(0, 30, 39), (2, 38, 39), (20, 38, 52), (100, 300, 52)])
def test_it_agrees_with_the_published_formula(parameters: Any, x: float, seen: float, weeks: float) -> None:
    ahead = look_ahead(np.array(parameters), *arrays(x, seen * 0.9, seen), weeks)
    assert ahead.mean_alive[0] == pytest.approx(published(parameters, x, seen, weeks), rel=1e-9)


def test_it_is_defined_where_the_published_formula_is_not() -> None:
    beside = [look_ahead(np.array([0.5, 4.0, a, 2.0]), *arrays(3, 20, 30), 52).mean_alive[0] for a in (0.999, 1, 1.001)]
    assert beside[0] > beside[1] > beside[2]
    frequent = look_ahead(np.array([0.5, 4.0, 0.8, 2.0]), *arrays(3000, 500, 520), 52)
    assert np.isfinite(frequent.mean_alive[0])
    assert np.isfinite(frequent.square_alive[0])


def test_simulated_customers_buy_as_much_as_expected(world: Any) -> None:
    ahead = look_ahead(TRUTH, world.x, world.t_x, world.seen, 52)
    mean, square = ahead.p_alive * ahead.mean_alive, ahead.p_alive * ahead.square_alive
    later = world.later(52)
    error = np.sqrt(np.sum(square - mean**2))
    assert abs(later.sum() - mean.sum()) < 3 * error
    assert np.sum(later**2) == pytest.approx(square.sum(), rel=0.15)


def test_as_many_are_alive_as_the_chances_say(world: Any) -> None:
    chances = p_alive(TRUTH, world.x, world.t_x, world.seen)
    for low, high in ((0, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.01)):
        inside = (chances >= low) & (chances < high)
        assert world.alive[inside].mean() == pytest.approx(chances[inside].mean(), abs=0.07)


def test_a_longer_silence_makes_it_less_likely_that_they_are_alive() -> None:
    silence = np.linspace(0, 60, 30)
    chances = p_alive(TRUTH, np.full(30, 5.0), np.full(30, 20.0), 20 + silence)
    assert np.all(np.diff(chances) < 0)


def test_a_customer_with_one_purchase_cannot_have_left() -> None:
    assert p_alive(TRUTH, *arrays(0, 0, 500))[0] == 1


def test_expected_purchases_grow_with_the_weeks() -> None:
    means = [look_ahead(TRUTH, *arrays(4, 30, 33), weeks).mean_alive[0] for weeks in (0.1, 1, 10, 100, 1000)]
    assert means == sorted(means)
    assert means[0] == pytest.approx(0.1 * 4.8 / 38, rel=0.02)
