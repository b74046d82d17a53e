"""How fast deals are won, end without a win, and move on: rates by age, stage and product, pooled.

Belief: in one week a deal of age s in stage j is won at rate w(s) u_j v_g, ends (lost or no decision) at e(s) u'_j v'_g and
moves to stage k at m_jk; g is its product. w and e are constant within age bands and shrunk to the overall rate; u and v
are ratios shrunk to 1. Open deals count with all the weeks they have been open. Who sells is not in it, ever.

Source: competing risks with piecewise constant hazards (Prentice et al. 1978, Biometrics 34; Friedman 1982).
Where it fails: a change of market or of price list, since all of the past counts alike; the time spent in the stage itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ignition.predictors.bg_nbd import Floats
from ignition.predictors.pooling import Pooled, pool
from ignition.predictors.tables import numbers, texts

Whole = NDArray[np.int64]
STATED_EVENTS = np.array([1.0, 3.0])
"""What is taken for granted before any deal is closed: of four deals that end one is won, half of them within ten weeks."""
STATED_WEEKS = 4 / (np.log(2) / 10)
BANDS, FEWEST_IN_BAND = 16, 8
MOST_PRODUCTS, FEWEST_OF_PRODUCT = 60, 5
_LEAST_STAY_DAYS = 0.5


@dataclass(frozen=True, slots=True)
class Spells:
    """Stays in a stage as arrays; times in weeks of the deal's age, `stage`, `next_stage` and `product` as codes."""

    start: Floats
    stop: Floats
    exit: Whole
    """0 won, 1 ended, 2 moved, 3 open."""
    stage: Whole
    next_stage: Whole
    product: Whole
    stages: tuple[str, ...]
    products: tuple[str, ...]
    """The first of each is what stands for all that are unknown or rare."""


@dataclass(frozen=True, slots=True)
class DealRates:
    """Rates a week. Arrays end with the cause: won, ended."""

    edges: Floats
    """Age in weeks at which each band begins; the last one has no end."""
    by_age: Floats
    by_age_log_sd: Floats
    by_stage: Floats
    by_stage_log_sd: Floats
    by_product: Floats
    by_product_log_sd: Floats
    moves: Floats
    """From stage (row) to stage (column)."""
    stages: tuple[str, ...]
    products: tuple[str, ...]
    closed: int


def learn_rates(history: pa.Table) -> DealRates:
    """Rates from the spells of `features.deals.history`.

    >>> spells = {"stage": [""] * 3, "next_stage": [""] * 3, "product_id": [""] * 3, "start_days": [0.0] * 3,
    ...           "stop_days": [70.0, 140.0, 210.0], "exit": ["won", "ended", "open"]}
    >>> rates = learn_rates(pa.table(spells))
    >>> rates.closed, [round(float(rate), 3) for rate in rates.by_age[0]]
    (2, [0.017, 0.034])
    """
    spells = read_spells(history)
    edges = _bands(spells)
    exposure = _exposure(spells, edges)
    ages = _by_age(spells, edges, exposure)
    expected = exposure @ ages.ratio
    stages = _ratios(spells, spells.stage, len(spells.stages), expected)
    products = _ratios(spells, spells.product, len(spells.products), expected * stages.ratio[spells.stage])
    return DealRates(
        edges, ages.ratio, ages.log_sd, stages.ratio, stages.log_sd, products.ratio, products.log_sd,
        _moves(spells), spells.stages, spells.products, int((spells.exit < 2).sum()),
    )  # fmt: skip


def read_spells(history: pa.Table) -> Spells:
    """Arrays of the history. Rare products go together with the unknown ones."""
    exits = {"won": 0, "ended": 1, "moved": 2, "open": 3}
    exit = np.array([exits[value] for value in texts(history, "exit")], dtype=np.int64)
    stage, next_stage, product = (texts(history, name) for name in ("stage", "next_stage", "product_id"))
    stages = ("", *sorted({*stage, *next_stage} - {""}))
    products = _common(product, exit)
    start = numbers(history, "start_days") / 7
    stop = np.maximum(numbers(history, "stop_days"), numbers(history, "start_days") + _LEAST_STAY_DAYS) / 7
    return Spells(
        start, stop, exit, codes(stage, stages), codes(next_stage, stages), codes(product, products), stages, products
    )


def codes(values: list[str], known: tuple[str, ...]) -> Whole:
    """Place of each value among the known ones; 0 where it is not one of them."""
    place = {name: number for number, name in enumerate(known)}
    return np.array([place.get(value, 0) for value in values], dtype=np.int64)


def _common(product: list[str], exit: Whole) -> tuple[str, ...]:
    closed: dict[str, int] = {}
    for name, code in zip(product, exit.tolist(), strict=True):
        if name and code < 2:
            closed[name] = closed.get(name, 0) + 1
    often = sorted(closed, key=lambda name: (-closed[name], name))[:MOST_PRODUCTS]
    return ("", *sorted(name for name in often if closed[name] >= FEWEST_OF_PRODUCT))


def _bands(spells: Spells) -> Floats:
    """Whole weeks holding about as many ends each; the last band begins where no deal ever ended any more."""
    ends = np.sort(np.floor(spells.stop[spells.exit < 2]))
    bands = min(BANDS, len(ends) // FEWEST_IN_BAND)
    if bands < 2:
        return np.zeros(1)
    inner = ends[(np.arange(1, bands) * len(ends)) // bands]
    return np.unique(np.concatenate([[0.0], inner, [ends[-1] + 1]]))


def _exposure(spells: Spells, edges: Floats) -> Floats:
    """Weeks each spell spent in each band."""
    ends = np.append(edges[1:], np.inf)
    overlap = np.minimum(spells.stop[:, None], ends) - np.maximum(spells.start[:, None], edges)
    return np.asarray(np.maximum(overlap, 0.0))


def _by_age(spells: Spells, edges: Floats, exposure: Floats) -> Pooled:
    weeks = exposure.sum(axis=0)
    band = np.searchsorted(edges, spells.stop, side="left") - 1
    pooled = []
    for cause in (0, 1):
        events = np.bincount(band[spells.exit == cause], minlength=len(edges)).astype(float)
        overall = (events.sum() + STATED_EVENTS[cause]) / (weeks.sum() + STATED_WEEKS)
        one = pool(events, weeks * overall)
        # the overall rate is itself known from that many events
        log_sd = np.sqrt(one.log_sd**2 + 1 / (events.sum() + STATED_EVENTS[cause]))
        pooled.append(Pooled(one.ratio * overall, log_sd))
    return _stack(pooled)


def _ratios(spells: Spells, group: Whole, groups: int, expected: Floats) -> Pooled:
    pooled = []
    for cause in (0, 1):
        events = np.bincount(group[spells.exit == cause], minlength=groups).astype(float)
        due = np.bincount(group, weights=expected[:, cause], minlength=groups).astype(float)
        pooled.append(pool(events, due))
    return _stack(pooled)


def _stack(pooled: list[Pooled]) -> Pooled:
    return Pooled(np.stack([one.ratio for one in pooled], axis=1), np.stack([one.log_sd for one in pooled], axis=1))


def _moves(spells: Spells) -> Floats:
    """Rates from stage to stage, each stage pulled to the overall pace of moving by one stay."""
    size = len(spells.stages)
    weeks = np.bincount(spells.stage, weights=spells.stop - spells.start, minlength=size)
    moved = spells.exit == 2
    counts = np.zeros((size, size))
    np.add.at(counts, (spells.stage[moved], spells.next_stage[moved]), 1.0)
    if not moved.any():
        return counts
    per_move = weeks.sum() / counts.sum()
    return np.asarray(counts / (weeks + per_move)[:, None])
