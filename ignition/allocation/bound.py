"""What no plan can exceed: by HiGHS where the world is small, by prices where it is large."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from ignition.allocation.steps import MOST_STEPS, Steps, doses_and_gains
from ignition.gains import Floats, Ints, Offers

HALVINGS = 40


def relaxed_optimum(steps: Steps, person: Ints, budgets: Floats) -> float:
    """EUR, by HiGHS: every step may be given in part. `person` is that of each step, `budgets` hours for each person."""
    if not len(steps.offer):
        return 0.0
    spent = _spent(steps, person, len(budgets))
    solved = linprog(-steps.gain, A_ub=spent, b_ub=budgets, bounds=(0, 1), method="highs")
    return float(-solved.fun)


def whole_optimum(steps: Steps, person: Ints, budgets: Floats) -> float:
    """EUR, by HiGHS's branch and bound: steps are whole, and none comes before the one it follows. For small worlds."""
    n = len(steps.offer)
    if not n:
        return 0.0
    limits = [LinearConstraint(_spent(steps, person, len(budgets)), ub=budgets)]
    follows, before = _successions(steps)
    if len(follows):
        rows = np.tile(np.arange(len(follows)), 2)
        signs = np.repeat([1.0, -1.0], len(follows))
        order = csr_array((signs, (rows, np.concatenate([follows, before]))), shape=(len(follows), n))
        limits.append(LinearConstraint(order, ub=np.zeros(len(follows))))
    solved = milp(
        -steps.gain, constraints=limits, integrality=np.ones(n), bounds=Bounds(0, 1), options={"mip_rel_gap": 1e-6}
    )
    return float(-solved.fun)


def choice_bound(offers: Offers, budgets: Floats, most_steps: int = MOST_STEPS) -> float:
    """EUR no plan can exceed, the choice of one act for each customer or deal included; for a million offers.

    The Lagrangian dual: let each person buy hours at a price of lambda. For any lambda,

        L(lambda) = lambda B + sum over subjects of max(0, max over acts and doses of gain - lambda hours)

    is at least the value of every plan (weak duality). One resource a person makes it fall apart into persons, each convex in
    one number: it is halved down on the sign of its slope, B less the hours bought. Geoffrion (1974), Lagrangean relaxation.
    """
    lines = _lines(offers, most_steps)
    low, high = np.zeros(len(budgets)), np.zeros(len(budgets))
    np.maximum.at(high, lines.person, (lines.gains / lines.hours).max(axis=0, initial=0.0))
    best = np.full(len(budgets), np.inf)
    for _ in range(HALVINGS):
        price = (low + high) / 2
        value, bought = _at(price, lines, budgets)
        best = np.minimum(best, value)
        low, high = np.where(bought > budgets, price, low), np.where(bought > budgets, high, price)
    for price in (np.zeros(len(budgets)), low, high):
        best = np.minimum(best, _at(price, lines, budgets)[0])
    return float(best.sum())


def bounds_at(offers: Offers, prices: Floats, budgets: Floats, most_steps: int = MOST_STEPS) -> Floats:
    """L(prices) of `choice_bound` for each person: near its lowest where the prices are those of a good plan."""
    return _at(prices, _lines(offers, most_steps), budgets)[0]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Hours and gains of shape (doses, acts), acts on one subject side by side; `first` of each subject, `person` of each act."""

    hours: Floats
    gains: Floats
    person: Ints
    first: Ints


def _lines(offers: Offers, most_steps: int) -> _Lines:
    acting = np.flatnonzero(offers.dose > 0)
    rows = acting[np.lexsort((offers.subject[acting], offers.person[acting]))]
    hours, gains = doses_and_gains(offers, rows, most_steps)
    changes = np.diff(offers.subject[rows], prepend=-1) != 0
    changes |= np.diff(offers.person[rows], prepend=-1) != 0
    return _Lines(hours, gains, offers.person[rows], np.flatnonzero(changes))


def _at(price: Floats, lines: _Lines, budgets: Floats) -> tuple[Floats, Floats]:
    """L(price) and the hours bought at it, for each person."""
    if not len(lines.first):
        return price * budgets, np.zeros(len(budgets))
    surplus, hours = np.zeros(len(lines.person)), np.zeros(len(lines.person))
    for dose, gain in zip(lines.hours, lines.gains, strict=True):
        left = gain - price[lines.person] * dose
        better = left > surplus
        surplus, hours = np.where(better, left, surplus), np.where(better, dose, hours)
    most = np.maximum.reduceat(surplus, lines.first)
    chosen = surplus >= np.repeat(most, np.diff(np.append(lines.first, len(surplus))))
    taken = np.maximum.reduceat(np.where(chosen, hours, 0.0), lines.first)
    person = lines.person[lines.first]
    value: Floats = price * budgets + np.bincount(person, most, minlength=len(budgets))
    bought: Floats = np.bincount(person, taken, minlength=len(budgets)).astype(np.float64)
    return value, bought


def _spent(steps: Steps, person: Ints, people: int) -> csr_array:
    return csr_array((steps.hours, (person, np.arange(len(person)))), shape=(people, len(person)))


def _successions(steps: Steps) -> tuple[Ints, Ints]:
    """Pairs of steps: one, and the one before it in its own offer."""
    order = np.lexsort((steps.number, steps.offer))
    pairs = np.flatnonzero(np.diff(steps.offer[order]) == 0)
    return order[pairs + 1], order[pairs]
