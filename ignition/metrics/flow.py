"""How much the pipeline brings a day, and whether enough stands in it."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import DRAWS, drawn_sums, percentiles, ratio, ratio_of_sums
from ignition.metrics.columns import Column, Floats, aligned, complete, same_length, total
from ignition.metrics.outcomes import Outcome, outcome_codes
from ignition.metrics.stating import NOT_DEFINED, account, stated, undefined
from ignition.metrics.survival import incidence, kaplan_meier, restricted_mean
from ignition.metrics.winning import closed_values

_SEED = 20260103


def flow_velocity(arrivals: int, days: float, outcome: Column, value: Column) -> Estimate:
    """What the pipeline brings a day: deals that arrive, times the share won, times what a won one is worth.

    Formula: (arrivals / days) x win rate x mean won value. Unit: EUR a day. Interval: arrivals as Poisson, deals by bootstrap.
    `outcome`, `value`: the deals closed in those days; open ones are left out. Source: Little (1961), Operations Research 9.
    Edge cases: not defined without days or closed deals; credits do not count. A shorter cycle is not in it: in steady state
    it adds nothing.

    >>> flow_velocity(30, 90, ["won", "lost", "lost", "won", "none"], [1000, 500, 800, 2000, 900]).value
    200.0
    """
    codes, values = closed_values(outcome, value)
    won, one = np.where(codes == Outcome.WON, values, 0.0), np.ones_like(values)
    if days <= 0 or not len(values):
        return undefined("flow_velocity v1", len(values), NOT_DEFINED)
    worth = total(won) / len(won)
    interval = percentiles(_drawn_arrivals(arrivals) * _drawn_worth(won, one) / days, len(values))
    return stated("flow_velocity v1", arrivals / days * worth, interval, len(values))


def flow_velocity_steady(open_deals: int, days: Column, outcome: Column, value: Column) -> Estimate:
    """The same from the deals that stand open, true in steady state only (Little's law).

    Formula: n w v / L: n open deals, w the share won (Aalen-Johansen) and L the mean life (area under Kaplan-Meier) of *all*
    deals, lost ones too, the open ones censored; v mean won value. Unit: EUR a day. `days`: from opening to the end, or until today. Source: Little (1961), Operations Research 9.
    Edge cases: not defined without won deals or with L = 0; w and L count up to the longest life seen. In a growing pipeline
    it is not the velocity: `flow_velocity` is.

    >>> days, outcome = [100, 100, 100, 100, 100, 20], ["won", "lost", "lost", "won", "none", ""]
    >>> flow_velocity_steady(40, days, outcome, [1000, 500, 800, 1000, 900, 700]).value
    160.0
    """
    codes, (lives, values) = outcome_codes(outcome), aligned(days, value)
    same_length(codes, lives)
    known = ~np.isnan(lives)
    lives, codes, values = lives[known], codes[known], values[known]
    curve = kaplan_meier(lives, codes > 0)
    life, rate = restricted_mean(curve, curve.last), incidence(lives, codes.astype(float), Outcome.WON, curve.last)
    won = (codes == Outcome.WON) & (values >= 0)
    closed, still_open = int((codes > 0).sum()), int((codes == Outcome.OPEN).sum())
    if life[0] <= 0 or not won.any():
        return undefined("flow_velocity_steady v1", closed, NOT_DEFINED, still_open)
    worth = total(values[won]) / int(won.sum())
    interval = percentiles(_drawn_arrivals(open_deals) * _drawn_flow(rate, life, values[won]), closed)
    velocity = open_deals * rate[0] * worth / life[0]
    return stated("flow_velocity_steady v1", velocity, interval, closed, n_censored=still_open)


def pipeline_coverage(open_value: Column, target: float, booked: float) -> Estimate:
    """Open value due in the period over what is still missing to the target.

    Formula: open value due / (target - booked). Unit: times. An account: its interval is the value itself.
    `open_value`: EUR of each open deal due in the period. Source: usual definition; hold it against `required_coverage`,
    never against a fixed 3.
    Edge cases: not defined once the target is met.

    >>> pipeline_coverage([40_000, 60_000], target=90_000, booked=50_000).value
    2.5
    """
    (values,) = complete(open_value)
    missing = target - booked
    return account("pipeline_coverage v1", total(values) / missing if missing > 0 else float("nan"), len(values))


def required_coverage(open_value: Column, won_value: Column) -> Estimate:
    """The coverage that was needed on this day of past periods.

    Formula: 1 / conversion = sum of open value / sum of what was won of it. Unit: times. Interval: bootstrap over periods.
    One row a past period: `open_value` due on the same day of that period, `won_value` what it brought by the end.
    Source: same-day historical conversion. Edge cases: not defined where nothing was ever won.

    >>> required_coverage([100, 200, 100, 200, 200], [50, 40, 30, 40, 40]).value
    4.0
    """
    opened, won = complete(open_value, won_value)
    return ratio_of_sums("required_coverage v1", opened, won)


def _drawn_flow(rate: tuple[float, float], life: tuple[float, float], won: Floats) -> Floats:
    """Win rate x won value / life, each drawn about its value with its standard error."""
    generator = np.random.default_rng(_SEED + 1)
    rates, lives = (np.maximum(generator.normal(*known, DRAWS), known[0] / 100) for known in (rate, life))
    return np.asarray(rates * _drawn_worth(won, np.ones_like(won)) / lives)


def _drawn_worth(won: Floats, one: Floats) -> Floats:
    return np.maximum(ratio(drawn_sums(won, one)), 0.0)


def _drawn_arrivals(arrivals: int) -> Floats:
    """Gamma(n + 1/2): what a Poisson count says of its mean (Jeffreys)."""
    return np.random.default_rng(_SEED).gamma(arrivals + 0.5, size=DRAWS)
