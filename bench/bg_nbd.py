"""Fitting the models of buying beside `lifetimes`: the same customers, one process each, in the same run.

CDNOW's published sample where it lies beside the project, and one million drawn customers; ten million with `--large`.
`lifetimes` wants an older NumPy than Ignition, so it is looked for in an environment of its own:

    python -m venv var/peers/lifetimes && var/peers/lifetimes/bin/pip install lifetimes 'numpy<2' 'pandas<2.2'
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
from bench.figure import Figure
from bench.peers import PEERS, ROOT

MILLION = 1_000_000
CALIBRATION_END = dt.date(1997, 9, 30)
_PEER = PEERS / "lifetimes" / "bin" / "python"
_SAMPLE = Path(os.environ.get("IGNITION_SHARED_DATA", ROOT.parent / "shared" / "data")) / "cdnow" / "CDNOW_sample.txt"


def measure() -> Iterator[Figure]:
    if _SAMPLE.is_file():
        sample = _sample(_SAMPLE)
        yield from _beside("BG/NBD, CDNOW sample", "bg_nbd", sample)
        yield from _beside("Pareto/NBD, CDNOW sample", "pareto_nbd", sample)
    else:
        yield Figure("BG/NBD, CDNOW sample", "not measured", f"no {_SAMPLE}: set IGNITION_SHARED_DATA")
    yield from _beside("BG/NBD, 1,000,000 customers", "bg_nbd", _histories(MILLION))


def measure_large() -> Iterator[Figure]:
    yield from _beside("BG/NBD, 10,000,000 customers", "bg_nbd", _histories(10 * MILLION))


def _beside(what: str, model: str, histories: np.ndarray) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "histories.npy"
        np.save(path, histories)
        ours = _told([sys.executable, "-m", "bench.bg_nbd_inside", model, str(path)])
        if not _PEER.is_file():
            yield Figure(what, _said(ours), "lifetimes not measured: see bench/bg_nbd.py")
            return
        theirs = _told([str(_PEER), str(ROOT / "bench" / "peer_scripts" / "buying_by_lifetimes.py"), model, str(path)])
    faster = theirs["seconds"] / ours["seconds"]
    yield Figure(what, f"{_said(ours)}, {faster:.1f} times as fast", f"lifetimes {theirs['version']}: {_said(theirs)}")


def _told(command: list[str]) -> Any:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _said(told: Any) -> str:
    parameters = ", ".join(f"{value:.3f}" for value in told["parameters"])
    missed = f", MAE {told['mae']:.4f}" if "mae" in told else ""
    return f"{told['seconds']:.3f} s, {told['megabytes']:,.0f} MB ({parameters}){missed}"


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
