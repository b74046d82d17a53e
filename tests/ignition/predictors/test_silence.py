"""The silence test: how often it cries wolf, and whether it finds those who left."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ignition.predictors.bg_nbd import Purchasing, fit
from ignition.predictors.silence import LIMIT, listen


def heard_by(world: Any) -> Any:
    model = fit(Purchasing.counted(world.x, world.t_x, world.seen))
    assert model is not None
    return listen(model.r, model.alpha, world.x, world.t_x, world.seen - world.t_x)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_one_gap_in_twenty_of_customers_who_stay_is_longer_than_the_limit(k: int) -> None:
    random = np.random.default_rng(k)
    gaps = random.exponential(1 / random.gamma(0.8, 1 / 5, (20_000, 1)), (20_000, k + 1))
    limit = listen(0.8, 5.0, np.full(20_000, float(k)), gaps[:, :k].sum(axis=1), np.zeros(20_000)).limit
    assert np.mean(gaps[:, k] > limit) == pytest.approx(1 - LIMIT, abs=0.006)


def test_on_any_day_few_customers_who_are_alive_are_called_silent(world: Any) -> None:
    tested = world.alive & (world.x > 0)
    assert 0.02 < np.mean(heard_by(world).p[tested] < 1 - LIMIT) < 0.08


def test_planted_churn_is_found(world: Any) -> None:
    gone = ~world.alive & (world.x >= 5) & (world.seen - world.t_x > 20)
    assert gone.sum() > 50
    assert np.mean(heard_by(world).p[gone] < 1 - LIMIT) > 0.8


def test_the_limit_is_where_the_chance_reaches_five_per_cent() -> None:
    one = [np.array([value]) for value in (6.0, 40.0)]
    limit = listen(0.8, 5.0, *one, np.array([10.0])).limit
    assert listen(0.8, 5.0, *one, limit).p[0] == pytest.approx(1 - LIMIT)


def test_their_own_pace_outweighs_the_others_as_purchases_add_up() -> None:
    x = np.array([1.0, 10, 100])
    gaps = listen(1.0, 20.0, x, x * 4.0, np.full(3, 5.0)).usual_gap
    assert gaps[0] > gaps[1] > gaps[2] > 4
    assert gaps[2] == pytest.approx(4, rel=0.06)


def test_one_purchase_has_no_pace() -> None:
    heard = listen(1.0, 20.0, np.zeros(1), np.zeros(1), np.full(1, 99.0))
    assert np.isnan([heard.usual_gap[0], heard.limit[0], heard.p[0]]).all()
