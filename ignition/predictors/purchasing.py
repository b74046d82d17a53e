"""All that a model of buying needs of the customers: each different history once, with the number of customers who have it.

Belief: two customers with the same x repeat purchases, the last at t_x, seen for T, tell the same. Fader & Hardie call
(x, t_x, T) the sufficient statistics of BG/NBD and of Pareto/NBD; counting the equal ones loses nothing.
Where it fails: days make many customers alike, seconds make nobody alike; the counting then only costs time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]
Mask = NDArray[np.bool_]

_PARTS_OF_A_WEEK = (7.0, 1.0)
"""Times in weeks are days divided by 7; times in days are whole already."""
_AT_ONCE = 1_000_000
_LARGEST_KEY = 2.0**62


@dataclass(frozen=True, slots=True)
class Purchasing:
    """x repeat purchases, the last at t_x of the time `seen`, and `weight` customers alike; rows sorted by (x, t_x, seen).

    >>> alike = Purchasing.counted(np.array([2.0, 0, 2]), np.array([5.0, 0, 5]), np.array([9.0, 9, 9]))
    >>> alike.x.tolist(), alike.weight.tolist()
    ([0.0, 2.0], [1.0, 2.0])
    """

    x: Floats
    t_x: Floats
    seen: Floats
    weight: Floats

    @classmethod
    def counted(cls, x: Floats, t_x: Floats, seen: Floats) -> Purchasing:
        """The unique rows with their counts, sorted: the order of the customers changes nothing."""
        for parts in _PARTS_OF_A_WEEK:
            counted = _counted_on_a_grid(x, t_x, seen, parts)
            if counted is not None:
                return cls(*counted)
        return cls(*_counted(x, t_x, seen))

    def in_units_of(self, unit: float) -> Purchasing:
        return replace(self, t_x=self.t_x / unit, seen=self.seen / unit)

    def thinned(self, step: int) -> Purchasing:
        """Every so many rows: enough to find where to begin."""
        return Purchasing(*(column[::step] for column in (self.x, self.t_x, self.seen, self.weight)))

    @property
    def unit(self) -> float:
        """A tenth of the longest time seen: in it, parameters are of the order of 1."""
        return float(self.seen.max(initial=0.0)) / 10


def _counted_on_a_grid(x: Floats, t_x: Floats, seen: Floats, parts: float) -> tuple[Floats, ...] | None:
    """Histories of whole days as one whole number each, which sort ten times as fast; None where they are not whole."""
    columns = (x, t_x, seen)
    if not len(x):
        return None
    high_x, high_t, high_seen = (
        float(np.max(column)) * scale + 1 for column, scale in zip(columns, (1, parts, parts), strict=True)
    )
    if not (high_x * high_t * high_seen < _LARGEST_KEY and min(float(np.min(column)) for column in columns) >= 0):
        return None
    of_t, of_seen = round(high_t) + 1, round(high_seen) + 1
    keys = np.empty(len(x), dtype=np.int64)
    for begin in range(0, len(x), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        whole = [_whole(x[part], 1.0), _whole(t_x[part], parts), _whole(seen[part], parts)]
        if any(column is None for column in whole):
            return None
        count, last, total = (column for column in whole if column is not None)
        keys[part] = (count * of_t + last) * of_seen + total
    keys.sort()
    ends = np.flatnonzero(np.append(keys[1:] != keys[:-1], True))
    rest, total = np.divmod(keys[ends], of_seen)
    count, last = np.divmod(rest, of_t)
    return count.astype(float), last / parts, total / parts, np.diff(ends, prepend=-1).astype(float)


def _whole(values: Floats, parts: float) -> Wholes | None:
    """The whole numbers that give exactly these values when divided by `parts`."""
    whole = np.rint(values * parts)
    return whole.astype(np.int64) if np.array_equal(whole / parts, values) else None


def _counted(x: Floats, t_x: Floats, seen: Floats) -> tuple[Floats, ...]:
    order = np.lexsort((seen, t_x, x))
    rows = np.stack([x, t_x, seen]).astype(float)[:, order]
    new = np.append(np.any(rows[:, 1:] != rows[:, :-1], axis=0), True)[: rows.shape[1]]
    ends = np.flatnonzero(new)
    return rows[0, ends], rows[1, ends], rows[2, ends], np.diff(ends, prepend=-1).astype(float)
