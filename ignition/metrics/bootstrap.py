"""Intervals by resampling rows, for figures that are functions of sums (ratios, differences of ratios, skill).

Cases are drawn with replacement; only their sums are needed, so that one matrix product does all draws. Beyond
`_EXACT_ROWS` rows the sums are drawn from their normal limit instead: the same answer, without the matrix.
The percentiles are widened for small samples (Hesterberg 2015, The American Statistician 69, "expanded percentile").

Seed fixed, rows sorted first: the same cases in another order give the same interval to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import stats

from ignition.estimate import Estimate
from ignition.metrics.columns import Floats, here, is_far, settled, total
from ignition.metrics.far import totals
from ignition.metrics.intervals import MASS
from ignition.metrics.stating import Interval, stated

DRAWS = 600
_SEED = 20260101
_EXACT_ROWS = 2000


def ratio_of_sums(definition: str, part: Floats, whole: Floats, n_censored: int = 0) -> Estimate:
    """Sum of `part` over sum of `whole`, one row a case; not defined where the second is 0."""
    below = total(whole)
    value = total(part) / below if below else float("nan")
    return stated(definition, value, of_sums(ratio, part, whole), len(whole), n_censored=n_censored)


def of_sums(figure: Callable[[Floats], Floats], *columns: Floats) -> Interval:
    """80 % interval of `figure`, which takes the columns' sums (draws x columns) and gives one value a draw."""
    n = len(columns[0])
    if n < 2:
        return None, None
    with np.errstate(divide="ignore", invalid="ignore"):
        return percentiles(figure(drawn_sums(*columns)), n)


def drawn_sums(*columns: Floats) -> Floats:
    """Sums of the columns over resampled rows: `DRAWS` x columns."""
    generator = np.random.default_rng(_SEED)
    if len(columns[0]) > _EXACT_ROWS:
        sums, spread = _moments(*columns)
        return np.asarray(generator.multivariate_normal(sums, spread, size=DRAWS, method="eigh"))
    columns = here(*columns)
    rows = np.column_stack(columns)[np.lexsort(columns)]
    n = len(rows)
    return np.asarray(generator.multinomial(n, np.full(n, 1 / n), size=DRAWS) @ rows)


def _moments(*columns: Floats) -> tuple[Floats, Floats]:
    """The sums, and the covariance of what they would be over other rows."""
    n = len(columns[0])
    if not is_far(columns[0]):
        rows = np.column_stack(columns)[np.lexsort(columns)]
        return rows.sum(axis=0), np.atleast_2d(np.cov(rows, rowvar=False)) * n
    columns = settled(*columns)
    sums = totals(*columns)
    off = [column - added / n for column, added in zip(columns, sums, strict=True)]
    products = totals(*(one * other for one in off for other in off))
    return np.array(sums), np.reshape(products, (len(columns), -1)) * n / (n - 1)


def percentiles(values: Floats, n: int) -> Interval:
    """The interval of drawn values of a figure that stands on `n` cases."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None, None
    tail = float(stats.norm.cdf(np.sqrt(n / (n - 1)) * stats.t.ppf(0.5 - MASS / 2, n - 1))) if n > 1 else 0.0
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def ratio(sums: Floats) -> Floats:
    """First sum over second."""
    return np.asarray(sums[:, 0] / sums[:, 1])
