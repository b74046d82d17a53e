"""One measured figure, and how to take several."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: str
    beside: str = ""
    """The peer measured in the same run, or what the figure stands on."""


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
