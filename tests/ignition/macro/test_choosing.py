"""The organisation's Ignition Point: which passes, when it stays, when it is lit anew; and what to learn where none does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.macro.changes import Change
from ignition.macro.choosing import judged, light
from ignition.macro.contenders import Contender
from ignition.macro.learning import what_to_learn
from ignition.macro.measured import Measured
from ignition.macro.org_moves import OrgPoint, OrgStanding
from ignition.macro.posterior import certain_spread
from ignition.macro.weighing import DRAWS, Hours, weigh_lever
from ignition.macro.words import HISTORY
from ignition.scarcity import Bottleneck, Resource
from ignition.wording import Text

DAY = dt.date(2026, 11, 23)
HOURS = Hours(there_are=5_000, price=20.0, price_sd=0.0)
SAID = Text(it="x", en="x").of()


def scarce(resource: Resource = "hours") -> Bottleneck:
    return Bottleneck(resource, Estimate(20.0, 10.0, 30.0, 9, Grade.ASSUMED, "shadow_price"))


def a_move(name: str, mean: float, sd: float = 100.0, hours: float = 100.0, **more: object) -> Contender:
    net = mean + sd * np.random.default_rng(len(name)).standard_normal(DRAWS)
    known = {"kind": "flow", "grade": Grade.POOLED, "n": 40, "span_hours": hours, **more}
    return Contender(name=name, title=SAID, reason=SAID, hours=hours, gain=net + 20 * hours, net=net, **known)  # type: ignore[arg-type]


def lit(*moves: Contender, standing: OrgStanding | None = None, resource: Resource = "hours") -> OrgPoint | None:
    return light(list(moves), HOURS, scarce(resource), DAY, Assumptions(), standing)


def yesterdays(name: str, **known: object) -> OrgStanding:
    usual = OrgStanding("flow", name, DAY - dt.timedelta(7), DAY + dt.timedelta(60), "hours")
    return replace(usual, **known)  # type: ignore[arg-type]


def test_the_largest_gain_among_those_sure_enough_is_the_point():
    point = lit(a_move("small", 1_000), a_move("large", 5_000), a_move("unsure", 9_000, sd=20_000))
    assert point is not None
    assert point.move.name == "large"
    assert point.since == DAY


def test_what_no_hours_are_left_for_is_not():
    assert lit(a_move("large", 5_000, feasible=False)) is None


@pytest.mark.parametrize("moves", [[], [a_move("unsure", 100, sd=1_000)], [a_move("costly", -50.0)]])
def test_where_nothing_passes_there_is_no_point(moves: list[Contender]):
    assert lit(*moves) is None


def test_a_point_stays_while_nothing_is_worth_enough_more():
    point = lit(a_move("old", 5_000), a_move("newer", 5_050), standing=yesterdays("old"))
    assert point is not None
    assert (point.move.name, point.since) == ("old", DAY - dt.timedelta(7))


@pytest.mark.parametrize(
    ("standing", "moves"),
    [
        (yesterdays("old"), {"newer": 9_000.0}),
        (yesterdays("old", next_on=DAY), {"newer": 5_050.0}),
        (yesterdays("gone"), {"newer": 5_050.0}),
        (yesterdays("old", resource="moves"), {"newer": 5_050.0}),
    ],
    ids=["worth much more", "its fuel is spent", "no longer proposed", "the binding resource changed"],
)
def test_a_point_is_lit_anew(standing: OrgStanding, moves: dict[str, float]):
    point = lit(a_move("old", 5_000), *(a_move(name, mean) for name, mean in moves.items()), standing=standing)
    assert point is not None
    assert (point.move.name, point.since) == ("newer", DAY)


def test_fuel_lasts_as_long_as_the_hours_a_change_may_displace():
    point = lit(a_move("only", 5_000, hours=500))
    assert point is not None
    assert point.fuel == 500
    assert point.next_on == DAY + dt.timedelta(183)
    assert "500" in point.burns().say("en")


def test_fuel_is_less_when_it_has_burnt_for_a_while():
    first, later = (lit(a_move("only", 5_000, hours=500), standing=one) for one in (None, yesterdays("only")))
    assert first is not None
    assert later is not None
    assert later.fuel == pytest.approx(500 - 7 * 1_000 / 365)


def test_all_moves_stand_beside_each_other_with_their_chances():
    told = judged([a_move("a", 100.0), a_move("bb", 900.0), a_move("ccc", 500.0), a_move("dddd", 800.0)], 0.8)
    assert [one.name for one in told] == ["bb", "dddd", "ccc", "a"]
    assert told[0].p_top3 > 0.95 > 0.05 > told[-1].p_top3


def weighed(mean: float, sd: float, error: float = 0.1, units: float = 200):
    now = Estimate(0.25, 0.22, 0.28, 400, Grade.SEGMENT, "x v1")
    lever = Measured("conversion", now, revenue=200_000.0, revenue_error=0.0, units=units)
    return weigh_lever(
        lever,
        Change("history", certain_spread(mean, sd), 12, Grade.SEGMENT, error=error),
        HOURS,
        DAY,
        Assumptions(),
        1.0,
    )


def lesson(mean: float, sd: float, error: float = 0.1):
    return what_to_learn([weighed(mean, sd, error)], [], [], HOURS, Assumptions())


def test_a_trial_is_worth_most_where_the_choice_hangs_on_it():
    close, far = lesson(0.06, 0.10), lesson(0.40, 0.05)
    assert close is not None
    assert close.name == "trial:conversion"
    assert close.worth.low <= close.worth.value <= close.worth.high
    assert close.per_euro > 1
    assert far is None


def test_what_tells_less_is_worth_less():
    sharp, blunt = lesson(0.06, 0.10, 0.02), lesson(0.06, 0.10)
    assert sharp.worth.value > blunt.worth.value


def test_the_value_of_a_trial_is_that_of_pre_posterior_analysis():
    """Against the same by simulation: draw what the trial will show, choose, compare."""
    one = weighed(0.06, 0.10)
    found = what_to_learn([one], [], [], HOURS, Assumptions())
    rng, slope = np.random.default_rng(1), 0.35 * 200_000 * one.part
    shown = 0.10**2 / np.hypot(0.10, 2 * 0.1) * rng.standard_normal(400_000)
    after = float(one.net.mean()) + slope * shown
    simulated = np.maximum(after, 0).mean() - max(float(one.net.mean()), 0)
    assert found.worth.value == pytest.approx(simulated, rel=0.02)


def test_nothing_is_to_be_learnt_where_nothing_is_unknown():
    assert lesson(0.06, 0.0) is None


def test_a_price_nobody_writes_down_may_be_what_to_find_out():
    gap = Measured(
        "discount", Estimate(None, None, None, 0, Grade.POOLED, "x"), revenue=900_000.0, units=100, missing=HISTORY
    )
    found = what_to_learn([], [], [gap], HOURS, Assumptions())
    assert found.name == "record:discount"
