"""The whole table of moves considered, with their gain, interval and place in the plan; and what an hour is worth in it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from ignition.allocation import Plan
from ignition.choice import intervals, net_gains
from ignition.estimate import Estimate, Grade
from ignition.gains import Floats, Offers


def ranked(offers: Offers, plan: Plan, shown: Iterable[tuple[int, str]], mass: float) -> pa.Table:
    """Best net gain first. EUR and hours; `shown` are the rows that are, with their slot; for the others it is empty."""
    prices = np.array([plan.prices[name] for name in offers.people] or [0.0])
    price = prices[offers.person] if len(offers) else np.empty(0)
    freed = price * offers.frees
    low, high = _gain_interval(offers, freed, mass)
    extra = {
        "dose_hours": offers.dose - offers.frees,
        "gain": offers.gain + freed,
        "gain_low": low,
        "gain_high": high,
        "net_gain": net_gains(offers, price),
        "planned_hours": plan.hours,
    }
    table = offers.table
    for name, values in extra.items():
        table = table.append_column(name, pa.array(values, pa.float64()))
    table = table.append_column("slot", _slots(offers, shown))
    best = np.argsort(-extra["net_gain"], kind="stable")
    return table.take(pa.array(best))


def hour_prices(offers: Offers, plan: Plan, mass: float) -> dict[str, Estimate]:
    """Each person's shadow price, EUR an hour: at the lowest grade of the responses it comes from, over the offers planned."""
    prices = np.array([plan.prices[name] for name in offers.people])
    sds = np.array([plan.price_sds.get(name, 0.0) for name in offers.people])
    low, high = intervals(prices, sds, mass)
    planned = np.bincount(offers.person[plan.hours > 0], minlength=len(offers.people))
    grade = min((response.grade for response in offers.responses.values()), default=Grade.ASSUMED)
    return {
        name: Estimate(
            float(prices[code]), float(low[code]), float(high[code]), int(planned[code]), grade, "shadow_price"
        )
        if prices[code] > 0
        else Estimate(0.0, 0.0, 0.0, int(planned[code]), grade, "shadow_price")
        for code, name in enumerate(offers.people)
    }


def _gain_interval(offers: Offers, freed: Floats, mass: float) -> tuple[Floats, Floats]:
    acts = offers.dose > 0
    low, high = intervals(np.where(acts, offers.gain, offers.stake), offers.gain_sd, mass)
    return np.where(acts, low, freed - high), np.where(acts, high, freed - low)


def _slots(offers: Offers, shown: Iterable[tuple[int, str]]) -> pa.Array:
    slots = np.full(len(offers), "", dtype=object)
    for row, slot in shown:
        slots[row] = slot
    return pa.array(slots, pa.string())
