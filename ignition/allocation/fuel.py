"""Fuel: how many more hours a move is worth before one returns no more than it would elsewhere."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from ignition.gains import Floats, Ints, Offers

HALVINGS = 40


def fuel(offers: Offers, rows: Ints, prices: Floats, trust: Floats | float = 1.0) -> Floats:
    """Hours from now until one more would return less than `prices`, EUR an hour for each of `rows`.

    Where the response is concave beyond its first dose, that is where x solves stake x lift'(x / usual) / usual = price, at most
    the act's most hours; 0 where not even the first dose returns its price. `trust` multiplies every expected gain: with a
    bound of the gain's interval over its mean it gives the bound of the fuel, at the same price.
    """
    if not len(rows):
        return np.empty(0)
    least, most = offers.dose[rows], np.maximum(offers.most[rows], offers.dose[rows])
    low, high = least.copy(), most.copy()
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        pays = _marginal(offers, rows, middle) * trust >= prices
        low, high = np.where(pays, middle, low), np.where(pays, high, middle)
    worth = offers.expected(rows, least) * trust >= prices * least * (1 - 1e-9)
    burns: Floats = np.where(worth & (least > 0), low, 0.0)
    return np.where(most - burns < 1e-6, most, burns)


def burnt_on(on: dt.date, hours: float, dose: float) -> dt.date:
    """The day after the last dose, at one a working day: nobody is called twice a day.

    >>> burnt_on(dt.date(2026, 11, 26), hours=1.5, dose=0.5)  # Thursday, Friday, Monday
    datetime.date(2026, 12, 1)
    """
    doses = max(math.ceil(hours / dose - 1e-9), 1) if dose > 0 else 1
    last: dt.date = np.busday_offset(on, doses, roll="forward").astype(dt.date)
    return last


def _marginal(offers: Offers, rows: Ints, hours: Floats) -> Floats:
    step = 1e-4 * np.maximum(hours, 1e-3)
    above, below = offers.expected(np.tile(rows, 2), np.concatenate([hours + step, hours - step])).reshape(2, -1)
    slope: Floats = (above - below) / (2 * step)
    return slope
