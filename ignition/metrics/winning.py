"""How many deals are won: of those closed, of those opened, per day of work, and given the age of a deal."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.columns import Column, Floats, aligned, complete, same_length, total
from ignition.metrics.intervals import poisson_rate, share, share_interval
from ignition.metrics.outcomes import Codes, Outcome, outcome_codes
from ignition.metrics.stating import NOT_DEFINED, NOT_FOLLOWED, stated, undefined
from ignition.metrics.survival import incidence, kaplan_meier


def win_rate_count(outcome: Column) -> Estimate:
    """Won deals over closed deals.

    Formula: won / (won + lost + no decision). Unit: share, 0 to 1. Interval: Wilson.
    Source: usual definition; no decision counts as a deal not won (Dixon & McKenna 2022, The JOLT Effect).
    Edge cases: open deals are left out and counted as censored, so that young cohorts look better than they are (deals are
    lost late or quietly): for what becomes of the deals opened, use `win_rate_cohort`.

    >>> estimate = win_rate_count(["won", "lost", "none", "lost", "won", "", "lost", "none", "lost"])
    >>> estimate.value, estimate.n, estimate.n_censored
    (0.25, 8, 1)
    """
    codes = outcome_codes(outcome)
    return share("win_rate_count v1", _count(codes, Outcome.WON), int((codes > 0).sum()), _count(codes, Outcome.OPEN))


def win_rate_value(outcome: Column, value: Column) -> Estimate:
    """Euro won over euro closed.

    Formula: sum of won EUR / sum of closed EUR. Unit: share, 0 to 1. Interval: bootstrap over deals.
    Source: usual definition; interval Efron & Tibshirani (1993). `value` is what was agreed where won, what was asked elsewhere.
    Edge cases: credits (negative values) do not count; a closed deal without a value is left out.

    >>> estimate = win_rate_value(["won", "lost", "none", "lost", "won"], [100, 300, 200, 300, 100])
    >>> estimate.value
    0.2
    """
    codes, values = closed_values(outcome, value)
    won = np.where(codes == Outcome.WON, values, 0.0)
    return ratio_of_sums("win_rate_value v1", won, values)


def win_rate_cohort(days: Column, outcome: Column, within: float) -> Estimate:
    """Share of the deals opened that are won within `within` days, the open ones counted for as long as they are known.

    Formula: cumulative incidence F_won(tau) = sum of S(t-) dN_won(t)/Y(t), lost and no decision competing. Unit: share, 0 to 1.
    `days`: from opening to the end, or until today where open. Source: Aalen & Johansen (1978); see `survival`.
    Edge cases: not defined where no deal has been followed for `within` days. Closed-only is 7 to 10 points too high on young
    cohorts, because what is won is won sooner than what is lost is given up.

    >>> estimate = win_rate_cohort([30, 90, 60, 40, 20, 80], ["won", "lost", "none", "", "won", "lost"], within=70)
    >>> round(estimate.value, 3), estimate.n, estimate.n_censored
    (0.333, 6, 1)
    """
    waits, codes = _timed(days, outcome)
    return _incidence("win_rate_cohort v1", waits, codes, within)


def win_hazard(days: Column, outcome: Column) -> Estimate:
    """Wins per day that a deal is open.

    Formula: wins / sum of deal-days at risk. Unit: wins per deal-day. Interval: exact Poisson (Garwood 1936).
    Source: occurrence over exposure, the maximum likelihood of a constant hazard.
    Edge cases: open deals add their days; with no days at risk it is not defined.

    >>> estimate = win_hazard([50, 50, 20, 30, 50], ["won", "lost", "won", "", "won"])
    >>> estimate.value, estimate.n_censored
    (0.015, 1)
    """
    waits, codes = _timed(days, outcome)
    wins, exposure = _count(codes, Outcome.WON), total(waits)
    n, still_open = len(waits), _count(codes, Outcome.OPEN)
    if exposure <= 0:
        return undefined("win_hazard v1", n, NOT_DEFINED, still_open)
    interval = poisson_rate(wins, exposure)
    return stated("win_hazard v1", wins / exposure, interval, n, n_censored=still_open)


def age_conditional_win(days: Column, outcome: Column, age: float, within: float) -> Estimate:
    """Chance that a deal still open at `age` days is won by `within` days after opening. It replaces "stage probability".

    Formula: (F_won(tau) - F_won(s)) / S(s): Aalen-Johansen on the deals still open at s. Unit: share, 0 to 1.
    Source: landmark probability, van Houwelingen & Putter (2012), Dynamic Prediction in Clinical Survival Analysis, ch. 3.
    Edge cases: not defined where no deal was still open at `age`, or none followed for `within` days.

    >>> days, outcome = [10, 20, 40, 60, 70, 80, 84, 90], ["won", "lost", "won", "lost", "lost", "won", "won", ""]
    >>> round(age_conditional_win(days, outcome, age=30, within=85).value, 3)
    0.5
    """
    waits, codes = _timed(days, outcome)
    still_open = waits > age
    return _incidence("age_conditional_win v1", waits[still_open], codes[still_open], within)


def closed_values(outcome: Column, value: Column) -> tuple[Codes, Floats]:
    """Deals closed, with a value that is not a credit."""
    codes, (values,) = outcome_codes(outcome), aligned(value)
    same_length(codes, values)
    counts = (codes > 0) & (values >= 0)
    return codes[counts], values[counts]


def _incidence(definition: str, waits: Floats, codes: Codes, within: float) -> Estimate:
    n, still_open = len(waits), _count(codes, Outcome.OPEN)
    value, error = incidence(waits, codes.astype(float), Outcome.WON, within)
    if not kaplan_meier(waits, codes > 0).reaches(within):
        value = float("nan")
    interval = share_interval(value, error, max(n, 1))
    return stated(definition, value, interval, n, events=n - still_open, n_censored=still_open, missing=NOT_FOLLOWED)


def _timed(days: Column, outcome: Column) -> tuple[Floats, Codes]:
    waits, codes = complete(days, outcome_codes(outcome))
    return np.maximum(waits, 0.0), codes.astype(np.int64)


def _count(codes: Codes, kind: Outcome) -> int:
    return int((codes == kind).sum())
