"""Moves of the organisation speak of stages, deals and customers: never of a person, never of a team below five."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pyarrow as pa
import pytest

from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.macro.measured import Measured
from ignition.macro.organisation import coaching, discount_rule, moving, pairing
from ignition.macro.reading import Dealt
from ignition.macro.weighing import Hours

DAY = dt.date(2026, 11, 23)
TODAY = (DAY - dt.date(1970, 1, 1)).days
HOURS = Hours(there_are=5_000, price=30.0, price_sd=5.0)
NAMES = ["anna", "bruno", "carla", "dario", "elena"]
PRICES = dict(zip(NAMES, [150.0, 0.0, 0.0, 0.0, 0.0], strict=True))
WEEKLY = dict.fromkeys(NAMES, 20.0)


def candidates(n: int = 6, person: str = "anna", subject: str = "customer") -> pa.Table:
    return pa.table(
        {
            "subject": [subject] * n,
            "subject_id": [f"s{number}" for number in range(n)],
            "customer_id": [f"c{number}" for number in range(n)],
            "customer_name": [f"Ditta {number}" for number in range(n)],
            "person": [person] * n,
            "gain": [200.0 - number for number in range(n)],
            "gain_low": [120.0] * n,
            "gain_high": [300.0] * n,
            "dose_hours": [1.5] * n,
            "stake": [2_000.0 - number for number in range(n)],
            "usual_hours": [3.0] * n,
        }
    )


def conversion(stage: str = "Offerta") -> Measured:
    now = Estimate(0.25, 0.22, 0.28, 400, Grade.SEGMENT, "x")
    return Measured("conversion", now, revenue=400_000.0, units=400, stage=stage)


def deals(n: int = 40) -> Dealt:
    off = np.linspace(0.0, 0.39, n)
    none = np.full(n, "")
    return Dealt(
        np.full(n, TODAY - 90.0),
        np.full(n, TODAY - 30.0),
        np.ones(n, np.int64),
        np.full(n, 1_000.0),
        1_000 * (1 - off),
        none,
        none,
        (none[:0], none[:0]),
    )


def test_customers_whose_hours_are_wanted_elsewhere_are_moved_together():
    (found,) = moving(candidates(), PRICES, WEEKLY, HOURS, DAY)
    assert (found.kind, found.n, len(found.customers)) == ("organisation", 6, 6)
    assert found.net.mean() > 0
    assert found.title.say("en") == "Move 6 customers to where there are hours, Ditta 0, Ditta 1, Ditta 2 among them"


@pytest.mark.parametrize("lang", ["it", "en"])
def test_whose_they_are_is_said_nowhere(lang):
    for found in (
        *moving(candidates(), PRICES, WEEKLY, HOURS, DAY),
        *pairing(candidates(subject="deal"), 5, HOURS, DAY, Assumptions()),
    ):
        said = json.dumps([found.title.to_dict(), found.reason.to_dict(), found.customers]) + found.title.say(lang)
        assert not any(name in said for name in NAMES)


def test_a_team_of_four_hears_of_no_move_on_the_team():
    four = {name: WEEKLY[name] for name in NAMES[:4]}
    assert not list(moving(candidates(), PRICES, four, HOURS, DAY))
    assert not list(coaching(conversion(), 4, HOURS, DAY, Assumptions()))
    assert not list(pairing(candidates(subject="deal"), 4, HOURS, DAY, Assumptions()))


def test_two_customers_are_too_few_to_move():
    assert not list(moving(candidates(2), PRICES, WEEKLY, HOURS, DAY))


def test_where_an_hour_is_worth_the_same_everywhere_nobody_is_moved():
    assert not list(moving(candidates(), dict.fromkeys(NAMES, 30.0), WEEKLY, HOURS, DAY))


def test_coaching_is_about_the_stage_and_the_whole_team():
    (found,) = coaching(conversion(), 6, HOURS, DAY, Assumptions())
    assert found.hours == 72
    assert found.grade == Grade.ASSUMED
    assert "“Offerta”" in found.title.say("en")
    assert "nobody in particular" in found.reason.say("en")


def test_an_assumption_alone_never_makes_coaching_or_a_rule_sure_enough():
    for found in (
        *coaching(conversion(), 6, HOURS, DAY, Assumptions()),
        *discount_rule(deals(), TODAY, HOURS, DAY, Assumptions()),
    ):
        assert found.sure_to_gain < 0.90


def test_without_a_stage_there_is_nothing_to_coach_on():
    assert not list(coaching(conversion(""), 6, HOURS, DAY, Assumptions()))


def test_pairs_go_to_the_largest_deals():
    (found,) = pairing(candidates(14, subject="deal"), 6, HOURS, DAY, Assumptions())
    assert (found.n, found.hours, found.customers[0]) == (10, 10.0, "s0")
    assert found.gain.mean() == pytest.approx(0.3 * 10 * 2_000 * np.log(4 / 3), rel=0.1)


def test_a_rule_on_discounts_is_worth_half_of_what_lay_beyond_it():
    (found,) = discount_rule(deals(), TODAY, HOURS, DAY, Assumptions(margin=1.0))
    beyond = np.linspace(0.0, 0.39, 40)
    cap = np.quantile(beyond, 0.75)
    assert found.n == 10
    assert found.gain.mean() == pytest.approx(0.5 * 1_000 * (beyond - cap)[beyond > cap].sum(), rel=0.05)


def test_without_prices_there_is_no_rule():
    assert not list(discount_rule(None, TODAY, HOURS, DAY, Assumptions()))
