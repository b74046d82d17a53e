"""Real books that lie beside the project, as a Book."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book


def cdnow(path: Path) -> Book:
    """The published purchases, the whole of them or the sample; dollars stand as EUR."""
    rows = [line.split() for line in path.read_text().splitlines()]
    rows = [row[-4:] for row in rows if row and row[-1][0].isdigit()]
    days = [dt.date.fromisoformat(row[1]) for row in rows]
    return Book(
        purchases=pa.table(
            {"customer_id": [row[0] for row in rows], "on": days, "amount": [float(row[3]) for row in rows]}
        )
    )


def apart(book: Book, parts: int) -> list[Book]:
    """Books of customers of their own: every so manieth of them, their purchases and their deals."""
    named = pa.chunked_array([*book.purchases["customer_id"].chunks, *book.deals["customer_id"].chunks], pa.string())
    ids = pc.unique(named.drop_null())
    ids = ids.take(pc.sort_indices(ids)).to_pylist()
    return [
        Book(purchases=_of(book.purchases, ids[part::parts]), deals=_of(book.deals, ids[part::parts]))
        for part in range(parts)
    ]


def _of(table: pa.Table, customers: list[str]) -> pa.Table:
    return table.filter(pc.is_in(table["customer_id"], pa.array(customers, pa.string())))
