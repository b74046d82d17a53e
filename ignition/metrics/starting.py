"""The first steps of a customer: how soon they are answered, and whether they reach what they came for."""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, aligned, same_length
from ignition.metrics.intervals import share
from ignition.metrics.stating import NOT_FOLLOWED, stated
from ignition.metrics.survival import kaplan_meier, median


def lead_response_time(hours: Column, answered: Column, automatic: Column | None = None) -> Estimate:
    """Hours after which half of the leads have heard from a person.

    Formula: Kaplan-Meier median. Unit: hours. Interval: Brookmeyer & Crowley on log(-log S).
    One row a lead: `hours` until the first answer, or waited so far; `answered` true where there was one; `automatic` true where
    it came from a machine. Source: Kaplan & Meier (1958).
    Edge cases: "never" is censored, not dropped; an automatic reply is no answer. Not defined while fewer than half are answered.

    >>> lead_response_time([1, 2, 4, 8, 30, 0.1], [True, True, True, True, True, True], [False] * 5 + [True]).value
    4.0
    """
    waits, heard = aligned(hours, answered)
    (by_machine,) = aligned(np.zeros_like(waits) if automatic is None else automatic)
    same_length(waits, by_machine)
    known = ~np.isnan(waits) & ~np.isnan(heard)
    waits, ended = waits[known], (heard[known] > 0) & ~(by_machine[known] > 0)
    value, interval = median(kaplan_meier(waits, ended))
    events = int(ended.sum())
    return stated(
        "lead_response_time v1", value, interval, len(waits),
        events=events, n_censored=len(waits) - events, missing=NOT_FOLLOWED,
    )  # fmt: skip


def activation(days_to_value: Column, days_observed: Column, within: float) -> Estimate:
    """Share of new customers who reach their first value within `within` days.

    Formula: first value within D days / customers observed for D days or more. Unit: share, 0 to 1. Interval: Wilson.
    One row a customer: `days_to_value` (missing while not reached), `days_observed` since they came.
    Source: usual definition. Edge cases: who has not been observed for D days is left out even if they were quick (else the
    quick ones count early) and counted as censored. The event is declared beforehand: chosen afterwards, it always looks good.

    >>> activation([3, 20, None, 5, None, 2], [60, 60, 60, 60, 60, 10], within=14).value
    0.4
    """
    reached, observed = aligned(days_to_value, days_observed)
    known = ~np.isnan(observed)
    due = known & (observed >= within)
    return share("activation v1", int((due & (reached <= within)).sum()), int(due.sum()), int((known & ~due).sum()))
