"""What a wait is compared with: its segment, and how large or how quick it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ignition.features.effort.touches import Ints, codes


def segments(ids: pa.ChunkedArray, named: pa.ChunkedArray, of: pa.ChunkedArray) -> tuple[Ints, tuple[str, ...]]:
    """Segment of each id as a code, the last by name where it is given several; the first name stands for the unknown."""
    names = ("", *sorted(set(pc.unique(pc.fill_null(of, "")).to_pylist()) - {""}))
    known = pc.unique(named)
    code = np.zeros(len(known) + 1, dtype=np.int64)
    np.maximum.at(code, codes(named, known), codes(pc.fill_null(of, ""), pa.array(names)))
    code[-1] = 0
    return code[codes(ids, known)], names


def octave(size: npt.NDArray[np.float64]) -> Ints:
    """0 below 1, then one more with every doubling, to 12."""
    doublings = np.floor(np.log2(np.maximum(np.nan_to_num(size), 0.5))) + 1
    return np.asarray(np.clip(doublings, 0, 12), dtype=np.int64)
