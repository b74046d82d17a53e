"""Empirical Bayes: groups are told apart as far as they differ."""

from __future__ import annotations

import numpy as np
import pytest

from ignition.predictors.pooling import pool


def test_groups_that_do_not_differ_are_pulled_together() -> None:
    expected = np.full(40, 20.0)
    events = np.random.default_rng(1).poisson(expected).astype(float)
    assert np.std(pool(events, expected).ratio) < 0.4 * np.std(events / expected)


def test_groups_that_differ_keep_their_own_ratio() -> None:
    random = np.random.default_rng(2)
    truth = random.gamma(2.0, 1 / 2, 300)
    expected = np.full(300, 25.0)
    events = random.poisson(truth * expected).astype(float)
    found = pool(events, expected).ratio
    assert np.mean((found - truth) ** 2) < np.mean((events / expected - truth) ** 2)
    assert np.corrcoef(found, truth)[0, 1] > 0.9


def test_a_group_nobody_knows_is_like_the_others() -> None:
    pooled = pool(np.array([0.0, 30, 10]), np.array([0.0, 20, 20]))
    assert pooled.ratio[0] == pytest.approx(1)
    assert pooled.log_sd[0] > pooled.log_sd[1]


def test_one_group_is_its_own_expectation() -> None:
    assert pool(np.array([3.0]), np.array([9.0])).ratio[0] == 1
