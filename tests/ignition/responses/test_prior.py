"""The elasticity prior."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.estimate import Grade
from ignition.responses import ElasticityPrior

PRIOR = ElasticityPrior()


def test_no_extra_effort_changes_nothing():
    assert PRIOR.lift(np.array([0.0]))[0] == 0.0


def test_the_mean_elasticity_is_the_published_one_cut():
    assert pytest.approx(0.30, abs=0.005) == PRIOR.elasticity


def test_moments_agree_with_two_hundred_thousand_draws():
    effort = np.array([0.05, 0.25, 1.0])
    drawn = PRIOR.draw(effort, np.random.default_rng(7).standard_normal(200_000))
    assert PRIOR.lift(effort) == pytest.approx(drawn.mean(axis=0), rel=0.01)
    assert PRIOR.lift_sd(effort) == pytest.approx(drawn.std(axis=0), rel=0.03)


def test_a_known_elasticity_leaves_no_doubt():
    certain = ElasticityPrior(median=0.25, sigma=0.0)
    assert certain.lift(np.array([0.25]))[0] == pytest.approx(1.25**0.25 - 1)
    assert certain.lift_sd(np.array([0.25]))[0] == pytest.approx(0.0, abs=1e-6)


@given(st.floats(0.05, 0.9), st.floats(0.0, 1.5))
def test_returns_fall_with_every_further_hour_whatever_is_believed(median, sigma):
    lift = ElasticityPrior(median, sigma).lift(np.linspace(0, 5, 60))
    added = np.diff(lift)
    assert (added > 0).all()
    assert (np.diff(added) <= 1e-12).all()


def test_what_is_assumed_says_so():
    assert PRIOR.grade is Grade.ASSUMED
    assert PRIOR.least_effort == 0.0
