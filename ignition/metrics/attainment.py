"""Bookings against quota, for a team: never the mean of ratios, never a name, never fewer than 5 people.

One row a person with a quota above zero. Below 5 people the value is None and `why` says so.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, Floats, complete, here, total
from ignition.metrics.stating import FEWEST_PEOPLE, TOO_FEW_PEOPLE, account, undefined


def attainment(bookings: Column, quota: Column) -> Estimate:
    """How much of the team's quota is booked.

    Formula: sum of bookings / sum of quota. Unit: share of quota. An account: its interval is the value itself.
    Source: usual definition. Edge cases: people without a quota are left out; fewer than 5 people: not shown. It is not the mean
    of each one's ratio, which gives a small quota the weight of a large one.

    >>> attainment([50, 100, 100, 80, 170], [100] * 5).value
    1.0
    """
    return _of_team("attainment v1", bookings, quota, lambda booked, due: total(booked) / total(due))


def attainment_median(bookings: Column, quota: Column) -> Estimate:
    """What the person in the middle has reached.

    Formula: median of bookings / quota. Unit: share of quota. An account: its interval is the value itself.
    Source: usual definition. Edge cases: as `attainment`.

    >>> attainment_median([50, 100, 100, 80, 170], [100] * 5).value
    1.0
    """
    return _of_team("attainment_median v1", bookings, quota, lambda booked, due: float(np.median(booked / due)))


def attainment_spread(bookings: Column, quota: Column) -> Estimate:
    """How far apart the team is: what one in ten exceeds over what nine in ten exceed.

    Formula: P90 / P10 of bookings / quota. Unit: times. An account: its interval is the value itself.
    Source: inter-decile ratio. Edge cases: not defined where P10 is zero or below; as `attainment`.

    >>> round(attainment_spread([50, 100, 100, 80, 150], [100] * 5).value, 3)
    2.097
    """
    return _of_team("attainment_spread v1", bookings, quota, _spread)


def attainment_share_met(bookings: Column, quota: Column) -> Estimate:
    """Share of people at quota or above.

    Formula: people with bookings >= quota / people. Unit: share, 0 to 1. An account: its interval is the value itself.
    Source: usual definition. Edge cases: as `attainment`.

    >>> attainment_share_met([50, 100, 100, 80, 170], [100] * 5).value
    0.6
    """
    return _of_team("attainment_share_met v1", bookings, quota, lambda booked, due: float((booked >= due).mean()))


def _of_team(definition: str, bookings: Column, quota: Column, figure: Callable[[Floats, Floats], float]) -> Estimate:
    booked, due = here(*complete(bookings, quota))
    counts = due > 0
    people = int(counts.sum())
    if people < FEWEST_PEOPLE:
        return undefined(definition, people, TOO_FEW_PEOPLE)
    return account(definition, figure(booked[counts], due[counts]), people)


def _spread(booked: Floats, due: Floats) -> float:
    low, high = np.quantile(booked / due, [0.1, 0.9])
    return float(high / low) if low > 0 else float("nan")
