"""Intervals cover: parameters, totals and single customers of planted worlds fall inside as often as they claim."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ignition.estimate import Grade
from ignition.predictors import bg_nbd, outlook, pareto_nbd
from ignition.predictors.buying_ahead import each_ahead, total_ahead
from ignition.predictors.purchasing import Purchasing
from tests.ignition.predictors import drawn

EIGHTY = 1.2816
MODELS = {
    "bg_nbd": (drawn.bg_nbd, (0.8, 5.0, 0.9, 3.0), bg_nbd.fit, outlook.look_ahead),
    "pareto_nbd": (drawn.pareto_nbd, (0.8, 6.0, 0.9, 20.0), pareto_nbd.fit, pareto_nbd.look_ahead),
}
WORLDS, CUSTOMERS, WEEKS_AFTER = 40, 500, 26


@pytest.fixture(scope="module", params=MODELS)
def worlds(request: Any) -> Any:
    """The truth, and for many worlds the fitted model with what came after."""
    draw, truth, fit, look_ahead = MODELS[request.param]
    some = [draw(truth, CUSTOMERS, 78, WEEKS_AFTER, seed) for seed in range(WORLDS)]
    return truth, look_ahead, [(fit(Purchasing.counted(one.x, one.t_x, one.seen)), one) for one in some]


def test_eighty_of_a_hundred_planted_parameters_lie_within_their_errors(worlds: Any) -> None:
    truth, _, fitted = worlds
    z = np.array([(model.logs - np.log(truth)) / np.sqrt(np.diag(model.spread)) for model, _ in fitted])
    assert 0.70 <= np.mean(np.abs(z) < EIGHTY) <= 0.92


def test_eighty_of_a_hundred_totals_lie_within_their_interval(worlds: Any) -> None:
    _, look_ahead, fitted = worlds
    inside = 0
    for model, one in fitted:
        customers = Purchasing.counted(one.x, one.t_x, one.seen)
        ahead = total_ahead(model, look_ahead, customers, WEEKS_AFTER, Grade.SEGMENT)
        inside += ahead.low <= one.later.sum() <= ahead.high
    assert 26 <= inside <= 38


def test_at_least_eighty_of_a_hundred_customers_buy_within_their_interval(worlds: Any) -> None:
    """Whole purchases: an interval may cover more than it claims, and for who hardly buys it is 0 to 0."""
    _, look_ahead, fitted = worlds
    model, one = fitted[0]
    customers = Purchasing(one.x, one.t_x, one.seen, np.ones(CUSTOMERS))
    mean, low, high = each_ahead(model, look_ahead, customers, WEEKS_AFTER)
    assert 0.78 <= np.mean((low <= one.later) & (one.later <= high)) <= 0.98
    assert mean.sum() == pytest.approx(one.later.sum(), rel=0.25)
    often = mean > 3
    assert np.mean((low <= one.later)[often] & (one.later <= high)[often]) >= 0.7


def test_nobody_buys_nothing(worlds: Any) -> None:
    _, look_ahead, fitted = worlds
    nobody = Purchasing.counted(np.zeros(0), np.zeros(0), np.zeros(0))
    ahead = total_ahead(fitted[0][0], look_ahead, nobody, WEEKS_AFTER, Grade.SEGMENT)
    assert (ahead.value, ahead.low, ahead.high) == (0, 0, 0)
