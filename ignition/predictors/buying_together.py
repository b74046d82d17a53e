"""Families of products that are bought together more often than chance and the customers' size explain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array
from scipy.stats import hypergeom, norm

from ignition.predictors.baskets import Baskets
from ignition.predictors.purchasing import Floats, Wholes
from ignition.predictors.shares import PULL, Share

FALSE_ALARM = 0.05
"""P(any pair is believed | families have nothing to do with each other)."""
LEAST_TOGETHER = 5
"""A pair counts from so many customers in common on."""
MOST_POINTERS = 20
"""Of the families that point to the same one, so many are heard, the surest first."""
SELDOM = 0.10
"""Of those who could, the part believed to start with a family within a year, before the book says anything about it."""
_COUNTED = 100_000
"""Beyond so many customers the exact test says what the one by size says, for many times its cost."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Who buys `since` buys `to` too, for each believed pair; by `to`, the surest last."""

    since: Wholes
    to: Wholes
    share: Share
    starts: Share


def believed(market: Baskets) -> Pairs:
    """Pairs that pass the test, with the share of buyers of one who buy the other, and of non-buyers who start within a year."""
    common = (market.bought.T @ market.bought).tocoo()
    candidate = (common.row != common.col) & (common.data >= LEAST_TOGETHER)
    since, to, together = (part[candidate].astype(np.int64) for part in (common.row, common.col, common.data))
    families = market.bought.shape[1]
    sure = _by_chance(market, since, to, together) * max(families * (families - 1), 1) <= FALSE_ALARM
    since, to, together = since[sure], to[sure], together[sure]
    low = Share.of(together, market.buyers[since], market.buyers[to] / market.bought.shape[0]).low
    order = np.lexsort((since, -low, to))
    heard = order[_nth(to[order]) < MOST_POINTERS][::-1]
    since, to, together = since[heard], to[heard], together[heard]
    share = Share.of(together, market.buyers[since], market.buyers[to] / market.bought.shape[0])
    return Pairs(since, to, share, _starts(market, since, to))


def _by_chance(market: Baskets, since: Wholes, to: Wholes, together: Wholes) -> Floats:
    """P(so many in common or more | no tie): the larger of the exact one and the one among customers of about the same size."""
    alike = _among_alike(market, since, to, together)
    everybody = market.bought.shape[0]
    if everybody > _COUNTED:
        return alike
    exact: Floats = hypergeom.sf(together - 1, everybody, market.buyers[to], market.buyers[since])
    return np.maximum(alike, exact)


def _among_alike(market: Baskets, since: Wholes, to: Wholes, together: Wholes) -> Floats:
    """Mantel-Haenszel: who buys often buys of everything, so that each is held against customers who buy about as often."""
    expected, variance = np.zeros(len(since)), np.zeros(len(since))
    for size in np.unique(market.size):
        mine = np.flatnonzero(market.size == size)
        bought = np.asarray(market.bought[mine].sum(axis=0), dtype=float)
        n, one, other = float(len(mine)), bought[since], bought[to]
        expected += one * other / n
        variance += one * other * (n - one) * (n - other) / (n**2 * max(n - 1, 1))
    above = together - 0.5 - expected
    chance: Floats = norm.sf(above / np.sqrt(np.maximum(variance, 1e-12)))
    unlikely: Floats = np.where(variance > 0, chance, 1.0)
    return unlikely


def _starts(market: Baskets, since: Wholes, to: Wholes) -> Share:
    """Of those who bought `since` and not `to` a year ago, how many have bought `to` since."""
    already = _counts(market.before, market.before, since, to)
    could = _sums(market.before)[since] - already
    started = _counts(market.before, market.fresh, since, to)
    were_there = np.asarray(market.before.sum(axis=1) > 0, dtype=np.int64)
    usual_could = were_there.sum() - _sums(market.before)
    usual_started = np.asarray(market.fresh.T @ were_there)
    usual = (usual_started + PULL * SELDOM) / (usual_could + PULL)
    return Share.of(started, could, usual[to])


def _counts(left: csc_array, right: csc_array, rows: Wholes, columns: Wholes) -> Wholes:
    return np.asarray((left.T @ right).toarray()[rows, columns], dtype=np.int64)


def _sums(matrix: csc_array) -> Wholes:
    return np.asarray(matrix.sum(axis=0), dtype=np.int64)


def _nth(of: Wholes) -> Wholes:
    """The place of each element among its equals, which stand together."""
    begins = np.flatnonzero(np.append(True, of[1:] != of[:-1])) if len(of) else np.zeros(0, dtype=np.int64)
    return np.arange(len(of)) - np.repeat(begins, np.diff(np.append(begins, len(of))))
