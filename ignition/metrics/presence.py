"""Whether the customer is at the centre of the whole company, not of its sellers alone. One row a customer or a signal."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, aligned
from ignition.metrics.intervals import middle, share
from ignition.metrics.stating import NOT_FOLLOWED, stated

_YEAR = 365


def customer_presence(days_since_contact: Column) -> Estimate:
    """How long ago somebody of a function last dealt with a customer directly: half of the customers longer ago.

    Formula: median of days since the last direct contact, for one function (product, finance, management...). Unit: days.
    Interval: exact, from order statistics. One row a customer; missing: never. Ask per function with `by_segment`, and never for
    a function of one person. Source: pillar 2 of Ignition.
    Edge cases: never counts as longer than any time, so that the median is not defined where half were never met.

    >>> customer_presence([10, 20, 30, 400, None]).value
    30.0
    """
    (days,) = aligned(days_since_contact)
    met = days[~np.isnan(days)]
    n, never = len(days), len(days) - len(met)
    value, interval = middle(met, never)
    return stated("customer_presence v1", value, interval, n, n_censored=never, missing=NOT_FOLLOWED)


def closed_loop(days_to_answer: Column, days_waited: Column, within: float) -> Estimate:
    """Share of signals whose customer heard in time what became of them.

    Formula: signals answered in D days / signals due (D days old or more). Unit: share, 0 to 1. Interval: Wilson.
    One row a signal: `days_to_answer` (missing: not answered yet), `days_waited` since it came. Source: pillar 2 of Ignition.
    Edge cases: a signal younger than D days is not due, even if answered; it is counted as censored.

    >>> closed_loop([1, 9, None, 3, None, 1], [30, 30, 30, 30, 30, 2], within=7).value
    0.4
    """
    answered, waited = aligned(days_to_answer, days_waited)
    known = ~np.isnan(waited)
    due = known & (waited >= within)
    return share("closed_loop v1", int((due & (answered <= within)).sum()), int(due.sum()), int((known & ~due).sum()))


def value_proven(days_since_shown: Column, active: Column) -> Estimate:
    """Share of active customers who were shown their result in the last 12 months.

    Formula: active customers shown their result within 365 days / active customers. Unit: share, 0 to 1. Interval: Wilson.
    One row a customer: `days_since_shown` (missing: never), `active` true or false. Source: pillar 2 of Ignition.
    Edge cases: not defined without active customers.

    >>> value_proven([30, 400, None, 200, 10, 5], [True, True, True, True, True, False]).value
    0.6
    """
    shown, is_active = aligned(days_since_shown, active)
    there = is_active == 1
    return share("value_proven v1", int((there & (shown <= _YEAR)).sum()), int(there.sum()))


def one_picture(records: Column, days_since_updated: Column, active: Column, fresh_within: float = 90) -> Estimate:
    """Share of active customers with one record, and a fresh one.

    Formula: active customers with exactly one record, touched within `fresh_within` days / active customers.
    Unit: share, 0 to 1. Interval: Wilson. One row a customer. Source: pillar 2 of Ignition.
    Edge cases: two records of one customer are no picture, however fresh; a missing date is not fresh.

    >>> one_picture([1, 1, 2, 1, 1], [10, 200, 5, 30, None], [True] * 5).value
    0.4
    """
    copies, since, is_active = aligned(records, days_since_updated, active)
    there = is_active == 1
    good = there & (copies == 1) & (since <= fresh_within)
    return share("one_picture v1", int(good.sum()), int(there.sum()))
