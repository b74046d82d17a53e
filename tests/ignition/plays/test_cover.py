"""Cover: who decides is known, and nobody has spoken with them."""

from __future__ import annotations

import pytest

from ignition.plays.cover import PLAY
from tests.ignition.situations import a_deal, an_uncovered_deal, proposed


def test_a_deal_whose_decider_nobody_met_is_proposed():
    (found,) = proposed(PLAY, deals=[a_deal("D1"), an_uncovered_deal("D2")])
    assert (found["subject_id"], found["hours"], found["at_risk"]) == ("D2", 1.0, None)


@pytest.mark.parametrize(
    "otherwise", [{"contacts_met": 0}, {"age_days": 3.0}, {"p_win": 0.01}, {"unmet_decider": None}]
)
def test_a_deal_just_begun_hopeless_or_covered_is_left_in_peace(otherwise):
    assert proposed(PLAY, deals=[an_uncovered_deal(**otherwise)]) == []
