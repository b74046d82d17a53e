"""Purchases of a customer base as BG/NBD and Gamma-Gamma believe it, with the parameters published for CDNOW."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WEEKS = 78


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry a purchase: which customer, days since the first day, EUR."""

    who: np.ndarray
    day: np.ndarray
    amount: np.ndarray


def draw(rng: np.random.Generator, customers: int) -> Drawn:
    """Each buys at a Gamma(0.243, 4.414) rate a week, and leaves after a purchase with a Beta(0.793, 2.426) chance."""
    rate = rng.gamma(0.243, 1 / 4.414, customers)
    leaves = rng.beta(0.793, 2.426, customers)
    customer, week = np.arange(customers), rng.uniform(0, 12, customers)
    who, when = [customer], [week]
    while customer.size:
        week = week + rng.exponential(1 / np.maximum(rate[customer], 1e-9))
        inside = week < WEEKS
        customer, week = customer[inside], week[inside]
        who.append(customer)
        when.append(week)
        stays = rng.random(customer.size) >= leaves[customer]
        customer, week = customer[stays], week[stays]
    bought = np.concatenate(who)
    amount = rng.gamma(6.25, 15.4 / rng.gamma(3.74, 1.0, customers)[bought]).round(2)
    return Drawn(bought, (np.concatenate(when) * 7).astype(int), amount)
