"""A deal that is won and then invoiced is one revenue, not two.

Rule: a purchase of the same customer, dated from 14 days before the deal was won until 90 days after, whose amount is within
5 % of what was agreed, is the deal's invoice; so are purchases of that span that add up to it in the order of their
days (instalments). They count with the deals, on the day it was won, and are taken out of the base, from which no
purchase is expected in their place. What matches no deal stays in the base: a customer who goes on buying as usual
beside a deal does both.

Where it fails: invoices of other amounts, or later; what a customer usually buys, where by chance it is worth a deal.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ignition.predictors.purchasing import Floats, Mask, Wholes
from ignition.predictors.revenue.ledger import Deals, Purchases

DAYS_BEFORE, DAYS_AFTER = 14, 90
NEAR = 0.05


def invoices_of_deals(purchases: Purchases, deals: Deals) -> Mask:
    """Which purchases are invoices of won deals.

    >>> whole = lambda *numbers: np.array(numbers)
    >>> bought = Purchases(whole(0, 0, 0), whole(100, 130, 160), whole(100, 130, 160), np.array([5.0, 7.0, 98.0]))
    >>> won = Deals(None, whole(0), whole(60), whole(120), whole(60), whole(True), np.array([100.0]), np.array([100.0]))
    >>> invoices_of_deals(bought, won).tolist()
    [False, False, True]
    """
    taken = np.zeros(len(purchases.buyer), dtype=bool)
    chosen = np.flatnonzero(deals.won & (deals.customer >= 0) & (deals.worth > 0))
    # the order of their days, and of their worth within a day: rows may come in any order
    chosen = chosen[np.lexsort((deals.worth[chosen], deals.closed[chosen], deals.customer[chosen]))]
    begins = np.searchsorted(purchases.buyer, deals.customer[chosen], "left")
    ends = np.searchsorted(purchases.buyer, deals.customer[chosen], "right")
    for deal, begin, end in zip(chosen, begins, ends, strict=True):
        if begin < end:
            rows = np.arange(begin, end)
            apart = purchases.day[rows] - deals.closed[deal]
            near = rows[(apart >= -DAYS_BEFORE) & (apart <= DAYS_AFTER) & ~taken[rows] & (purchases.amount[rows] > 0)]
            taken[_its_invoices(purchases.amount, near, float(deals.worth[deal]))] = True
    return taken


def _its_invoices(amount: Floats, rows: Wholes, worth: float) -> Wholes:
    alone = np.abs(amount[rows] / worth - 1)
    if len(rows) and alone.min() <= NEAR:
        return rows[[int(np.argmin(alone))]]
    for these in _runs(amount, rows, worth):
        return these
    return rows[:0]


def _runs(amount: Floats, rows: Wholes, worth: float) -> Iterator[Wholes]:
    """Purchases that follow one another and add up to the deal."""
    for begin in range(len(rows)):
        sums = np.cumsum(amount[rows[begin:]])
        close = np.flatnonzero(np.abs(sums / worth - 1) <= NEAR)
        if len(close):
            yield rows[begin : begin + int(close[0]) + 1]
