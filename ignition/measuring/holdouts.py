"""Who is left alone, by lot, so that what acting brings can be seen: customers in pairs, or weeks of a seller.

Customers of one seller share the seller's hours, so that an act with one may be a neglect of another. A pair puts two alike of
one seller side by side; a seller-week leaves out the whole week, and with it what customers do to each other.
The lot is drawn once, before anything is shown, and kept: the same seed and the same rows give the same lot in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.clusters import FEWEST_CLUSTERS, coded, mean_error
from ignition.measuring.stating import MASS, NOT_BY_LOT, Flags, Floats, Ints, Labels, stated, two_armed, unsaid

FEWEST_SELLERS = 3
"""From here on, weeks that were good for everybody are taken out."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """One element a case, in the order given. `held`: left alone. `block`: the pair or the seller's run of weeks inside which
    the lot was drawn, -1 for a case that took no part. `chance` of being held: 0 where it took no part."""

    held: Flags
    block: Ints
    chance: Floats

    def __len__(self) -> int:
        return len(self.held)


def hold_out_pairs(customer: Labels, seller: Labels, value: Floats, seed: int) -> Holdout:
    """Customers of one seller, paired with the next in expected value; a fair coin says which of the two is left alone.

    A seller's odd customer, the least valuable, takes no part. Source: Imai, King & Nall (2009), Statistical Science 24: pairs
    alike before the lot leave less to chance afterwards.

    >>> lot = hold_out_pairs(["A", "B", "C", "D", "E"], ["bob"] * 5, np.array([9.0, 1.0, 8.0, 2.0, 0.5]), seed=1)
    >>> lot.block.tolist(), sorted(lot.held[[0, 2]].tolist()), sorted(lot.held[[1, 3]].tolist())
    ([0, 1, 0, 1, -1], [False, True], [False, True])
    """
    who = coded(seller)
    order = np.lexsort((coded(customer), -value, who))
    place = np.arange(len(order)) - np.searchsorted(who[order], who[order])
    full = place < np.bincount(who)[who[order]] // 2 * 2 if len(order) else np.zeros(0, dtype=bool)
    paired = order[full].reshape(-1, 2)
    held, block = np.zeros(len(order), dtype=bool), np.full(len(order), -1, dtype=np.int64)
    block[paired] = np.arange(len(paired))[:, None]
    coin = np.random.default_rng([seed, 0]).integers(0, 2, len(paired))
    held[paired[np.arange(len(paired)), coin]] = True
    return Holdout(held, block, np.where(block >= 0, 0.5, 0.0))


def hold_out_seller_weeks(seller: Labels, week: Ints, seed: int, every: int = 4) -> Holdout:
    """One row a seller and week (weeks counted from any fixed one): each seller rests in one week of every `every`.

    The weeks of a run are dealt out so that every week has as many resting sellers as the next, give or take one. Draw a run
    before it begins: a seller who joins later takes part from the next.

    >>> lot = hold_out_seller_weeks(["alice", "bob"] * 8, np.repeat(np.arange(8), 2), seed=1)
    >>> int(lot.held.sum()), np.bincount(lot.block[lot.held]).tolist(), float(lot.chance[0])
    (4, [1, 1, 1, 1], 0.25)
    """
    week = np.asarray(week, dtype=np.int64)
    who, run = coded(seller), coded(week // every)
    sellers = int(who.max()) + 1 if len(who) else 0
    rest = np.empty((int(run.max()) + 1 if len(run) else 0, sellers), dtype=np.int64)
    for code, first in enumerate(np.unique(week // every)):
        dealt = np.random.default_rng([seed, int(first) & 0xFFFFFFFF])
        rest[code] = (dealt.permutation(sellers) + dealt.integers(every)) % every
    held = rest[run, who] == week % every
    return Holdout(held, run * sellers + who, np.full(len(who), 1 / every))


def effect_in_pairs(outcome: Floats, lot: Holdout, mass: float = MASS) -> Estimate:
    """Mean of outcome(acted) - outcome(held) over the pairs, with Student's t over pairs.

    Belief: the lot was kept to, and one customer's act leaves the other's outcome alone. It fails where a seller spends on
    the one the hours saved on the other: the effect then looks up to twice as large. A pair with an unknown outcome is left out.
    Source: Imai, King & Nall (2009), Statistical Science 24.

    >>> lot = hold_out_pairs(range(100), [0] * 100, np.arange(100.0), seed=7)
    >>> found = effect_in_pairs(np.where(lot.held, 0.0, 12.0) + np.arange(100) // 2, lot)
    >>> found.value, found.n, found.n_effective
    (12.0, 100, 100.0)
    """
    differences = _within_pairs(outcome, lot)
    known = differences[np.isfinite(differences)]
    left_out = len(outcome) - 2 * len(known)
    if not len(differences):
        return unsaid("effect_in_pairs", 0, NOT_BY_LOT, left_out=left_out)
    error, freedom = mean_error(known)
    return stated(
        "effect_in_pairs",
        float(known.mean()) if len(known) else 0.0,
        error,
        2 * len(known),
        n_effective=2.0 * len(known),
        freedom=freedom,
        left_out=left_out,
        mass=mass,
    )


def effect_of_seller_weeks(outcome: Floats, seller: Labels, week: Ints, lot: Holdout, mass: float = MASS) -> Estimate:
    """What a week with points brings above a week without, a seller: least squares with a level for each run and each week.

    y = effect x acted + level(run of the seller) + level(week), the last from three sellers on; the error is clustered by seller,
    or by run where there are fewer than ten sellers. Belief: what a week brings is seen in it; hang-over into the next shrinks
    the effect. Source: Frisch & Waugh (1933), Econometrica 1, for the levels; `clusters.mean_error` for the error. It fails where
    acts work slowly: measure longer runs, with `every` weeks as one.

    >>> week, who = np.repeat(np.arange(40), 4), np.tile(np.arange(4), 40)
    >>> lot = hold_out_seller_weeks(who, week, seed=3)
    >>> found = effect_of_seller_weeks(np.where(lot.held, 0.0, 50.0) + 10 * who + week % 3, who, week, lot)
    >>> round(found.value, 6), found.n
    (50.0, 160)
    """
    used = np.isfinite(outcome) & (lot.block >= 0)
    acted, left_out = ~lot.held[used], int((~used).sum())
    n_effective = two_armed(float(acted.sum()), float((~acted).sum()))
    if n_effective == 0:
        return stated("effect_of_seller_weeks", 0.0, 0.0, int(used.sum()), n_effective=0.0, left_out=left_out)
    who, run, when = coded(np.asarray(seller)[used]), coded(lot.block[used]), coded(np.asarray(week)[used])
    levels = (run, when) if who.max() + 1 >= FEWEST_SELLERS else (run,)
    treated, result = _without_levels(acted.astype(np.float64), levels), _without_levels(outcome[used], levels)
    squares = float(treated @ treated)
    value = float(treated @ result) / squares if squares > 1e-9 else float("nan")
    cluster = who if who.max() + 1 >= FEWEST_CLUSTERS else run
    error, freedom = mean_error(treated * (result - value * treated), cluster)
    spent = len(acted) / max(len(acted) - _levels_outside(run, levels) - 1, 1)
    return stated(
        "effect_of_seller_weeks",
        value,
        error * len(acted) / max(squares, 1e-9) * spent**0.5,
        len(acted),
        n_effective=n_effective,
        freedom=freedom,
        left_out=left_out,
        mass=mass,
    )


def _within_pairs(outcome: Floats, lot: Holdout) -> Floats:
    took_part = np.flatnonzero(lot.block >= 0)
    pairs = took_part[np.lexsort((lot.held[took_part], lot.block[took_part]))].reshape(-1, 2)
    differences: Floats = outcome[pairs[:, 0]] - outcome[pairs[:, 1]]
    return differences


def _without_levels(values: Floats, levels: tuple[Ints, ...]) -> Floats:
    """Residuals on the levels, by taking their means off in turn until nothing moves."""
    left: Floats = values - values.mean()
    for _ in range(100):
        before = left
        for level in levels:
            left = left - (np.bincount(level, weights=left) / np.bincount(level))[level]
        if np.abs(left - before).max(initial=0.0) <= 1e-12 * (1 + np.abs(values).max(initial=0.0)):
            break
    return left


def _levels_outside(run: Ints, levels: tuple[Ints, ...]) -> int:
    """Levels that cut across the clusters and so cost degrees of freedom; those of a run lie inside one."""
    return sum(int(level.max()) for level in levels if level is not run)
