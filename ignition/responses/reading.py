"""The rungs of the ladder below the lot: how much the company's own effort tells, and which grade that earns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ignition.estimate import Grade
from ignition.responses.hazard import NOTHING, Slope, slope, telling
from ignition.responses.pooling import overall, pulled, spread_between

FEWEST, SOME, MANY = 5, 30, 300
"""Ended waits below which nothing is learnt, from which a segment stands, above which a fit may."""
YEAR_DAYS = 365
SURE = 1.2816
"""Standard errors above 0: where effort does nothing, at most one company in ten is told that it goes with more."""
MOST_ERROR = 1.0
"""A slope known worse than this is not known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What effort went with, for one result. `slope` is unshrunk by the prior; `grade` is L0 where nothing could be told from none.

    `segments` holds the slope of each segment, pulled to that of all; their cases in `cases`.
    """

    slope: Slope
    grade: Grade
    n: int
    segments: Mapping[str, Slope] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)


def read(cells: pa.Table) -> dict[str, Reading]:
    """One reading for each result, from the cells of `features.effort.describe`.

    L1 (fewer than 30 ended waits): the slopes of all results, pooled. L2: the segments' slopes, each pulled to all. L3 (more than 300, over
    at least twelve months): one slope fitted on the earlier two thirds, which must show again in the last third. Every rung but L0
    asks that the interval of what was seen lies above 0 (80 %); who fails L3 falls to L2, and who fails that to L0.

    >>> cells = {"result": ["deal"] * 2, "segment": [""] * 2, "stratum": [0, 0], "late": [0, 0], "touches": [0, 3],
    ...          "exposure": [300, 300], "events": [30, 60], "ended": [30, 60], "span_days": [200, 200]}
    >>> reading = read(pa.table(cells))["deal"]
    >>> reading.grade.value, reading.n, round(reading.slope.value, 2)
    ('L2', 90, 0.5)
    """
    if not cells.num_rows:
        return {}
    arrays = {name: cells[name].to_numpy(zero_copy_only=False) for name in cells.column_names}
    found = {name: _Seen.of(arrays, arrays["result"] == name) for name in sorted(set(arrays["result"].tolist()))}
    of_all = [seen.slope for seen in found.values()]
    between = spread_between(of_all)
    return {name: _read(seen, overall(of_all, between), between) for name, seen in found.items()}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One result's cells, and the slopes they show."""

    slope: Slope
    early: Slope
    late: Slope
    n: int
    span_days: int
    segments: dict[str, Slope]
    cases: dict[str, int]

    @classmethod
    def of(cls, arrays: dict[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> _Seen:
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
        return _is_sure(self.early) and _is_sure(self.late)


def _read(seen: _Seen, of_all: Slope, between_results: float) -> Reading:
    if seen.n < FEWEST or seen.slope.error > MOST_ERROR:
        return Reading(NOTHING, Grade.ASSUMED, seen.n)
    if seen.n < SOME:
        pooled = pulled(seen.slope, of_all, between_results)
        return Reading(pooled, Grade.POOLED if _is_sure(pooled) else Grade.ASSUMED, seen.n)
    between = spread_between(list(seen.segments.values()))
    segments = {name: pulled(one, seen.slope, between) for name, one in seen.segments.items()}
    if seen.is_long and seen.holds:
        return Reading(seen.slope, Grade.FITTED, seen.n, segments, seen.cases)
    middle = overall(list(seen.segments.values()), between)
    grade = Grade.SEGMENT if _is_sure(seen.slope) else Grade.ASSUMED
    return Reading(middle, grade, seen.n, segments, seen.cases)


def _is_sure(one: Slope) -> bool:
    return one.error <= MOST_ERROR and one.low(SURE) > 0


def _slope(arrays: dict[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> Slope:
    if not rows.any():
        return NOTHING
    stratum, touches, exposure, events = (arrays[name][rows] for name in ("stratum", "touches", "exposure", "events"))
    return slope(stratum, touches, exposure.astype(float), events.astype(float))


def _cases(arrays: dict[str, npt.NDArray[Any]], rows: npt.NDArray[np.bool_]) -> int:
    stratum, touches, ended = (arrays[name][rows] for name in ("stratum", "touches", "ended"))
    return telling(stratum, touches, ended.astype(float))
