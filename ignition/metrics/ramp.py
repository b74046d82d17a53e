"""How long new people of a team take to reach their level. Team figures: never fewer than 5 people, never a name.

Belief: result(t) = A (1 - e^(-t / theta)), the same A and theta for all. Least squares; A has a formula given theta, and theta
is looked for on a fine grid. Interval: bootstrap over people.
Where it fails: those who leave early for want of results make the rest look better than new people will be.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import drawn_sums, percentiles
from ignition.metrics.columns import Column, Floats, aligned, here, same_length, texts
from ignition.metrics.stating import FEWEST_PEOPLE, TOO_FEW_PEOPLE, stated, undefined
from ignition.wording import Text

Rows = npt.NDArray[np.intp]
_FINEST, _LONGEST, _STEPS = 0.05, 3.0, 200
"""theta is looked for between a twentieth of the months seen and three times as many."""

NOT_LEVELLED = Text(
    it="I risultati non si stabilizzano ancora nei mesi osservati: l'avvio non si può misurare.",
    en="Results do not level off yet in the months seen: the ramp cannot be measured.",
)


def ramp_time(person: Column, month: Column, result: Column, left_at: Column | None = None) -> Estimate:
    """Months until a new person brings 63 % of the level; three times as many: 95 %.

    Formula: theta in A (1 - e^(-t / theta)). Unit: months. Interval: bootstrap over people.
    One row a person and month: `month` since the start (from 0), `result` in that month, `left_at` the month of leaving
    (missing while here). Source: exponential learning curve, Mazur & Hastie (1978), Psychological Bulletin 85.
    Edge cases: months after leaving are not zeros: they are left out, leavers counted as censored. Fewer than 5 people: not shown.
    Not defined while results still grow at the end of what was seen.

    >>> months = list(range(1, 25)) * 5
    >>> people = [name for name in "abcde" for _ in range(24)]
    >>> round(ramp_time(people, months, [100 * (1 - np.exp(-t / 6)) for t in months]).value, 1)
    6.0
    """
    return _ramp("ramp_time v1", person, month, result, left_at, level=False)


def ramp_level(person: Column, month: Column, result: Column, left_at: Column | None = None) -> Estimate:
    """The level that new people reach in the end.

    Formula: A in A (1 - e^(-t / theta)). Unit: that of `result`, a month. Interval: bootstrap over people.
    Source and edge cases: as `ramp_time`.

    >>> months = list(range(1, 25)) * 5
    >>> people = [name for name in "abcde" for _ in range(24)]
    >>> round(ramp_level(people, months, [100 * (1 - np.exp(-t / 6)) for t in months]).value)
    100
    """
    return _ramp("ramp_level v1", person, month, result, left_at, level=True)


def _ramp(
    definition: str, person: Column, month: Column, result: Column, left_at: Column | None, level: bool
) -> Estimate:
    who, (t, y) = texts(person), aligned(month, result)
    (left,) = aligned(np.nan * np.zeros_like(t) if left_at is None else left_at)
    same_length(who, t, left)
    who, t, y, left = here(who, t, y, left)
    counts = (t >= 0) & ~np.isnan(y) & (np.isnan(left) | (t < left))
    names, row_of = np.unique(who[counts], return_inverse=True)
    leavers = len(np.unique(who[counts & ~np.isnan(left)]))
    if len(names) < FEWEST_PEOPLE:
        return undefined(definition, len(names), TOO_FEW_PEOPLE, leavers)
    thetas = float(max(t[counts].max(), 1.0)) * np.geomspace(_FINEST, _LONGEST, _STEPS)
    sums = _sums_by_person(t[counts], y[counts], row_of, thetas)
    value = _best(sums.sum(axis=0)[None, :], thetas, level)[0]
    interval = percentiles(_best(drawn_sums(*sums.T), thetas, level), len(names))
    return stated(definition, value, interval, len(names), n_censored=leavers, missing=NOT_LEVELLED)


def _sums_by_person(t: Floats, y: Floats, row_of: Rows, thetas: Floats) -> Floats:
    """For each person: sum of y f and of f^2 for every theta, where f = 1 - e^(-t / theta)."""
    months, month_of = np.unique(t, return_inverse=True)
    counts, results = np.zeros((2, int(row_of.max()) + 1, len(months)))
    order = np.lexsort((y, month_of, row_of))
    np.add.at(counts, (row_of, month_of), 1.0)
    np.add.at(results, (row_of[order], month_of[order]), y[order])
    shape = 1 - np.exp(-months[:, None] / thetas)
    return np.hstack([results @ shape, counts @ shape**2])


def _best(sums: Floats, thetas: Floats, level: bool) -> Floats:
    """theta (or A) of least squares in each row of sums; NaN where it lies at the edge of the grid."""
    with np.errstate(divide="ignore", invalid="ignore"):
        products, squares = sums[:, : len(thetas)], sums[:, len(thetas) :]
        gain = np.where(squares > 0, products**2 / squares, -np.inf)
        best = np.argmax(gain, axis=1)
        rows = np.arange(len(sums))
        found = products[rows, best] / squares[rows, best] if level else thetas[best]
    inside = (best > 0) & (best < len(thetas) - 1)
    return np.where(inside, found, np.nan)
