"""What an offer is worth once its hours are paid, and how sure that is."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from ignition.allocation import Plan
from ignition.gains import Floats, Offers

LEAST_WORTH = 1.0
"""EUR below which nothing is shown: nobody acts for cents."""


def net_at(offers: Offers, plan: Plan) -> Floats:
    """Net gains, an hour of each person at the price the plan gives it."""
    prices = np.array([plan.prices[name] for name in offers.people] or [0.0])
    return net_gains(offers, prices[offers.person] if len(offers) else np.empty(0))


def net_gains(offers: Offers, prices: Floats) -> Floats:
    """Gain less the hours at their price; hours that come free are worth that price."""
    net: Floats = offers.gain + prices * (offers.frees - offers.dose)
    return net


def intervals(mean: Floats, sd: Floats, mass: float) -> tuple[Floats, Floats]:
    """Central intervals of LogNormals with these means and sds: a product of LogNormals nearly is one."""
    positive = np.maximum(mean, 1e-12)
    sigma = np.sqrt(np.log1p((sd / positive) ** 2))
    reach = sigma * float(ndtri((1 + mass) / 2))
    middle = np.log(positive) - sigma**2 / 2
    # A very wide one has its mean outside: the interval shown always holds the value shown.
    return np.minimum(np.exp(middle - reach), mean), np.maximum(np.exp(middle + reach), mean)


def interval(mean: float, sd: float, mass: float) -> tuple[float, float]:
    low, high = intervals(np.array([mean]), np.array([sd]), mass)
    return float(low[0]), float(high[0])
