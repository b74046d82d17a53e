"""Where the hours go, and how full the scarce resources are. Accounts: the interval is the value itself."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, complete, total
from ignition.metrics.stating import account


def reallocation_rate(hours_before: Column, hours_now: Column) -> Estimate:
    """Share of the hours that went to other segments than in the period before.

    Formula: 1/2 sum of abs(share_t - share_t-1) over segments. Unit: share, 0 (nothing moved) to 1 (all).
    An account: its interval is the value itself. One row a segment. Source: dissimilarity index, Duncan & Duncan (1955).
    Edge cases: not defined where a period has no hours.

    >>> round(reallocation_rate([50, 30, 20], [40, 30, 30]).value, 2)
    0.1
    """
    before, now = complete(hours_before, hours_now)
    hours = total(before), total(now)
    if min(hours) <= 0:
        return account("reallocation_rate v1", float("nan"), len(before))
    moved = np.abs(now / hours[1] - before / hours[0])
    return account("reallocation_rate v1", total(moved) / 2, len(before))


def capacity_use(committed: Column, available: Column) -> Estimate:
    """How much of a scarce resource is spoken for.

    Formula: committed hours / available hours. Unit: share; above 1 it is promised twice. An account: its interval is the value
    itself. One row a week of one resource (pre-sales, legal, a team's hours). What one more hour of it is worth is the shadow
    price lambda_k that the allocation finds, not this share. Source: usual definition.
    Edge cases: not defined without available hours. One person's hours are shown to that person only.

    >>> capacity_use([30, 45], [40, 40]).value
    0.9375
    """
    taken, there = complete(committed, available)
    hours = total(there)
    return account("capacity_use v1", total(taken) / hours if hours > 0 else float("nan"), len(taken))
