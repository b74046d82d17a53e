"""What happens in the stages: where deals go from one, how much leaks out of it, and how long they stay."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.chain import Moves, absorbed, absorbed_interval
from ignition.metrics.columns import Column, Flags, Floats, aligned, complete, same_length, texts
from ignition.metrics.counting import moves_counted
from ignition.metrics.intervals import normal_interval
from ignition.metrics.outcomes import outcome_codes
from ignition.metrics.stating import NOT_FOLLOWED, stated, undefined
from ignition.metrics.survival import Curve, kaplan_meier, median, restricted_mean

ENDS = ("won", "lost", "none")
STILL_THERE = ("", "open")


def stage_conversion(stage: Column, left_to: Column, start: str, end: str = "won") -> Estimate:
    """Chance that a deal in stage `start` ends as `end`, however it skips and returns.

    Formula: absorbing chain, row `start` and column `end` of (I - Q)^-1 R. Unit: share, 0 to 1. Interval: Bayesian bootstrap.
    One row a stay: `stage`, and `left_to`, the next stage or won, lost, none; empty while still there (censored).
    Source: Kemeny & Snell (1960), theorem 3.3.7. Edge cases: not defined where no deal has yet ended from a stage that is
    reached. Never a product of step rates: deals skip stages and come back.

    >>> stage = ["talk"] * 4 + ["offer"] * 4
    >>> left_to = ["offer", "offer", "lost", "won", "won", "talk", "lost", "won"]
    >>> round(stage_conversion(stage, left_to, "talk").value, 3)
    0.571
    """
    stages, ends = texts(stage), texts(left_to)
    same_length(stages, ends)
    waiting = np.isin(ends, STILL_THERE)
    moves = _moves(*moves_counted(stages[~waiting], ends[~waiting]), start, end)
    value = absorbed(moves)
    if np.isnan(value):
        return undefined("stage_conversion v1", moves.total, NOT_FOLLOWED, int(waiting.sum()))
    interval = absorbed_interval(moves)
    return stated("stage_conversion v1", value, interval, moves.total, n_censored=int(waiting.sum()))


def leakage(value: Column, left_to: Column) -> Estimate:
    """How much of the value that enters a stage is lost from it.

    Formula: value leaving the stage to lost or no decision / value entering it. Unit: share, 0 to 1. Interval: bootstrap.
    One row an entry into the stage: `value` in EUR, `left_to` as in `stage_conversion`. Source: usual definition.
    Edge cases: deals still there have entered and not leaked; they are counted as censored. Not defined where no value entered.

    >>> leakage([100, 100, 200, 300, 300], ["offer", "lost", "none", "won", ""]).value
    0.3
    """
    (values,), ends = aligned(value), texts(left_to)
    same_length(values, ends)
    known = values >= 0
    leaked, waiting = np.isin(ends[known], ("lost", "none")), np.isin(ends[known], STILL_THERE)
    entered = values[known]
    return ratio_of_sums("leakage v1", np.where(leaked, entered, 0.0), entered, int(waiting.sum()))


def time_in_stage(days: Column, left: Column) -> Estimate:
    """Days after which half of the deals have left the stage.

    Formula: Kaplan-Meier median, the first t with S(t) <= 1/2. Unit: days. Interval: Brookmeyer & Crowley on log(-log S).
    `days` in the stage so far; `left` true where it has been left. Source: Kaplan & Meier (1958).
    Edge cases: deals still there are censored, not dropped; not defined while fewer than half have left; a bound that the data
    do not reach is None.

    >>> time_in_stage([5, 8, 12, 20, 20, 25, 30], [True, True, True, True, False, True, False]).value
    20.0
    """
    return _median("time_in_stage v1", *_stays(days, left))


def time_in_stage_mean(days: Column, left: Column, within: float) -> Estimate:
    """Mean days in the stage, counted up to `within`.

    Formula: restricted mean, the integral of S(t) from 0 to tau. Unit: days. Interval: normal.
    Source: Irwin (1949); Royston & Parmar (2013), BMC Medical Research Methodology 13.
    Edge cases: not defined where nobody was followed for `within` days.

    >>> time_in_stage_mean([10, 10, 10, 20, 20, 30], [True, True, True, True, True, False], within=20).value
    15.0
    """
    return _mean("time_in_stage_mean v1", *_stays(days, left), within)


def sales_cycle(days: Column, outcome: Column) -> Estimate:
    """Days after which half of the deals have ended, won or not.

    Formula: Kaplan-Meier median of the days from opening to the end. Unit: days. Interval: Brookmeyer & Crowley.
    Source: Kaplan & Meier (1958). Edge cases: as in `time_in_stage`; the cycle of the won alone is not this, because which deals
    will be won is not known while they are open.

    >>> sales_cycle([30, 45, 60, 90, 120, 20], ["won", "lost", "none", "won", "lost", ""]).value
    60.0
    """
    return _median("sales_cycle v1", *_stays(days, outcome_codes(outcome) > 0))


def sales_cycle_mean(days: Column, outcome: Column, within: float) -> Estimate:
    """Mean days to the end of a deal, counted up to `within`.

    Formula: restricted mean, the integral of S(t) from 0 to tau. Unit: days. Interval: normal.
    Source: Royston & Parmar (2013). Edge cases: not defined where no deal was followed for `within` days.

    >>> sales_cycle_mean([10, 20, 30, 40, 50], ["won", "lost", "none", "won", "lost"], within=50).value
    30.0
    """
    return _mean("sales_cycle_mean v1", *_stays(days, outcome_codes(outcome) > 0), within)


def _moves(stages: Column, ends: Column, n: Floats, start: str, end: str) -> Moves:
    """Counts between the stages reached from `start`: to each of them, to the asked end, to the other ends."""
    reached = [start]
    for name in reached:
        reached += [str(to) for to in np.unique(ends[stages == name]) if to not in (*reached, *ENDS)]
    targets = [*reached, end]
    counts = [[int(n[(stages == name) & (ends == to)].sum()) for to in targets] for name in reached]
    others = [[int(n[(stages == name) & np.isin(ends, ENDS) & (ends != end)].sum())] for name in reached]
    return Moves(np.hstack([counts, others]).astype(float), 0)


def _stays(days: Column, left: Column) -> tuple[Floats, Flags]:
    waits, ended = complete(days, left)
    return waits, ended > 0


def _median(definition: str, waits: Floats, ended: Flags) -> Estimate:
    value, interval = median(kaplan_meier(waits, ended))
    return _timed(definition, value, interval, ended)


def _mean(definition: str, waits: Floats, ended: Flags, within: float) -> Estimate:
    curve: Curve = kaplan_meier(waits, ended)
    value, error = restricted_mean(curve, within) if curve.reaches(within) else (float("nan"), 0.0)
    return _timed(definition, value, normal_interval(value, error), ended)


def _timed(definition: str, value: float, interval: tuple[float | None, float | None], ended: Flags) -> Estimate:
    events = int(ended.sum())
    return stated(
        definition, value, interval, len(ended), events=events, n_censored=len(ended) - events, missing=NOT_FOLLOWED
    )
