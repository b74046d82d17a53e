"""What a million purchases cost on DuckDB and on Spark, from Parquet to the hours given out, and how that grows.

Books of growing size are drawn from the parameters published for CDNOW and laid on both desks. The slope is the exponent b in
seconds = a x purchases^b between the smallest and the largest: 1 is proportional, below 1 what is fixed still weighs.
"""

from __future__ import annotations

import datetime as dt
import math
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from bench.drawn import WEEKS, draw
from bench.figure import Figure, not_measured
from bench.local_cluster import local_cluster, why_not
from ignition import scale
from ignition.backends import Desk, connect
from ignition.book import Book
from ignition.spark import connect_spark

FIRST_DAY = dt.date(1997, 1, 1)
ON = FIRST_DAY + dt.timedelta(weeks=WEEKS)
SMALL, LARGE = (250_000, 500_000, 1_000_000), (1_000_000, 2_000_000, 4_000_000, 8_000_000)
SELLERS = 50
_PURCHASES_EACH = 2.65
Taken = dict[str, float]


def measure() -> Iterator[Figure]:
    yield from _at(SMALL)


def measure_large() -> Iterator[Figure]:
    yield from _at(LARGE)


@dataclass(frozen=True, slots=True)
class Run:
    purchases: int
    customers: int
    seconds: Taken
    processor: float
    """Seconds of processor, of this process and all it started: what a busy machine adds to the clock is not in it."""

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def _at(sizes: tuple[int, ...]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="ignition-scale-") as folder:
        files = [_written(Path(folder), size) for size in sizes]
        yield from _told("DuckDB, in process", (_on_duckdb(file) for file in files))
        missing = why_not()
        if missing is not None:
            yield not_measured("Spark, two workers", missing)
            return
        with local_cluster("ignition bench", megabytes=2048, partitions=8) as session:
            _on_spark(session, files[0], folder)  # The first run of a session pays for its start: it is not told.
            yield from _told("Spark, two workers", (_on_spark(session, file, folder) for file in files))


def _told(where: str, done: Iterable[Run]) -> Iterator[Figure]:
    runs: list[Run] = []
    for run in done:
        runs.append(run)
        steps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in run.seconds.items())
        ours = f"{run.total:.1f} s ({run.processor:.0f} s of processor)"
        yield Figure(f"{where}: {run.purchases:,} purchases of {run.customers:,} customers", ours, steps)
    first, last = runs[0], runs[-1]
    million = (last.processor - first.processor) / (last.purchases - first.purchases) * 1e6
    clock = (last.total - first.total) / (last.purchases - first.purchases) * 1e6
    yield Figure(
        f"{where}: each further million",
        f"{clock:.1f} s ({million:.1f} s of processor)",
        f"slope {_slope(first, last):.2f}",
    )


def _slope(first: Run, last: Run) -> float:
    return math.log(last.processor / first.processor) / math.log(last.purchases / first.purchases)


def _written(folder: Path, purchases: int) -> Path:
    drawn = draw(np.random.default_rng(7), round(purchases / _PURCHASES_EACH))
    days = (np.datetime64(FIRST_DAY) + drawn.day).astype("datetime64[D]")
    path = folder / str(purchases)
    path.mkdir()
    who = pa.array(drawn.who).cast(pa.string())
    pq.write_table(pa.table({"customer_id": who, "on": days, "amount": drawn.amount}), path / "purchases.parquet")
    customers = np.unique(drawn.who)
    owners = pa.array(customers % SELLERS).cast(pa.string())
    pq.write_table(
        pa.table({"customer_id": pa.array(customers).cast(pa.string()), "owner": owners}), path / "customers.parquet"
    )
    return path


def _on_duckdb(file: Path) -> Run:
    begun, processor = time.perf_counter(), _processor()
    tables = {name: file / f"{name}.parquet" for name in ("purchases", "customers")}
    book = Book(**tables).as_of(ON)
    with connect(book) as desk:
        return _run(desk, {"read": time.perf_counter() - begun}, processor)


def _on_spark(session: object, file: Path, folder: str) -> Run:
    processor = _processor()
    sources = {name: str(file / f"{name}.parquet") for name in ("purchases", "customers")}
    with tempfile.TemporaryDirectory(dir=folder) as scratch, connect_spark(session, sources, scratch, ON) as desk:
        return _run(desk, {}, processor)


def _run(desk: Desk, seconds: Taken, before: float) -> Run:
    with _timed(seconds, "described, learnt and foreseen"):
        situation = scale.look(desk, ON)
    with _timed(seconds, "proposed and planned"):
        scale.plan(desk, situation, ON)
    counted = desk.fetch(situation.customers.aggregate(
        customers=situation.customers.count(), purchases=desk.table("purchases").count().as_scalar()
    )).to_pylist()[0]  # fmt: skip
    return Run(counted["purchases"], counted["customers"], seconds, _processor() - before)


@contextmanager
def _timed(seconds: Taken, name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - begun


def _processor() -> float:
    mine = psutil.Process()
    return sum(_of(process) for process in (mine, *mine.children(recursive=True)))


def _of(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
