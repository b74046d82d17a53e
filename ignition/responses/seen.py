"""One result's cells, and the slopes they show: of all, before and after, and of each segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ignition.responses.hazard import NOTHING, Slope, slope, telling

SOME, MANY = 30, 300
"""Ended waits from which a segment stands, and above which a fit may."""
YEAR_DAYS = 365
SURE = 1.2816
"""Standard errors above 0: where effort does nothing, at most one company in ten is told that it goes with more."""
MOST_ERROR = 1.0
"""A slope known worse than this is not known."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One result's cells, and the slopes they show."""

    slope: Slope
    early: Slope
    late: Slope
    n: int
    span_days: int
    segments: dict[str, Slope]
    cases: dict[str, int]

    @classmethod
    def of(cls, arrays: dict[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> Seen:
        n = _cases(arrays, rows)
        names = sorted(set(arrays["segment"][rows].tolist()))
        each = {name: rows & (arrays["segment"] == name) for name in names} if n >= SOME else {}
        return cls(
            slope=_slope(arrays, rows),
            early=_slope(arrays, rows & (arrays["late"] == 0)),
            late=_slope(arrays, rows & (arrays["late"] == 1)),
            n=n,
            span_days=int(arrays["span_days"][rows].max()),
            segments={name: _slope(arrays, mine) for name, mine in each.items()},
            cases={name: _cases(arrays, mine) for name, mine in each.items()},
        )

    @property
    def is_long(self) -> bool:
        return self.n > MANY and self.span_days >= YEAR_DAYS

    @property
    def holds(self) -> bool:
        """Shown by what was known first, and again by what came after."""
        return is_sure(self.early) and is_sure(self.late)


def is_sure(one: Slope) -> bool:
    return one.error <= MOST_ERROR and one.low(SURE) > 0


def _slope(arrays: dict[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> Slope:
    if not rows.any():
        return NOTHING
    stratum, touches, exposure, events = (arrays[name][rows] for name in ("stratum", "touches", "exposure", "events"))
    return slope(stratum, touches, exposure.astype(float), events.astype(float))


def _cases(arrays: dict[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> int:
    stratum, touches, ended = (arrays[name][rows] for name in ("stratum", "touches", "ended"))
    return telling(stratum, touches, ended.astype(float))
