"""How fast documents become a Book: the demo company, through every reader."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import ignition as ig
from bench.figure import Figure, best_of
from ignition.datasets import write_demo_company


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        company = write_demo_company(folder)
        book = ig.read(folder)
        rows = sum(book.table(name).num_rows for name in book)
        taken = best_of(lambda: ig.read(folder), times=2)
    yield Figure(
        "documents to Book",
        f"{rows / taken:,.0f} rows/s",
        f"{rows:,} rows, {len(company.documents)} files, {taken:.2f} s",
    )
