"""Whether customers stay, and their revenue with them.

One row a customer: `start` and `end`, revenue in EUR of a period and of the same period later (a year, as a rule), net of
credits: credits count here. The cohort is who had revenue at the start; who came since is not in it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.columns import Column, Floats, aligned, complete, total
from ignition.metrics.intervals import Z, share
from ignition.metrics.stating import stated


def logo_retention(start: Column, end: Column) -> Estimate:
    """Share of the customers at the start who are still customers at the end.

    Formula: customers with end > 0 / customers with start > 0. Unit: share, 0 to 1. Interval: Wilson.
    Source: usual definition. Edge cases: for contracts; where customers just buy, silence is not leaving:
    `retention_non_contractual`. Not defined without customers at the start.

    >>> logo_retention([100, 100, 50, 80, 60, 0], [120, 0, 40, 80, 10, 500]).value
    0.8
    """
    _, later = _cohort(start, end)
    return share("logo_retention v1", int((later > 0).sum()), len(later))


def logo_churn(start: Column, end: Column) -> Estimate:
    """Share of the customers at the start who are no longer customers at the end.

    Formula: 1 - logo retention. Unit: share, 0 to 1. Interval: Wilson. Source and edge cases: as `logo_retention`.

    >>> logo_churn([100, 100, 50, 80, 60, 0], [120, 0, 40, 80, 10, 500]).value
    0.2
    """
    _, later = _cohort(start, end)
    return share("logo_churn v1", int((later <= 0).sum()), len(later))


def gross_revenue_retention(start: Column, end: Column) -> Estimate:
    """Revenue of the start that is still there: what shrank and left taken off, growth not counted. At most 100 %.

    Formula: GRR = (R0 - contraction - churn) / R0 = sum of min(start, end) / sum of start. Unit: share of R0.
    Interval: bootstrap over customers. Source: usual definition.
    Edge cases: no customer loses more than they had (end below 0 counts as 0). Not defined without customers at the start.

    >>> gross_revenue_retention([100, 100, 50, 100, 50], [120, 0, 40, 100, 60]).value
    0.725
    """
    return _of_revenue("gross_revenue_retention v1", start, end, np.minimum)


def net_revenue_retention(start: Column, end: Column) -> Estimate:
    """Revenue of the same customers at the end, growth counted; never below gross retention.

    Formula: NRR = (R0 - contraction - churn + expansion) / R0 = sum of end / sum of start, same cohort. Unit: share of R0.
    Interval: bootstrap over customers. Source: usual definition. Edge cases: as `gross_revenue_retention`.

    >>> net_revenue_retention([100, 100, 50, 100, 50], [120, 0, 40, 100, 60]).value
    0.8
    """
    return _of_revenue("net_revenue_retention v1", start, end, lambda before, later: later)


def revenue_churn(start: Column, end: Column) -> Estimate:
    """Revenue of the start that left or shrank.

    Formula: 1 - GRR = (contraction + churn) / R0. Unit: share of R0. Interval: bootstrap over customers.
    Source: usual definition. Edge cases: as `gross_revenue_retention`.

    >>> revenue_churn([100, 100, 50, 100, 50], [120, 0, 40, 100, 60]).value
    0.275
    """
    return _of_revenue("revenue_churn v1", start, end, lambda before, later: np.maximum(before - later, 0.0))


def retention_non_contractual(p_alive: Column) -> Estimate:
    """Share of customers without a contract who are probably still customers.

    Formula: mean of P(alive). Unit: share, 0 to 1. Interval: normal, variance sum of p (1 - p) (each alive or not by itself; how
    sure the model is of p is not in it). `p_alive`: from a model of the buying pace (BG/NBD). Source: Fader, Hardie & Lee (2005).
    Edge cases: silence is not churn: somebody who buys twice a year may well be silent for five months.

    >>> round(retention_non_contractual([0.9, 0.8, 0.7, 0.9, 0.2]).value, 3)
    0.7
    """
    (p,) = complete(p_alive)
    alive = np.clip(p, 0.0, 1.0)
    n = len(alive)
    error = float(np.sqrt(total(alive * (1 - alive)))) / max(n, 1)
    value = total(alive) / n if n else float("nan")
    interval = max(value - Z * error, 0.0), min(value + Z * error, 1.0)
    return stated("retention_non_contractual v1", value, interval, n)


def _cohort(start: Column, end: Column) -> tuple[Floats, Floats]:
    """Who had revenue at the start; a missing end is none."""
    before, later = aligned(start, end)
    there = before > 0
    return before[there], np.maximum(np.nan_to_num(later[there]), 0.0)


def _of_revenue(definition: str, start: Column, end: Column, kept: Callable[[Floats, Floats], Floats]) -> Estimate:
    before, later = _cohort(start, end)
    return ratio_of_sums(definition, kept(before, later), before)
