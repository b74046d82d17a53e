"""Fitting BG/NBD beside `lifetimes`, on the same drawn customers in the same run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.drawn import WEEKS, draw
from bench.figure import Figure, best_of
from ignition.predictors.bg_nbd import Purchasing, fit

CUSTOMERS = 23_570


def measure() -> Iterator[Figure]:
    x, t_x, seen = _histories()
    ours = best_of(lambda: fit(Purchasing.counted(x, t_x, seen)))
    fitted = fit(Purchasing.counted(x, t_x, seen))
    assert fitted is not None
    said = f"r {fitted.r:.3f}, alpha {fitted.alpha:.2f}, a {fitted.a:.3f}, b {fitted.b:.2f}; drawn with 0.243, 4.41, 0.793, 2.43"
    yield Figure("BG/NBD fit", f"{ours:.3f} s", said)
    yield _peer(x, t_x, seen, ours)


def _histories() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Repeat purchases, week of the last one and weeks observed, of each customer."""
    drawn = draw(np.random.default_rng(7), CUSTOMERS)
    first = np.full(CUSTOMERS, np.inf)
    last = np.zeros(CUSTOMERS)
    np.minimum.at(first, drawn.who, drawn.day)
    np.maximum.at(last, drawn.who, drawn.day)
    days = np.unique(np.column_stack([drawn.who, drawn.day]), axis=0)
    repeats = np.bincount(days[:, 0], minlength=CUSTOMERS) - 1
    return repeats.astype(float), (last - first) / 7, (WEEKS * 7 - first) / 7


def _peer(x: np.ndarray, t_x: np.ndarray, seen: np.ndarray, ours: float) -> Figure:
    try:
        from lifetimes import BetaGeoFitter
    except ImportError as absent:
        return Figure("  beside lifetimes", "not measured", f"{absent}: pip install '.[bench]'")
    theirs = best_of(lambda: BetaGeoFitter().fit(x, t_x, seen))
    return Figure("  beside lifetimes", f"{theirs / ours:.1f} times as fast", f"lifetimes {theirs:.3f} s")
