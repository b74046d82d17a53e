"""The forecast tried on the book's own past: each past look mixed and calibrated by what came before it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ignition.predictors.purchasing import Wholes
from ignition.predictors.revenue.fan import Fan, spread_out
from ignition.predictors.revenue.looks import Flow, Look

FEWEST_BEFORE = 3
"""Looks that must lie before one, for it to be tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Of the months forecast from past days: how many, how many fell within the interval, and errors in the ledger's unit."""

    looks: int
    n: int
    held: int
    missed: float
    missed_by_rule: float
    happened: float


def try_out(past: Sequence[Look], edges: Wholes, mass: float) -> Trial:
    """`past` looks, the oldest first."""
    looks = n = held = 0
    missed = by_rule = happened = 0.0
    for at in range(FEWEST_BEFORE, len(past)):
        came = _brought(past[at])
        over = np.isfinite(came)
        if over.any():
            said = told_by(past, at, edges, mass).total
            inside = (said.low[:-1] <= came) & (came <= said.high[:-1])
            looks, n, held = looks + 1, n + int(over.sum()), held + int(inside[over].sum())
            missed += float(np.abs(said.mean[:-1] - came)[over].sum())
            by_rule += float(np.abs(past[at].simple - came)[over].sum())
            happened += float(came[over].sum())
    return Trial(looks, n, held, missed, by_rule, happened)


def told_by(past: Sequence[Look], at: int, edges: Wholes, mass: float) -> Fan:
    """What would have been said on the day of look `at`, by what was over then."""
    day = past[at].on
    return spread_out(past[at], [_known_by(look, day, edges) for look in past[:at]], mass)


def _brought(look: Look) -> np.ndarray:
    return np.asarray(sum((*look.buying.happened, *look.dealing.happened)))


def _known_by(look: Look, day: int, edges: Wholes) -> Look:
    over = look.on + edges[1:] <= day

    def blank(flow: Flow) -> Flow:
        return replace(flow, happened=tuple(np.where(over, part, np.nan) for part in flow.happened))

    return replace(look, buying=blank(look.buying), dealing=blank(look.dealing))
