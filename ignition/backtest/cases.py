"""All looks laid end to end: one case is one customer, or one open deal, on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np

from ignition.backtest.afterwards import Happened
from ignition.backtest.arrays import Floats, Ints, Words
from ignition.backtest.judging import judge_chances, judge_counts, judge_forecast
from ignition.backtest.looking import Seen
from ignition.backtest.origins import LEARNING_DAYS
from ignition.backtest.report import Judged, Period
from ignition.estimate import Estimate, Grade

YEAR_DAYS = 365
FEWEST_IN_STAGE = 5


def judge_customers(looks: Sequence[Seen], happened: Happened) -> tuple[Judged, ...]:
    """That they buy within the horizon, and on how many days."""
    if not any(len(look.customers) for look in looks):
        return ()
    subject = _subjects([look.customers for look in looks])
    bought = np.concatenate([happened.purchase_days(look.customers, look.on, look.until) for look in looks])
    before = [happened.purchase_days(look.customers, look.on - (look.until - look.on), look.on) for look in looks]
    rules = {"last_period": np.concatenate(before), "mean": np.concatenate([_level(counts) for counts in before])}
    p, expected = (np.concatenate([getattr(look, name) for look in looks]) for name in ("p_buys", "purchases"))
    return (
        judge_chances("buys", subject, (bought > 0).astype(float), p),
        judge_counts("purchases", subject, bought, expected, rules),
    )


def judge_deals(looks: Sequence[Seen], happened: Happened) -> tuple[Judged, ...]:
    """That the open ones are won within the horizon."""
    if not any(len(look.open_deals) for look in looks):
        return ()
    won = [happened.won(look.open_deals, look.on, look.until) for look in looks]
    p = np.concatenate([look.p_win for look in looks])
    rules = {"by_stage": np.concatenate([_by_stage(looks, won, at) for at in range(len(looks))])}
    subject = _subjects([look.open_deals for look in looks])
    return (judge_chances("wins", subject, np.concatenate(won), p, rules),)


def judge_forecasts(looks: Sequence[Seen], happened: Happened) -> tuple[Judged, ...]:
    """Each part of the forecast against what that same part brought."""
    parts: tuple[tuple[str, Callable[[Seen], Estimate], Callable[..., float]], ...] = (
        ("base", lambda look: look.base, happened.bought_besides),
        ("deals", lambda look: look.deals, happened.won_of_open),
        ("unborn", lambda look: look.unborn, happened.won_of_later),
        ("total", lambda look: look.total, happened.revenue),
    )
    found: list[Judged] = []
    for name, said, brought in parts:
        learnt = [look for look in looks if said(look).value is not None and said(look).grade != Grade.ASSUMED]
        periods = [_period(look, said(look), brought, happened) for look in learnt]
        if periods and (name != "total" or len(found) > 1):
            found.append(judge_forecast(name, periods))
    return tuple(found)


def _period(look: Seen, said: Estimate, brought: Callable[..., float], happened: Happened) -> Period:
    span = look.until - look.on
    seasonal = (look.on - happened.paid_since).days >= YEAR_DAYS + max(span.days, LEARNING_DAYS)
    start = look.on - (dt.timedelta(days=YEAR_DAYS) if seasonal else span)
    return Period(
        on=look.on, until=look.until, said=said, happened=brought(look.on, look.until),
        simple=brought(start, start + span), a_year_before=seasonal,
    )  # fmt: skip


def _subjects(ids: Sequence[Words]) -> Ints:
    return np.asarray(np.unique(np.concatenate(ids), return_inverse=True)[1], dtype=np.int64)


def _level(counts: Floats) -> Floats:
    """Everybody gets what one got on average last time."""
    return np.full(len(counts), counts.mean() if len(counts) else 0.0)


def _by_stage(looks: Sequence[Seen], won: Sequence[Floats], at: int) -> Floats:
    """The share won by stage among the deals of earlier looks whose horizon was over by then; NaN where there was none."""
    earlier = [index for index in range(at) if looks[index].until <= looks[at].on]
    if not earlier:
        return np.full(len(looks[at].stages), np.nan)
    stages, came = (np.concatenate([each[index] for index in earlier]) for each in ([one.stages for one in looks], won))
    share = {stage: float(came[stages == stage].mean()) for stage in _common(stages)}
    usual = float(came.mean()) if len(came) else float("nan")
    return np.array([share.get(stage, usual) for stage in looks[at].stages], dtype=float)


def _common(stages: Words) -> list[str]:
    names, counts = np.unique(stages, return_counts=True)
    return [str(name) for name, count in zip(names, counts, strict=True) if count >= FEWEST_IN_STAGE]
