"""What the rates mean for an open deal: won, ended or still open in each coming week.

The stages are the states of a Markov chain in discrete time, one step a week, with the rates of the deal's age in that
week; won and ended are where it stops. Given the deal is open today in its stage, the chain gives P(won within the
horizon): the Aalen-Johansen estimate with piecewise constant rates. Doubt about the rates is carried by a fixed set of
draws of their logarithms, so that the same deals always give the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deals.rates import DealRates, Whole, codes

DRAWS = 24
_SEED = 20050917


@dataclass(frozen=True, slots=True)
class DealOutlook:
    """Per kind of deal. `days_to_win` is the mean over those won within the horizon; NaN where none can be."""

    p_win: Floats
    p_win_sd: Floats
    p_win_quarter: Floats
    p_end: Floats
    days_to_win: Floats


@dataclass(frozen=True, slots=True)
class Kinds:
    """Open deals of the same product, stage and age in whole weeks are foreseen once."""

    product: Whole
    stage: Whole
    week: Whole


def foresee_kinds(
    rates: DealRates, products: list[str], stages: list[str], age_days: Floats, weeks: int, quarter: int, doubt: bool = True
) -> DealOutlook:  # fmt: skip
    """Outlook of each deal; deals of the same kind are foreseen once."""
    oldest = int(rates.edges[-1])
    week = np.minimum(np.nan_to_num(age_days) // 7, oldest).astype(np.int64)
    rows = np.column_stack([codes(products, rates.products), codes(stages, rates.stages), week])
    unique, back = np.unique(rows, axis=0, return_inverse=True)
    ahead = look_ahead(rates, Kinds(unique[:, 0], unique[:, 1], unique[:, 2]), weeks, quarter, doubt)
    columns = (ahead.p_win, ahead.p_win_sd, ahead.p_win_quarter, ahead.p_end, ahead.days_to_win)
    return DealOutlook(*(column[back.reshape(-1)] for column in columns))


def look_ahead(rates: DealRates, kinds: Kinds, weeks: int, quarter: int, doubt: bool = True) -> DealOutlook:
    """Outlook of each kind over `weeks` and over `quarter` weeks; without `doubt` the `p_win_sd` is 0."""
    point = _run(rates, _Ratios.of(rates, None), kinds, weeks)
    soon = _run(rates, _Ratios.of(rates, None), kinds, quarter)
    chosen = (np.arange(len(kinds.stage)), kinds.stage)
    won = point.won[chosen]
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.where(won > 0, 7 * point.wait[chosen] / won, np.nan)
    spread = np.sqrt(np.mean((_drawn(rates, kinds, weeks) - won) ** 2, axis=0)) if doubt else np.zeros_like(won)
    return DealOutlook(won, spread, soon.won[chosen], point.ended[chosen], wait)


@dataclass(frozen=True, slots=True)
class _Ratios:
    """One version of the rates: by age, stage and product, the last axis being won and ended."""

    by_age: Floats
    by_stage: Floats
    by_product: Floats

    @classmethod
    def of(cls, rates: DealRates, z: tuple[Floats, Floats, Floats] | None) -> _Ratios:
        if z is None:
            return cls(rates.by_age, rates.by_stage, rates.by_product)
        return cls(
            rates.by_age * np.exp(z[0] * rates.by_age_log_sd),
            rates.by_stage * np.exp(z[1] * rates.by_stage_log_sd),
            rates.by_product * np.exp(z[2] * rates.by_product_log_sd),
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """From each kind (row) in each stage (column): P(won), P(ended), and E[weeks to the win; won]."""

    won: Floats
    ended: Floats
    wait: Floats


def _run(rates: DealRates, ratios: _Ratios, kinds: Kinds, weeks: int) -> _Run:
    """Backward over the weeks, all kinds at once."""
    size = (len(kinds.week), len(rates.stages))
    run = _Run(np.zeros(size), np.zeros(size), np.zeros(size))
    side = ratios.by_stage[None, :, :] * ratios.by_product[kinds.product][:, None, :]
    moving = rates.moves.sum(axis=1)
    for week in range(weeks - 1, -1, -1):
        band = np.searchsorted(rates.edges, kinds.week + week + 0.5) - 1
        run = _step(run, side * ratios.by_age[band][:, None, :], rates.moves, moving)
    return run


def _step(later: _Run, rates: Floats, moves: Floats, moving: Floats) -> _Run:
    """One week earlier. Within the week at most one thing happens: won, ended, or a move."""
    total = rates.sum(axis=2) + moving
    happens = -np.expm1(-total)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(total > 0, happens / total, 0.0)
    won, ended = rates[:, :, 0] * share, rates[:, :, 1] * share
    stays = 1 - happens

    def after(values: Floats) -> Floats:
        return np.asarray(stays * values + share * (values @ moves.T))

    later_won = after(later.won)
    return _Run(won + later_won, ended + after(later.ended), won / 2 + after(later.wait) + later_won)


def _drawn(rates: DealRates, kinds: Kinds, weeks: int) -> Floats:
    """P(won) of each kind under each draw; half of the draws mirror the others."""
    random = np.random.default_rng(_SEED)
    chosen = (np.arange(len(kinds.stage)), kinds.stage)
    found = []
    for _ in range(DRAWS // 2):
        z = tuple(random.standard_normal(s.shape) for s in (rates.by_age, rates.by_stage, rates.by_product))
        for sign in (1.0, -1.0):
            ratios = _Ratios.of(rates, (sign * z[0], sign * z[1], sign * z[2]))
            found.append(_run(rates, ratios, kinds, weeks).won[chosen])
    return np.stack(found)
