"""What others published is believed by half at most."""

from __future__ import annotations

import math

import pytest

from ignition.responses import Published


def test_a_published_effect_enters_cut_by_half_with_a_spread_about_its_mean() -> None:
    believed = Published(0.4, 0.05, "a study").prior
    mean = believed.median * math.exp(believed.sigma**2 / 2)
    assert mean == pytest.approx(0.2)
    assert mean * math.sqrt(math.expm1(believed.sigma**2)) == pytest.approx(0.2)


def test_a_study_that_is_itself_unsure_is_believed_less_closely() -> None:
    assert Published(0.4, 0.6, "a small study").prior.sigma > Published(0.4, 0.05, "a study").prior.sigma


@pytest.mark.parametrize(
    ("effect", "sd", "cut"), [(0.4, 0.1, 0.6), (0.4, 0.1, 0.0), (-0.2, 0.1, 0.5), (0.4, -1.0, 0.5)]
)
def test_more_than_half_is_never_believed_nor_what_is_no_effect(effect: float, sd: float, cut: float) -> None:
    with pytest.raises(ValueError, match="published effect"):
        Published(effect, sd, "a study", cut)
