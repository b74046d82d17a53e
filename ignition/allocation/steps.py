"""The doses that may be given one after another, and sums within a person's run of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.gains import Floats, Ints, Offers

MOST_STEPS = 4
"""Doses of one act that one plan may hold."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Each step with its own hours and the gain it adds; `number` counts from 0 within its offer."""

    offer: Ints
    number: Ints
    hours: Floats
    gain: Floats

    @property
    def returns(self) -> Floats:
        """EUR an hour. Within one offer it falls from step to step."""
        return self.gain / self.hours


def one_each_subject(offers: Offers) -> Ints:
    """Of the offers that act on one customer or deal, the one that returns most an hour."""
    acting = np.flatnonzero(offers.dose > 0)
    returns = offers.gain[acting] / offers.dose[acting]
    order = acting[np.lexsort((offers.play[acting], -returns, offers.subject[acting]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = offers.subject[order][1:] != offers.subject[order][:-1]
    return np.sort(order[first])


def dose_steps(offers: Offers, rows: Ints, most_steps: int = MOST_STEPS) -> Steps:
    """A first dose (the minimum effective one where the response is S-shaped), then further ones up to the most."""
    doses, total = doses_and_gains(offers, rows, most_steps)
    added = np.diff(total, axis=0, prepend=0.0)
    hours = np.diff(doses, axis=0, prepend=0.0)
    number, which = np.nonzero(np.logical_and.accumulate(added > 0, axis=0))
    return Steps(rows[which], number.astype(np.int64), hours[number, which], added[number, which])


def doses_and_gains(offers: Offers, rows: Ints, most_steps: int) -> tuple[Floats, Floats]:
    """Hours and expected gain of one dose, two doses and so on, each of shape (most_steps, rows); nothing more beyond the most."""
    doses = np.stack([offers.dose[rows] + number * offers.step[rows] for number in range(most_steps)])
    total = np.zeros(doses.shape)
    for number, dose in enumerate(doses):
        feasible = np.flatnonzero((dose <= offers.most[rows] + 1e-6) | (number == 0))
        total[number] = total[number - 1]
        total[number, feasible] = offers.expected(rows[feasible], dose[feasible])
    return doses, total


def running(values: Floats, group: Ints) -> Floats:
    """Cumulative sum within each run of equal `group`."""
    total = np.cumsum(values)
    start = np.flatnonzero(np.diff(group, prepend=-1))
    before = np.concatenate([[0.0], total])[start]
    lengths = np.diff(np.append(start, len(group)))
    summed: Floats = total - np.repeat(before, lengths)
    return summed
