"""One full run of a large business and single events after it, in a process of its own: prints what they took, as JSON.

`python -m bench.ignite_full_inside CUSTOMERS EVENTS`
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.figure import p50_p95, peak_megabytes
from bench.large_book import ON, SELLERS, customer_id, deal_id, large_book
from ignition.engine import ignite
from ignition.lit import Lit, light, relight

_WARM = 8
"""Events before the clock runs: each kind compiles its questions once a process."""


def main(customers: int, events: int) -> None:
    book = large_book(customers)
    found: dict[str, Any] = {"customers": customers, "purchases": book.purchases.num_rows, "deals": book.deals.num_rows}
    found |= {"book_mb": peak_megabytes()}
    found |= {f"ignite_{name}": value for name, value in _taken(lambda: ignite(book, ON)).items()}
    kept: list[Lit] = []
    found |= {f"light_{name}": value for name, value in _taken(lambda: kept.append(light(book, ON))).items()}
    lit, rng = kept.pop(), np.random.default_rng(11)
    taken: dict[str, list[dict[str, float]]] = {}
    for number in range(_WARM + events):
        name, row = _event(rng, customers, number)
        after: list[Lit] = []
        took = _taken(lambda lit=lit, name=name, row=row, after=after: after.append(relight(lit, name, [row])))
        lit = after.pop()
        if number >= _WARM:
            taken.setdefault(name, []).append(took)
    taken["all"] = [one for times in taken.values() for one in times]
    found["events"] = {name: len(times) for name, times in taken.items()}
    for what in ("wall", "cpu"):
        found[what] = {name: _spread([one[what] for one in times]) for name, times in taken.items()}
    found["peak_mb"] = peak_megabytes()
    print(json.dumps(found))


def _event(rng: np.random.Generator, customers: int, number: int) -> tuple[str, dict[str, Any]]:
    """Invoices mostly; every fourth is about a deal."""
    who = int(rng.integers(customers))
    if number % 4:
        return "purchases", {"customer_id": customer_id(who), "on": ON, "amount": float(rng.lognormal(5.5, 0.8))}
    seller = f"seller {who % SELLERS:07d}"
    expected = ON + dt.timedelta(int(rng.integers(5, 60)))
    new = {"deal_id": deal_id(10**6 + number), "customer_id": customer_id(who), "owner": seller, "amount": 9_000.0}
    return "deals", {**new, "opened_on": ON - dt.timedelta(3), "expected_on": expected}


def _spread(times: list[float]) -> tuple[float, float, float]:
    return (*p50_p95(times), max(times))


def _taken(work: Callable[[], object]) -> dict[str, float]:
    before, begun = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": time.perf_counter() - begun, "cpu": cpu, "peak_mb": peak_megabytes()}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
