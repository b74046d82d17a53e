"""How long the page of the day takes with 100,000 customers: a temporary SQLite, asked in process, without the network."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from bench.figure import Figure

CUSTOMERS = 100_000


def measure() -> Iterator[Figure]:
    """In a process of its own: Django is set up once in a process, with the data folder it finds then."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "IGNITION_DATA_FOLDER": folder, "DATABASE_URL": ""}
        command = [sys.executable, "-m", "bench.today_page_inside", str(CUSTOMERS)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        yield Figure("Oggi page", "not measured", done.stderr.strip().splitlines()[-1])
        return
    p50, p95, lit = done.stdout.split()[-3:]
    beside = f"{CUSTOMERS:,} customers, {lit} points lit"
    yield Figure("Oggi page, p50 / p95", f"{float(p50) * 1000:.1f} / {float(p95) * 1000:.1f} ms", beside)
