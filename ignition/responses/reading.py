"""The rungs of the ladder below the lot: how much the company's own effort tells, and which grade that earns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from ignition.estimate import Grade
from ignition.responses.hazard import NOTHING, Slope
from ignition.responses.pooling import overall, pulled, spread_between
from ignition.responses.seen import MOST_ERROR, SOME, Seen, is_sure

FEWEST = 5
"""Ended waits below which nothing is learnt."""
LEAST_BETWEEN = 0.15
"""Standard deviation always granted between results: a deal won and an order come again are less alike than two segments."""


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
    found = {name: Seen.of(arrays, arrays["result"] == name) for name in sorted(set(arrays["result"].tolist()))}
    of_all = [seen.slope for seen in found.values()]
    between = max(spread_between(of_all), LEAST_BETWEEN)
    return {name: _read(seen, overall(of_all, between), between) for name, seen in found.items()}


def _read(seen: Seen, of_all: Slope, between_results: float) -> Reading:
    if seen.n < FEWEST or seen.slope.error > MOST_ERROR:
        return Reading(NOTHING, Grade.ASSUMED, seen.n)
    if seen.n < SOME:
        pooled = pulled(seen.slope, of_all, between_results)
        return Reading(pooled, Grade.POOLED if is_sure(pooled) else Grade.ASSUMED, seen.n)
    between = spread_between(list(seen.segments.values()))
    segments = {name: pulled(one, seen.slope, between) for name, one in seen.segments.items()}
    if seen.is_long and seen.holds:
        return Reading(seen.slope, Grade.FITTED, seen.n, segments, seen.cases)
    middle = overall(list(seen.segments.values()), between)
    grade = Grade.SEGMENT if is_sure(seen.slope) else Grade.ASSUMED
    return Reading(middle, grade, seen.n, segments, seen.cases)
