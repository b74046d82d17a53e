"""The verdicts: skill is found where it was planted, and none where labels were shuffled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from ignition.backtest.judging import judge_chances, judge_counts, judge_forecast, judge_trial
from ignition.backtest.report import Period
from ignition.estimate import Estimate, Grade
from ignition.gate import gate
from ignition.predictors.revenue.trial import Trial, Tried

N = 3000
DRAW = np.random.default_rng(21)
TRUTH = DRAW.uniform(0.05, 0.9, N)
CAME = (DRAW.uniform(size=N) < TRUTH).astype(float)
EACH = np.arange(N)


def english(judged) -> str:
    return " ".join(reason.say("en") for reason in judged.verdict.reasons)


def an_estimate(value: float | None, low: float | None = None, high: float | None = None, n: int = 100) -> Estimate:
    return Estimate(value, value if low is None else low, value if high is None else high, n, Grade.SEGMENT, "test")


def test_planted_skill_is_found_and_shown() -> None:
    judged = judge_chances("wins", EACH, CAME, TRUTH)
    assert judged.verdict.shown
    assert judged.skills["base_rate"].low > 0.1


def test_shuffled_labels_are_hidden_every_time() -> None:
    shown = [
        judge_chances("wins", EACH, np.random.default_rng(seed).permutation(CAME), TRUTH).verdict.shown
        for seed in range(20)
    ]
    assert not any(shown)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (np.clip(TRUTH * 1.6 - 0.28, 0.01, 0.99), "too sure of themselves"),
        (0.45 + (TRUTH - 0.45) / 2, "too timid"),
        (np.clip(TRUTH**2, 0.01, 0.99), "too low"),
        (np.sqrt(TRUTH), "too high"),
    ],
)
def test_chances_that_do_not_mean_what_they_say_are_hidden_with_the_reason(said: np.ndarray, reason: str) -> None:
    judged = judge_chances("wins", EACH, CAME, said)
    assert not judged.verdict.shown
    assert reason in english(judged)


def test_a_rule_that_does_better_hides_the_number() -> None:
    noisy = np.clip(TRUTH + DRAW.normal(0, 0.2, N), 0.02, 0.98)
    judged = judge_chances("wins", EACH, CAME, noisy, {"by_stage": TRUTH})
    assert "simple rule does better" in english(judged)


def test_a_rule_that_says_nothing_of_some_is_compared_on_the_others() -> None:
    half = np.where(EACH < N // 2, np.nan, 0.5)
    assert judge_chances("wins", EACH, CAME, TRUTH, {"by_stage": half}).skills["by_stage"].n == N // 2


def test_the_mean_of_a_count_is_judged_by_squares_so_that_saying_nothing_does_not_win() -> None:
    """Nine in ten buy nothing: the absolute error would prefer "nothing" to the truth."""
    rate = np.where(EACH % 10 == 0, 3.0, 0.1)
    bought = np.random.default_rng(4).poisson(rate).astype(float)
    judged = judge_counts("purchases", EACH, bought, rate, {"mean": np.full(N, 0.39), "last_period": np.zeros(N)})
    assert judged.verdict.shown
    assert judged.figures["mae"].n == N


def periods(spread: float, n: int = 12) -> list[Period]:
    draw = np.random.default_rng(9)
    made = []
    for at in range(n):
        on = dt.date(2025, 1, 1) + dt.timedelta(days=28 * at)
        happened = 1000 + 100 * float(draw.normal())
        said = an_estimate(1000.0, 1000 - spread, 1000 + spread)
        made.append(Period(on, on + dt.timedelta(days=28), said, happened, 700.0, False))
    return made


def test_a_forecast_that_holds_what_it_promises_is_shown() -> None:
    judged = judge_forecast("base", periods(128.0))
    assert judged.verdict.shown
    assert judged.figures["mase"].value < 0.5


def test_intervals_too_narrow_are_hidden() -> None:
    assert "promise 80%" in english(judge_forecast("base", periods(15.0)))


def test_eleven_periods_are_too_few_to_judge_an_interval() -> None:
    assert "It takes 12" in english(judge_forecast("base", periods(128.0, n=11)))


def a_trial(seed: int, rule: float, looks: int = 15) -> Trial:
    """Six months from every look, as far as they are over; every month has an error of ours and one of the rule, whoever foresees it."""
    draw = np.random.default_rng(seed)
    ours, theirs = np.abs(draw.normal(0, [[100], [100 * rule]], (2, looks)))
    each = [
        Tried(look, month, bool(ours[month] < 128), float(ours[month]), float(theirs[month]), 1000.0)
        for look in range(looks) for month in range(look, min(look + 6, looks))
    ]  # fmt: skip
    return Trial(tuple(each))


def test_a_trial_without_skill_is_shown_no_more_often_than_an_interval_of_80_promises() -> None:
    shown = [judge_trial("total", a_trial(seed, rule=1.0)).verdict.shown for seed in range(60)]
    assert sum(shown) <= 11
    # and where the rule errs four times as much, most are
    assert sum(judge_trial("total", a_trial(seed, rule=4.0)).verdict.shown for seed in range(20)) >= 15


def test_a_trial_whose_intervals_hold_too_much_is_shown_and_too_little_is_not() -> None:
    def with_all(held: bool) -> Trial:
        return Trial(tuple(replace(one, held=held) for one in a_trial(1, rule=4.0).each))

    assert judge_trial("total", with_all(True)).verdict.shown
    assert "promise 80%" in english(judge_trial("total", with_all(False)))


def test_a_trial_counts_months_and_not_how_often_each_was_foreseen() -> None:
    judged = judge_trial("total", a_trial(1, rule=4.0, looks=11))
    assert (judged.subjects, judged.n) == (11, 51)
    assert "It takes 12" in english(judged)


def test_the_gate_without_a_skill_stays_shut() -> None:
    assert not gate([]).shown
    assert not gate([an_estimate(None)]).shown


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_reason_can_be_said(lang: str) -> None:
    bad = gate([an_estimate(-0.2)], an_estimate(0.5), an_estimate(0.9, 0.8, 1.0), an_estimate(0.4, 0.39, 0.41))
    assert len(bad.reasons) == 4
    assert all(reason.say(lang) for reason in bad.reasons)


def test_skill_as_likely_nought_as_not_is_hidden() -> None:
    assert not gate([an_estimate(0.02, -0.01, 0.05)]).shown
    assert gate([an_estimate(0.02, 0.01, 0.03)]).shown
