"""Several judges: who knew better before counts for more now."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from ignition.estimate import Grade
from ignition.responses import Came, Judgement, Stated, miscalibration, pool

MILD = Judgement(nothing=0.7, half_more=1.1, most=1.5)
BOLD = Judgement(nothing=0.2, half_more=1.6, most=3.0)
EFFORT = np.array([0.25])
DAY = dt.date(2026, 1, 1)
SIGMA = 0.6


def said(**answers: Judgement) -> list[Stated]:
    return [Stated(judge, DAY, one) for judge, one in answers.items()]


def lift(answers: Judgement) -> float:
    return float(answers.response(SIGMA).lift(EFFORT)[0])


def test_with_no_past_every_judge_counts_alike() -> None:
    pooled = pool(said(a=MILD, b=BOLD), {}, SIGMA)
    assert float(pooled.lift(EFFORT)[0]) == pytest.approx((lift(MILD) + lift(BOLD)) / 2)
    assert pooled.grade is Grade.ASSUMED


def test_who_was_right_before_outweighs_who_was_not() -> None:
    came = [Came(lift(MILD), 0.005, 0.25)] * 4
    errs = {
        "mild": miscalibration([(MILD, one) for one in came], SIGMA),
        "bold": miscalibration([(BOLD, one) for one in came], SIGMA),
    }
    pooled = pool(said(mild=MILD, bold=BOLD), errs, SIGMA)
    assert errs["mild"] < 1 < errs["bold"]
    assert float(pooled.lift(EFFORT)[0]) < (lift(MILD) + lift(BOLD)) / 2


def test_where_hardly_anything_is_known_of_what_came_everybody_is_as_good_as_anybody() -> None:
    vague = [Came(0.0, 50.0, 0.25)] * 6
    assert miscalibration([(MILD, one) for one in vague], SIGMA) == pytest.approx(
        miscalibration([(BOLD, one) for one in vague], SIGMA), rel=1e-3
    )


def test_a_judge_who_was_too_sure_is_believed_less_closely() -> None:
    sure, unsure = (pool(said(a=BOLD), {"a": err}, SIGMA) for err in (1.0, 3.0))
    assert float(unsure.lift_sd(EFFORT)[0]) > 1.5 * float(sure.lift_sd(EFFORT)[0])


def test_disagreement_widens_what_is_believed_and_agreement_does_not() -> None:
    alone = [float(pool(said(a=one), {}, SIGMA).lift_sd(EFFORT)[0]) for one in (MILD, BOLD)]
    agreed = pool(said(a=MILD, b=MILD), {}, SIGMA)
    apart = pool(said(a=MILD, b=BOLD), {}, SIGMA)
    assert float(agreed.lift_sd(EFFORT)[0]) == pytest.approx(alone[0])
    assert float(apart.lift_sd(EFFORT)[0]) > sum(alone) / 2


def test_the_latest_answers_of_a_judge_count() -> None:
    changed = [*said(a=BOLD), Stated("a", DAY + dt.timedelta(30), MILD)]
    assert pool(changed, {}, SIGMA).elasticity == MILD.response(SIGMA).elasticity


def test_draws_of_a_pool_have_its_mean_and_its_spread() -> None:
    pooled = pool(said(a=MILD, b=BOLD), {"b": 2.0}, SIGMA)
    drawn = pooled.draw(EFFORT, np.random.default_rng(1).standard_normal(100_000))
    assert drawn.mean() == pytest.approx(pooled.lift(EFFORT)[0], rel=0.02)
    assert drawn.std() == pytest.approx(pooled.lift_sd(EFFORT)[0], rel=0.03)


def test_a_pool_of_s_curves_has_a_minimum_effective_dose() -> None:
    steep = Judgement(nothing=0.9, half_more=1.5, most=2.0)
    alike = pool(said(a=steep, b=steep), {}, SIGMA)
    assert alike.least_effort == pytest.approx(steep.response().least_effort, rel=0.02)
    assert pool(said(a=Judgement(0.2, 1.2, 1.5), b=Judgement(0.2, 1.2, 1.5)), {}, SIGMA).least_effort == 0.0
