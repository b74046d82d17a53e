"""The deals open today by the chances of `predictors.deals`, spread over the spans by the ages at which deals are won.

Two chances are known of each deal: to be won within a quarter, and by the end. In between it goes as for a deal of its age.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ignition.estimate import Grade
from ignition.predictors.purchasing import Floats, Wholes
from ignition.predictors.revenue.base import Stream
from ignition.predictors.revenue.pipeline import Fates, of_open
from ignition.predictors.tables import numbers

QUARTER_DAYS = 91


def of_foreseen(described: pa.Table, foreseen: pa.Table, ages: Fates, edges: Wholes, unit: float) -> Stream | None:
    """Revenue by span; None where there is no open deal of which an amount is known."""
    brings = numbers(foreseen, "win_amount") / unit
    known = np.isfinite(brings) & np.isfinite(numbers(foreseen, "p_win"))
    if not known.any():
        return None
    age = numbers(described, "age_days")[known]
    by_end, soon, unsure = (numbers(foreseen, name)[known] for name in ("p_win", "p_win_quarter", "p_win_sd"))
    brings, spread = brings[known], np.nan_to_num(numbers(foreseen, "win_amount_sd")[known] / unit)
    chance = np.diff(_won_by(ages, np.nan_to_num(age), edges, np.fmin(soon, by_end), by_end), axis=0)
    # all deals share the rates: their doubts add up before they are squared
    mean = float(by_end @ brings)
    doubt = float(np.nan_to_num(unsure) @ brings) / mean if mean > 0 else 0.0
    told = of_open(chance, brings, doubt, Grade(foreseen["deals_grade"][0].as_py()))
    return Stream(told.mean, told.variance + chance @ spread**2, told.n, told.grade)


def _won_by(ages: Fates, age: Floats, edges: Wholes, soon: Floats, by_end: Floats) -> Floats:
    """P(won by each edge) of each deal (column): through the chance of the quarter, where that lies within, to that of the end."""
    end = float(edges[-1])
    at_end, at_quarter = (ages.won_within(age, float(days)) for days in (end, min(QUARTER_DAYS, end)))
    rows = []
    for edge in edges.astype(float):
        so_far = ages.won_within(age, float(edge))
        if end <= QUARTER_DAYS:
            rows.append(by_end * _share(so_far, at_end, edge / end))
        elif edge <= QUARTER_DAYS:
            rows.append(soon * _share(so_far, at_quarter, edge / QUARTER_DAYS))
        else:
            later = _share(so_far - at_quarter, at_end - at_quarter, (edge - QUARTER_DAYS) / (end - QUARTER_DAYS))
            rows.append(soon + (by_end - soon) * later)
    return np.stack(rows)


def _share(part: Floats, whole: Floats, evenly: float) -> Floats:
    """Where by age nothing can be won any more, evenly over the days."""
    safe = whole > 1e-12
    return np.where(safe, np.clip(part / np.where(safe, whole, 1.0), 0.0, 1.0), evenly)
