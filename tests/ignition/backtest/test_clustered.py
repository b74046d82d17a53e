"""Intervals over subjects: the same point as the metric, and as wide as the subjects allow."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.backtest import clustered
from ignition.metrics import probabilities

DRAW = np.random.default_rng(11)
P = DRAW.uniform(0.05, 0.95, 400)
CAME = (DRAW.uniform(size=400) < P).astype(float)
EACH = np.arange(400)


def again(times: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same cases, each looked at several times."""
    return np.tile(EACH, times), np.tile(CAME, times), np.tile(P, times)


def width(estimate) -> float:
    return estimate.high - estimate.low


def test_the_area_is_the_share_of_pairs_in_order_ties_counting_half() -> None:
    p = np.round(P, 1)
    pairs = [(a > b) + (a == b) / 2 for a in p[CAME == 1] for b in p[CAME == 0]]
    assert clustered.area(EACH, CAME, p).value == pytest.approx(np.mean(pairs))


def test_chances_drawn_at_random_tell_nobody_apart() -> None:
    shuffled = np.random.default_rng(5).permutation(CAME)
    found = clustered.area(EACH, shuffled, P)
    assert abs(found.value - 0.5) < 0.08
    assert clustered.brier_skill(EACH, shuffled, P).value < 0


@pytest.mark.parametrize(
    "figure", [clustered.area, clustered.brier_skill, lambda *data: clustered.calibration(*data)[0]]
)
def test_looking_twice_at_the_same_one_is_not_twice_the_proof(figure) -> None:
    once, twice = figure(EACH, CAME, P), figure(*again(4))
    assert twice.value == pytest.approx(once.value)
    assert width(twice) == pytest.approx(width(once), rel=0.15)


def test_subjects_seen_once_get_about_the_interval_of_the_metric() -> None:
    ours, theirs = clustered.calibration(EACH, CAME, P)[0], probabilities.calibration_slope(CAME, P)
    assert ours.value == theirs.value
    assert width(ours) == pytest.approx(width(theirs), rel=0.25)


def test_the_interval_of_the_area_holds_the_truth_about_as_often_as_it_says() -> None:
    draw, held, worlds = np.random.default_rng(2), 0, 200
    truth = 0.7602  # of two normals one apart: Phi(1 / sqrt 2)
    for _ in range(worlds):
        came = np.repeat([0.0, 1.0], 60)
        p = draw.normal(size=120) + came
        found = clustered.area(np.arange(120), came, p)
        held += found.low <= truth <= found.high
    assert 0.72 <= held / worlds <= 0.88


@pytest.mark.parametrize("came", [np.zeros(9), np.ones(9), np.zeros(0)])
def test_where_all_or_none_happened_nothing_is_defined(came: np.ndarray) -> None:
    subject, p = np.arange(len(came)), np.linspace(0.1, 0.9, len(came))
    assert clustered.area(subject, came, p).value is None
    assert clustered.brier_skill(subject, came, p).value is None
    assert clustered.calibration(subject, came, p)[0].value is None
