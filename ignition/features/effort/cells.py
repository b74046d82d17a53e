"""From waits to cells: fortnights at risk and their results, by what is compared with what and by effort."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ignition.features.effort.spells import FORTNIGHT, LONGEST, RESULTS, Spells
from ignition.features.effort.touches import Ints

MOST_TOUCHES = 12
BANDS = np.array([1, 2, 3, 4, 6, 9, 14, 27])
"""First fortnight of each band of ages that are compared with each other."""
LATE_SHARE = 1 / 3
_N = LONGEST + 1


def count_cells(spells: Spells) -> pa.Table:
    """One row a cell that was ever at risk, with the columns of `EFFORT`."""
    turn, span = _parts_of_time(spells)
    combination = (spells.result * max(len(spells.segments), 1) + spells.segment) * 13 + spells.kind
    groups, group = np.unique(combination, return_inverse=True)
    early = np.clip((turn[spells.result] - spells.start) // FORTNIGHT, 0, spells.blocks)
    every = _all(spells, group, early, len(groups))
    touched = _touched(spells, group, early, len(groups))
    counts = touched.copy()
    counts[..., 0] += every - touched.sum(axis=-1)
    return _rows(counts, groups, spells.segments, span)


def _parts_of_time(spells: Spells) -> tuple[Ints, Ints]:
    """For each result the day on which its last third begins, and the days between its first and its last."""
    turn, span = np.zeros(len(RESULTS), dtype=np.int64), np.zeros(len(RESULTS), dtype=np.int64)
    came_on = spells.start + spells.blocks * FORTNIGHT
    for code in range(len(RESULTS)):
        came = came_on[spells.won & (spells.result == code)]
        if len(came):
            turn[code] = np.quantile(came, 1 - LATE_SHARE, method="lower")
            span[code] = came.max() - came.min()
    return turn, span


def _all(spells: Spells, group: Ints, early: Ints, groups: int) -> Ints:
    """Shape (exposure, events, ended; groups, bands, early or late)."""
    counts = [_at_risk(group, spells.blocks, early, groups)]
    for which in (spells.won, spells.ended):
        cell = (group[which] * _N + spells.blocks[which]) * 2 + (early < spells.blocks)[which]
        counts.append(np.bincount(cell, minlength=groups * _N * 2).reshape(groups, _N, 2))
    return _banded(np.stack(counts))


def _at_risk(group: Ints, blocks: Ints, early: Ints, groups: int) -> Ints:
    """A wait of L fortnights, E of them early, was at risk in 1..L, early in 1..E: counted from two histograms."""

    def still_there(length: Ints) -> Ints:
        histogram = np.bincount(group * _N + length, minlength=groups * _N).reshape(groups, _N)
        return np.asarray(histogram[:, ::-1].cumsum(axis=1)[:, ::-1])

    in_early = still_there(early)
    return np.stack([in_early, still_there(blocks) - in_early], axis=-1)


def _banded(by_block: Ints) -> Ints:
    """Blocks (second to last axis) summed into bands; block 0, which has no fortnight before it, falls away."""
    return np.asarray(np.add.reduceat(by_block, BANDS, axis=-2))


def _touched(spells: Spells, group: Ints, early: Ints, groups: int) -> Ints:
    """As `_all`, with a last axis for the number of activities of the fortnight before; it holds no 0."""
    after = spells.block + 1
    counts_in = after <= spells.blocks[spells.spell]
    key, many = np.unique(spells.spell[counts_in] * _N + after[counts_in], return_counts=True)
    spell, block = key // _N, key % _N
    last = block == spells.blocks[spell]
    shape = (groups, len(BANDS), 2, MOST_TOUCHES + 1)
    cell = (
        group[spell],
        np.searchsorted(BANDS, block, side="right") - 1,
        (block > early[spell]).astype(np.int64),
        np.minimum(many, MOST_TOUCHES),
    )
    flat = np.ravel_multi_index(cell, shape) if len(key) else np.empty(0, dtype=np.int64)
    size = int(np.prod(shape))
    weights = (np.ones(len(key)), last & spells.won[spell], last & spells.ended[spell])
    found = [np.bincount(flat, weights=weight, minlength=size).reshape(shape) for weight in weights]
    return np.stack(found).astype(np.int64)


def _rows(counts: Ints, groups: Ints, segments: tuple[str, ...], span: Ints) -> pa.Table:
    group, band, late, touches = np.nonzero(counts[0])
    code = groups[group] // 13
    result, segment = code // max(len(segments), 1), code % max(len(segments), 1)
    exposure, events, ended = (part[group, band, late, touches] for part in counts)
    return pa.table(
        {
            "result": np.array(RESULTS, dtype=object)[result],
            "segment": np.array(segments or ("",), dtype=object)[segment],
            "stratum": (group * len(BANDS) + band) * 2 + late,
            "late": late,
            "touches": touches,
            "exposure": exposure,
            "events": events,
            "ended": ended,
            "span_days": span[result],
        }
    )
