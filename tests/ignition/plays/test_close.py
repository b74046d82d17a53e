"""Close: the expected date is here."""

from __future__ import annotations

import datetime as dt

import pytest

from ignition.plays.close import PLAY
from tests.ignition.situations import DAY, a_closing_deal, a_deal, proposed


def expected_in(days: int) -> dict[str, object]:
    return {"expected_on": DAY + dt.timedelta(days), "days_to_expected": float(days)}


@pytest.mark.parametrize(("days", "due"), [(-31, 0), (-30, 1), (0, 1), (14, 1), (15, 0)])
def test_a_deal_is_due_from_two_weeks_before_its_date_to_thirty_days_after(days, due):
    assert len(proposed(PLAY, deals=[a_closing_deal(**expected_in(days))])) == due


def test_a_deal_without_an_expected_date_is_never_due():
    assert proposed(PLAY, deals=[a_deal()]) == []


def test_a_poor_chance_is_not_called_a_close():
    assert proposed(PLAY, deals=[a_closing_deal(p_win=0.1)]) == []


def test_only_an_overdue_deal_is_at_risk():
    soon, late = proposed(PLAY, deals=[a_closing_deal("a soon"), a_closing_deal("b late", **expected_in(-3))])
    assert soon["at_risk"] is None
    assert late["at_risk"] == late["stake"]
