"""Segment before combining: the same metric for each group, and the whole's in place of a group that is too small."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from ignition.estimate import Estimate, Grade
from ignition.metrics.columns import Column, is_far, same_length, texts
from ignition.metrics.counting import different
from ignition.metrics.far import Far
from ignition.metrics.stating import TOO_FEW

Metric = Callable[..., Estimate]


def by_segment(metric: Metric, segment: Column, *columns: Column, **settings: Any) -> dict[str, Estimate]:
    """The metric for each segment, in the order of their names. `settings` go to the metric as they are.

    A segment with fewer than 5 events gets the whole's estimate: its definition ends in "pooled", its grade is L1.

    >>> from ignition.metrics.winning import win_rate_count
    >>> sector = ["food"] * 6 + ["steel"] * 2
    >>> found = by_segment(win_rate_count, sector, ["won", "lost", "lost", "none", "won", "lost", "won", "won"])
    >>> {name: (estimate.definition, round(estimate.value, 2)) for name, estimate in found.items()}
    {'food': ('win_rate_count v1', 0.33), 'steel': ('win_rate_count v1, pooled', 0.5)}
    """
    names = texts(segment)
    arrays = [_far(column) if is_far(column) else np.atleast_1d(np.asarray(column)) for column in columns]
    same_length(names, *arrays)
    whole = metric(*arrays, **settings)
    own = {str(name): metric(*(array[names == name] for array in arrays), **settings) for name in different(names)}
    return {name: or_pooled(estimate, whole) for name, estimate in own.items()}


def _far(column: Column) -> Far:
    return column if isinstance(column, Far) else Far.of(column)


def or_pooled(own: Estimate, whole: Estimate) -> Estimate:
    """`own`, or where it has fewer than 5 events the estimate of the larger group it belongs to."""
    if own.why is not TOO_FEW or whole.value is None:
        return own
    return replace(whole, grade=Grade.POOLED, definition=f"{whole.definition}, pooled")
