"""The pooled rates of deals: the rhythm of the quarter is found at each age where it is, and not where it is not."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ignition.predictors.deals.baseline import Baseline, learn_baseline

BEGAN = dt.date(2024, 1, 1)
JANUARY, FEBRUARY = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
DAYS, DEALS = 730, 1500
YOUNG_UNTIL = 5


def test_in_the_first_month_of_a_quarter_only_young_deals_close_where_that_is_so() -> None:
    found = _learnt(rhythm=True)
    assert _due(found, age=0, on=JANUARY, days=5) > 0.3
    assert _due(found, age=8, on=JANUARY, days=28) < 0.06
    assert 0.4 < _due(found, age=8, on=FEBRUARY, days=28) < 0.75


def test_no_rhythm_is_told_where_deals_close_evenly() -> None:
    assert np.abs(np.log(_learnt(rhythm=False).seasons[:, :, 0])).max() < 0.15


def test_what_is_expected_of_two_spans_is_what_is_expected_of_both_together() -> None:
    found, age, day = _learnt(rhythm=True), np.array([12.0, 50.0]), np.full(2, float(JANUARY.toordinal() + 20))
    parts = found.expected(age, day, np.tile([0.0, 1.0, 3.0, 40.0], (2, 1)), 0)
    daily = found.expected(age, day, np.tile(np.arange(41.0), (2, 1)), 0)
    np.testing.assert_allclose(parts.sum(axis=1), daily.sum(axis=1), rtol=0.1)


def _due(found: Baseline, age: float, on: dt.date, days: float) -> float:
    return float(found.expected(np.array([age]), np.array([float(on.toordinal())]), np.array([[0.0, days]]), 0)[0, 0])


def _learnt(rhythm: bool) -> Baseline:
    """Two years of deals, of which 2 % are won each day; with a rhythm 10 % of the young in first months, and no others."""
    draw = np.random.default_rng(3)
    opened = np.sort(draw.integers(0, DAYS, DEALS))
    day, age = opened[:, None] + np.arange(1, DAYS + 1), np.arange(1, DAYS + 1)
    month = (np.datetime64(BEGAN) + day).astype("datetime64[M]").astype(int) % 3
    rate = np.where(month == 0, np.where(age <= YOUNG_UNTIL, 0.1, 0.0), 0.02) if rhythm else np.full(day.shape, 0.02)
    closes = (draw.random(day.shape) < rate) & (day <= DAYS)
    won = closes.any(axis=1)
    after = np.where(won, closes.argmax(axis=1) + 1, DAYS - opened).astype(float)
    first = opened + float(BEGAN.toordinal())
    return learn_baseline(np.zeros(DEALS), first, after, np.where(won, 0, 2), seasonal=True)
