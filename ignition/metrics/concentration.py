"""How much hangs on few customers. One row a customer: revenue of the period in EUR, net of credits.

Accounts: the interval is the value itself. Who has revenue of zero or below is left out.
"""

from __future__ import annotations

import numpy as np

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, Floats, complete, is_far, total
from ignition.metrics.far import largest
from ignition.metrics.stating import account


def hhi(revenue: Column) -> Estimate:
    """Herfindahl-Hirschman index of the customers' shares.

    Formula: sum of s^2. Unit: 1/n (all equal) to 1 (one customer). An account: its interval is the value itself.
    Source: Hirschman (1945); Herfindahl (1950). Edge cases: not defined without revenue.

    >>> hhi([50, 25, 25]).value
    0.375
    """
    shares = _shares(revenue)
    return account("hhi v1", float((shares**2).sum()) if len(shares) else float("nan"), len(shares))


def effective_customers(revenue: Column) -> Estimate:
    """How many customers of equal size would be as concentrated.

    Formula: 1 / HHI. Unit: customers. An account: its interval is the value itself. Source: Adelman (1969), Rev. Econ. Stat. 51.
    Edge cases: not defined without revenue.

    >>> effective_customers([25, 25, 25, 25]).value
    4.0
    """
    shares = _shares(revenue)
    return account("effective_customers v1", 1 / float((shares**2).sum()) if len(shares) else float("nan"), len(shares))


def top_share(revenue: Column, top: int) -> Estimate:
    """Share of revenue with the `top` largest customers: top-1, top-5.

    Formula: sum of the largest shares. Unit: share, 0 to 1. An account: its interval is the value itself.
    Source: concentration ratio. Edge cases: 1 where there are no more than `top` customers; not defined without revenue.

    >>> top_share([50, 30, 10, 10], top=1).value
    0.5
    """
    shares = _shares(revenue)
    n = len(shares)
    first = largest(shares, top) if is_far(shares) else shares[-top:]
    return account("top_share v1", float(first.sum()) if n else float("nan"), n)


def _shares(revenue: Column) -> Floats:
    (values,) = complete(revenue)
    there = values[values > 0]
    if is_far(there):
        return there / total(there)
    there = np.sort(there)
    return np.asarray(there / there.sum())
