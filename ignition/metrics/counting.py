"""Rows counted where they are alike: all that a curve of survival, a walk through stages or a list of names needs of them."""

from __future__ import annotations

import numpy as np

from ignition.metrics.columns import Column, Flags, Floats, is_far
from ignition.metrics.far import grouped


def waits_counted(durations: Floats, ended: Flags) -> tuple[Floats, Floats, Floats]:
    """Each different wait, how many waited so long, and how many of them ended then."""
    if is_far(durations):
        waits, flag, n = grouped(np.maximum(durations, 0.0), ended)
        all_n, ended_n = n.astype(float), np.where(flag > 0, n, 0).astype(float)
    else:
        waits = np.maximum(durations, 0.0)
        all_n, ended_n = np.ones(len(waits)), np.asarray(ended, dtype=float)
    kinds, which = np.unique(waits, return_inverse=True)
    size = len(kinds)
    followed, ended_then = (np.bincount(which, n, minlength=size).astype(float) for n in (all_n, ended_n))
    return kinds, followed, ended_then


def moves_counted(stages: Column, ends: Column) -> tuple[Column, Column, Floats]:
    """Each different move with how many there were: from, to, count."""
    if is_far(stages):
        return grouped(stages, ends)
    pairs, counts = np.unique(np.stack([stages, ends]), axis=1, return_counts=True)
    return pairs[0], pairs[1], counts.astype(float)


def different(names: Column) -> Column:
    """Each name once, in order."""
    return grouped(names)[0] if is_far(names) else np.unique(names)
