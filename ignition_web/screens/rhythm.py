"""How regularly a customer buys, told by the gaps between their own purchase days and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

FEWEST_GAPS = 4


@dataclass(frozen=True, slots=True)
class Rhythm:
    usual_days: int
    """Median gap."""
    from_on: dt.date
    to_on: dt.date
    """When the next purchase was to be expected: the last one plus the gaps between the tenth and the ninetieth percentile."""


def rhythm(days: Iterable[dt.date]) -> Rhythm | None:
    """None with fewer than four gaps: there is no habit to speak of.

    >>> days = [dt.date(2026, 1, 1) + dt.timedelta(days=30 * n) for n in range(6)]
    >>> rhythm(days)
    Rhythm(usual_days=30, from_on=datetime.date(2026, 6, 30), to_on=datetime.date(2026, 6, 30))
    >>> rhythm(days[:3])
    """
    on = sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(on)]
    if len(gaps) < FEWEST_GAPS:
        return None
    tenths = quantiles(gaps, n=10, method="inclusive")
    low, high = (on[-1] + dt.timedelta(days=round(tenths[at])) for at in (0, -1))
    return Rhythm(round(median(gaps)), low, high)
