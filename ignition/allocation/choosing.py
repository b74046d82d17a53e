"""Several acts on one customer or deal: which of them to plan, once it is known what an hour is worth."""

from __future__ import annotations

import numpy as np

from ignition.allocation.steps import doses_and_gains, one_each_subject
from ignition.gains import Floats, Ints, Offers


def contested(offers: Offers) -> Ints:
    """Offers that act on a subject on which another one acts too, those on one subject side by side."""
    acting = np.flatnonzero(offers.dose > 0)
    rows = acting[np.lexsort((offers.play[acting], offers.subject[acting]))]
    subject = offers.subject[rows]
    same = np.flatnonzero(subject[1:] == subject[:-1])
    shared = np.zeros(len(rows), dtype=bool)
    shared[same] = shared[same + 1] = True
    return rows[shared]


def one_each_at(offers: Offers, rivals: Ints, prices: Floats, most_steps: int) -> Ints:
    """Of the `rivals` on one subject, the one that leaves most above what its hours are worth; everybody else's as before.

    The most a subject can add to a plan in which each person's hours cost `prices` is max over acts and doses of gain - price x hours.
    An act that returns less an hour but takes more hours is the better one where hours are cheap. Where none is worth its hours,
    the one that returns most an hour stays. Geoffrion (1974), Lagrangean relaxation.
    """
    usual = one_each_subject(offers)
    if not len(rivals):
        return usual
    hours, gains = doses_and_gains(offers, rivals, most_steps)
    surplus = (gains - prices[offers.person[rivals]] * hours).max(axis=0)
    order = np.lexsort((offers.play[rivals], -surplus, offers.subject[rivals]))
    first = np.diff(offers.subject[rivals[order]], prepend=-1) != 0
    chosen, worth = rivals[order[first]], surplus[order[first]] > 0
    replaced = np.isin(offers.subject[usual], offers.subject[chosen[worth]])
    return np.sort(np.concatenate([usual[~replaced], chosen[worth]]))
