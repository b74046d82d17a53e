"""One measured figure, and how to take several."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: a piece of work, our figure, and the peer's, measured in the same run."""

    work: str
    ours: str
    peer: str = ""
    """The peer and its version; why there is none; or what the figure stands on."""
    theirs: str = ""
    ratio: float | None = None
    """How many times better ours is: theirs / ours of what should be small, ours / theirs of what should be large."""


def not_measured(work: str, why: str) -> Figure:
    return Figure(work, NOT_MEASURED, why)


def beside(
    work: str, ours: float, theirs: float, peer: str, unit: str = "{:.3f} s", more_is_better: bool = False
) -> Figure:
    """The line of two numbers, written by `unit`.

    >>> beside("Fit", 0.02, 0.5, "slow 1.0")
    Figure(work='Fit', ours='0.020 s', peer='slow 1.0', theirs='0.500 s', ratio=25.0)
    >>> beside("AUC", 0.84, 0.80, "other 2.1", "{:.2f}", more_is_better=True).ratio
    1.05
    """
    above, below = (ours, theirs) if more_is_better else (theirs, ours)
    return Figure(work, unit.format(ours), peer, unit.format(theirs), round(above / below, 6) if below else None)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def best_of(work: Callable[[], object], times: int = 3) -> float:
    """The least disturbed of a few runs."""
    return min(seconds(work) for _ in range(times))


def peak_megabytes() -> float:
    """Of this process alone: what `getrusage` says of a child begins at its parent's peak."""
    return float(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def p50_p95(samples: list[float]) -> tuple[float, float]:
    return median(samples), quantiles(samples, n=20)[-1]
