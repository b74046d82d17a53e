"""Newton's method finds the lowest point, also where the first steps mislead."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.predictors.descent import HIGHEST, LOWEST, Bowl, about, held, lowest, spread


def valley(point: np.ndarray) -> Bowl:
    """Rosenbrock's, whose curvature points up in places; lowest at (1, 1)."""
    x, y = point
    slope = np.array([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])
    curvature = np.array([[1200 * x * x - 400 * y + 2, -400 * x], [-400 * x, 200.0]])
    return Bowl(float(100 * (y - x * x) ** 2 + (1 - x) ** 2), slope, curvature)


@pytest.mark.parametrize("start", [(-1.2, 1.0), (0.0, 3.0), (5.0, -5.0), (1.0, 1.0)])
def test_it_finds_the_lowest_point_from_far_away(start: tuple[float, float]) -> None:
    assert lowest(valley, np.array(start)) == pytest.approx([1, 1], abs=1e-5)


@pytest.mark.parametrize(("pull", "fence"), [(1.0, LOWEST), (-1.0, HIGHEST)])
def test_a_slope_without_end_stops_at_the_fence(pull: float, fence: float) -> None:
    def plane(logs: np.ndarray) -> Bowl:
        return Bowl(
            float(pull * logs[0] + (logs[1] - 2) ** 2), np.array([pull, 2 * (logs[1] - 2)]), np.diag([0.0, 2.0])
        )

    assert lowest(plane, np.zeros(2)) == pytest.approx([fence, 2])


def test_what_is_not_finite_is_not_found() -> None:
    assert lowest(lambda logs: Bowl(float("nan"), logs, np.eye(2)), np.zeros(2)) is None


def test_the_sigma_points_have_the_covariance() -> None:
    covariance = np.array([[2.0, 0.5], [0.5, 1.0]])
    steps = np.array(about(covariance))
    np.testing.assert_allclose(steps.T @ steps / len(steps), covariance)


def test_a_direction_the_data_say_nothing_of_is_vague_but_not_without_end() -> None:
    assert spread(np.diag([4.0, 0.0])) == pytest.approx(np.diag([0.25, 9.0]))


def test_a_step_into_a_steeper_wall_is_shortened() -> None:
    step = held(np.array([4.0]), np.zeros(1), lambda logs: float(logs[0] ** 4), 0.0)
    assert 0 < step[0] <= 3**0.25
