"""A full run of a million customers, and what one new row takes after it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.figure import Figure, not_measured
from bench.large_book import SELLERS

CUSTOMERS, EVENTS = 1_000_000, 200


def measure() -> Iterator[Figure]:
    """In a process of its own: the peak of memory is that of this work alone, the Book it is done on included."""
    command = [sys.executable, "-m", "bench.ignite_full_inside", str(CUSTOMERS), str(EVENTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        yield not_measured("full ignite", done.stderr.strip().splitlines()[-1])
        return
    yield from figures(json.loads(done.stdout.splitlines()[-1]))


def figures(found: dict[str, Any]) -> Iterator[Figure]:
    """The lines of one run: at most 60 s and 4 GB on 2 cores, at most 100 ms after one row."""
    book = "{customers:,} customers, {purchases:,} purchases, {deals:,} deals".format(**found)
    for name, work in (("ignite", "Full ignite"), ("light", "Full ignite, kept (light)")):
        wall, cpu, peak = (found[f"{name}_{what}"] for what in ("wall", "cpu", "peak_mb"))
        yield Figure(
            work, f"{wall:.1f} s, {cpu:.1f} s of CPU, peak {peak / 1024:.2f} GB", f"{book}; at most 60 s, 4 GB"
        )
    for name, n in found["events"].items():
        wall, cpu = (" / ".join(f"{1000 * one:.0f}" for one in found[what][name]) for what in ("wall", "cpu"))
        about = f"{n} rows, {SELLERS} sellers; at most 100 ms"
        yield Figure(f"After one row ({name}), p50 / p95 / most", f"{wall} ms, {cpu} ms of CPU", about)
