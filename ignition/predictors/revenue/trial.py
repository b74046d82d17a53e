"""The forecast tried on the book's own past: each past look mixed and calibrated by what came before it alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ignition.predictors.purchasing import Wholes
from ignition.predictors.revenue.fan import Fan, spread_out
from ignition.predictors.revenue.looks import Flow, Look
from ignition.predictors.revenue.run_rate import BUCKET_DAYS

FEWEST_BEFORE = 3
"""Looks that must lie before one, for it to be tried."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One month forecast from one past day, in the ledger's unit. Of forecasts from several days, those of one `period` are alike."""

    on: int
    period: int
    """The four weeks its middle lies in, numbered."""
    held: bool
    missed: float
    missed_by_rule: float
    happened: float


@dataclass(frozen=True, slots=True)
class Trial:
    """Every month forecast from every past day, and what they come to: how many fell within the interval, and the errors."""

    each: tuple[Tried, ...] = ()

    @property
    def looks(self) -> int:
        return len({one.on for one in self.each})

    @property
    def n(self) -> int:
        return len(self.each)

    @property
    def held(self) -> int:
        return sum(one.held for one in self.each)

    @property
    def missed(self) -> float:
        return sum(one.missed for one in self.each)

    @property
    def missed_by_rule(self) -> float:
        return sum(one.missed_by_rule for one in self.each)

    @property
    def happened(self) -> float:
        return sum(one.happened for one in self.each)


def try_out(past: Sequence[Look], edges: Wholes, mass: float) -> Trial:
    """`past` looks, the oldest first."""
    return Trial(tuple(one for at in range(FEWEST_BEFORE, len(past)) for one in _tried(past, at, edges, mass)))


def _tried(past: Sequence[Look], at: int, edges: Wholes, mass: float) -> Iterator[Tried]:
    look = past[at]
    came = _brought(look)
    over = np.flatnonzero(np.isfinite(came))
    if not len(over):
        return
    said = told_by(past, at, edges, mass).total
    for span in over.tolist():
        yield Tried(
            on=look.on,
            period=(look.on + int(edges[span] + edges[span + 1]) // 2) // BUCKET_DAYS,
            held=bool(said.low[span] <= came[span] <= said.high[span]),
            missed=abs(float(said.mean[span] - came[span])),
            missed_by_rule=abs(float(look.simple[span] - came[span])),
            happened=float(came[span]),
        )


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
