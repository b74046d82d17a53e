"""Fitting the models of buying beside `lifetimes` and `pymc-marketing` (MAP): the same customers, one process each, in the same run.

CDNOW's published sample where it lies beside the project, and one million drawn customers; ten million with `--large`. A peer that
takes longer than half an hour is stopped, and the table says so.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.drawn import WEEKS, draw
from bench.figure import Figure, beside, not_measured
from bench.peers import ROOT, PeerAbsent, ask

MILLION = 1_000_000
CALIBRATION_END = dt.date(1997, 9, 30)
AT_MOST = 1_800
"""Seconds a peer is waited for."""
LIFETIMES = ("lifetimes", "buying_by_lifetimes.py", "lifetimes 'numpy<2' 'pandas<2.2'")
PYMC = ("pymc", "buying_by_pymc_marketing.py", "pymc-marketing")
NAMES = {"lifetimes": "lifetimes", "pymc": "pymc-marketing (MAP)"}
_SAMPLE = Path(os.environ.get("IGNITION_SHARED_DATA", ROOT.parent / "shared" / "data")) / "cdnow" / "CDNOW_sample.txt"


def measure() -> Iterator[Figure]:
    if _SAMPLE.is_file():
        sample = _sample(_SAMPLE)
        yield from _beside("BG/NBD, CDNOW sample", "bg_nbd", sample, LIFETIMES, PYMC)
        yield from _beside("Pareto/NBD, CDNOW sample", "pareto_nbd", sample, LIFETIMES)
    else:
        yield not_measured("BG/NBD, CDNOW sample", f"no {_SAMPLE}: set IGNITION_SHARED_DATA")
    yield from _beside("BG/NBD, 1,000,000 customers", "bg_nbd", _histories(MILLION), LIFETIMES, PYMC)


def measure_large() -> Iterator[Figure]:
    yield from _beside("BG/NBD, 10,000,000 customers", "bg_nbd", _histories(10 * MILLION), LIFETIMES)


def _beside(what: str, model: str, histories: np.ndarray, *peers: tuple[str, str, str]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "histories.npy"
        np.save(path, histories)
        ours = _ours(model, path)
        for peer, script, install in peers:
            try:
                theirs = ask(peer, script, install, model, str(path), at_most=AT_MOST)
            except PeerAbsent as absent:
                yield not_measured(f"{what}, beside {NAMES[peer]}", str(absent))
            else:
                yield from _lines(what, f"{NAMES[peer]} {theirs['version']}", ours, theirs)


def _ours(model: str, path: Path) -> Any:
    command = [sys.executable, "-m", "bench.bg_nbd_inside", model, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _lines(what: str, peer: str, ours: Any, theirs: dict[str, np.ndarray]) -> Iterator[Figure]:
    seconds = ours["seconds"], float(theirs["seconds"])
    yield Figure(what, _fitted(ours), peer, _fitted(theirs), seconds[1] / seconds[0])
    yield beside(f"{what}: memory", ours["megabytes"], float(theirs["megabytes"]), peer, "{:,.0f} MB")
    if "mae" in ours:
        yield beside(f"{what}: mean error of 39 weeks held out", ours["mae"], float(theirs["mae"]), peer, "{:.4f}")


def _fitted(told: Any) -> str:
    return f"{float(told['seconds']):.3f} s ({', '.join(f'{value:.3f}' for value in told['parameters'])})"


def _histories(customers: int) -> np.ndarray:
    """Repeat purchases, week of the last one and weeks observed, of each customer; drawn a million at a time."""
    drawn = [_drawn(seed, min(MILLION, customers - seed * MILLION)) for seed in range(-(-customers // MILLION))]
    return np.concatenate(drawn, axis=1)


def _drawn(seed: int, customers: int) -> np.ndarray:
    drawn = draw(np.random.default_rng([7, seed]), customers)
    who, day = np.divmod(np.unique(drawn.who * (WEEKS * 7 + 1) + drawn.day), WEEKS * 7 + 1)
    ends = np.append(who[1:] != who[:-1], True)
    first, last = day[np.append(True, ends[:-1])], day[ends]
    repeats = np.bincount(who, minlength=customers) - 1
    return np.array([repeats, (last - first) / 7, (WEEKS * 7 - first) / 7])


def _sample(path: Path) -> np.ndarray:
    """The same three of the calibration weeks, and the days with a purchase in the 39 weeks after them."""
    customers: dict[str, set[dt.date]] = {}
    for line in path.read_text().splitlines():
        _, customer, day, _, _ = line.split()
        customers.setdefault(customer, set()).add(dt.date.fromisoformat(day))
    return np.array([_split(sorted(days)) for days in customers.values()]).T


def _split(days: list[dt.date]) -> tuple[float, ...]:
    inside = [day for day in days if day <= CALIBRATION_END]
    last, seen = (inside[-1] - inside[0]).days / 7, (CALIBRATION_END - inside[0]).days / 7
    return len(inside) - 1.0, last, seen, float(len(days) - len(inside))
