"""Whether the customers that matter are met as often as agreed, and by all whose word counts."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.columns import Column, aligned, complete


def cadence_coverage(weight: Column, days_since_contact: Column, cadence: Column) -> Estimate:
    """Share of the value at stake whose customers were in touch within their cadence.

    Formula: sum of w 1{T - last two-way contact <= cadence} / sum of w. Unit: share, 0 to 1. Interval: bootstrap over customers.
    One row a customer: `weight` their marginal value, `days_since_contact` since the last *two-way* contact (missing: never),
    `cadence` in days. Source: customer coverage, weighted. Edge cases: never is not covered; a customer without a weight or cadence
    is left out; not defined where all weights are 0.

    >>> cadence_coverage([3, 1, 1, 3, 2], [10, 50, None, 20, 95], [30, 30, 30, 30, 90]).value
    0.6
    """
    worth, since, agreed = aligned(weight, days_since_contact, cadence)
    counts = (worth >= 0) & ~np.isnan(agreed)
    covered = np.where(since[counts] <= agreed[counts], worth[counts], 0.0)
    return ratio_of_sums("cadence_coverage v1", covered, worth[counts])


def over_coverage(contacts: Column, days: float, cadence: Column) -> Estimate:
    """Share of the contacts that were more than the cadence asks for: time that other customers lack.

    Formula: sum of max(contacts - ceil(days / cadence), 0) / sum of contacts. Unit: share, 0 to 1. Interval: bootstrap over customers.
    One row a customer: `contacts` in the last `days` days, `cadence` in days. Source: the other side of `cadence_coverage`.
    Edge cases: not defined where there was no contact at all.

    >>> over_coverage([6, 3, 1, 0, 0], 90, [30, 30, 90, 90, 30]).value
    0.3
    """
    met, agreed = complete(contacts, cadence)
    counts = agreed > 0
    asked = np.ceil(days / agreed[counts])
    return ratio_of_sums("over_coverage v1", np.maximum(met[counts] - asked, 0.0), met[counts])


def buying_role_coverage(present: Column, met: Column) -> Estimate:
    """Of the roles that decide a purchase, the share identified and spoken with.

    Formula: roles identified and spoken with / roles present. Unit: share, 0 to 1. Interval: bootstrap over deals.
    One row a deal: `present` roles that such a deal has, known or not; `met` those identified and spoken with.
    Source: buying centre, Webster & Wind (1972), J. Marketing 36. Edge cases: an unknown role is a gap, so it stays in `present`;
    more met than present counts as all; not defined where no role is present.

    >>> buying_role_coverage([4, 4, 4, 4, 4], [4, 2, 1, 3, 0]).value
    0.5
    """
    roles, spoken = complete(present, met)
    return ratio_of_sums("buying_role_coverage v1", np.minimum(spoken, roles), roles)
