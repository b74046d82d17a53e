"""Books on which the two backends are held against each other."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np

from ignition.book import Book
from tests.ignition.test_degenerate_books import BOOKS

DAY = dt.date(2026, 10, 1)
IDS = ("customer_id", "deal_id", "contact_id", "product_id", "point_id", "signal_id", "thread")
Rows = list[dict[str, Any]]


def odd() -> Book:
    """All degenerate books in one: who belongs to which is in the ids, so that none knows of another."""
    tables: dict[str, Rows] = {}
    for number, book in enumerate(BOOKS.values()):
        for name, rows in book.items():
            tables.setdefault(name, []).extend(_renamed(row, number) for row in rows)
    return Book(**tables)


def drawn(seed: int, customers: int = 60) -> Book:
    """Rows of everything, with ties, gaps, credits, changes that cannot be read and moments around midnight."""
    rng = np.random.default_rng(seed)
    tables = {
        "customers": [_card(rng, n) for n in range(customers)],
        "products": [{"product_id": f"P{n}", "name": f"Pump {n}", "list_price": 100.0 * n or None} for n in range(4)],
        "purchases": [_purchase(rng, customers) for _ in range(customers * 6)],
        "purchase_lines": [_line(rng, customers) for _ in range(customers * 6)],
        "deals": [_deal(rng, n, customers) for n in range(customers * 2)],
        "stage_changes": [_stage(rng, customers) for _ in range(customers * 5)],
        "deal_changes": [_change(rng, customers) for _ in range(customers * 4)],
        "activities": [_activity(rng, n, customers) for n in range(customers * 8)],
        "signals": [
            {"signal_id": f"S{n}", "customer_id": _who(rng, customers), "at": _moment(rng)} for n in range(customers)
        ],
        "contacts": [_contact(rng, n % 20, customers) for n in range(26)],
    }
    return Book(**tables)


def cdnow(folder: Path) -> Book:
    """The published sample: 2,357 customers."""
    lines = (folder / "cdnow" / "CDNOW_sample.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line.strip()]
    purchases = [
        {"customer_id": row[0], "on": f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}", "amount": float(row[-1])}
        for row in rows
    ]
    return Book(purchases=purchases)


def maven(folder: Path) -> Book:
    """Deals of a seller of hardware, outcome and amount known."""
    with next((folder / "maven_crm").glob("*pipeline*.csv")).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Book(deals=[_maven_deal(row) for row in rows if row.get("engage_date")])


def _renamed(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {key: f"{number}:{value}" if key in IDS and value is not None else value for key, value in row.items()}


def _who(rng: np.random.Generator, customers: int) -> str:
    return f"C{rng.integers(customers)}"


def _day(rng: np.random.Generator) -> dt.date:
    return dt.date(2024, 10, 1) + dt.timedelta(days=int(rng.integers(0, 760)))


def _moment(rng: np.random.Generator) -> dt.datetime:
    seconds = int(rng.choice([0, 1, 43_200, 86_399]))
    return dt.datetime.combine(_day(rng), dt.time()) + dt.timedelta(seconds=seconds)


def _or_none(rng: np.random.Generator, value: Any, share: float = 0.2) -> Any:
    return None if rng.random() < share else value


def _card(rng: np.random.Generator, n: int) -> dict[str, Any]:
    return {"customer_id": f"C{n}", "name": _or_none(rng, f"Büro {n}"), "owner": _or_none(rng, f"p{n % 3}")}


def _purchase(rng: np.random.Generator, customers: int) -> dict[str, Any]:
    amount = round(float(rng.choice([1, 1, 1, -1, 0]) * rng.gamma(2, 150)), 2)
    return {"customer_id": _who(rng, customers), "on": _day(rng), "amount": amount}


def _line(rng: np.random.Generator, customers: int) -> dict[str, Any]:
    return _purchase(rng, customers) | {"product_id": _or_none(rng, f"P{rng.integers(5)}")}


def _deal(rng: np.random.Generator, n: int, customers: int) -> dict[str, Any]:
    opened, outcome = _day(rng), rng.choice(["won", "lost", "none", ""])
    closed = opened + dt.timedelta(days=int(rng.integers(0, 200)))
    return {
        "deal_id": f"D{n}",
        "opened_on": opened,
        "customer_id": _or_none(rng, _who(rng, customers)),
        "owner": _or_none(rng, f"p{n % 3}"),
        "product_id": _or_none(rng, f"P{rng.integers(5)}"),
        "amount": _or_none(rng, round(float(rng.gamma(2, 900)), 2)),
        "stage": _or_none(rng, str(rng.choice(["offer", "talk"]))),
        "outcome": str(outcome) or None,
        "closed_on": _or_none(rng, closed) if outcome else None,
        "expected_on": _or_none(rng, closed),
    }


def _stage(rng: np.random.Generator, customers: int) -> dict[str, Any]:
    stage = str(rng.choice(["talk", "offer", "trial"]))
    return {"deal_id": f"D{rng.integers(customers * 2)}", "stage": stage, "at": _moment(rng)}


def _change(rng: np.random.Generator, customers: int) -> dict[str, Any]:
    field = str(rng.choice(["amount", "expected_on", "owner"]))
    new = {"amount": "1200.50", "expected_on": str(_day(rng)), "owner": "p1"}[field]
    new = str(rng.choice([new, "1.200,50 €", "2026-13-45", "1e400", "soon"])) if rng.random() < 0.3 else new
    old = str(_day(rng)) if field == "expected_on" else None
    return {"deal_id": f"D{rng.integers(customers * 2)}", "field": field, "old": old, "new": new, "at": _moment(rng)}


def _activity(rng: np.random.Generator, n: int, customers: int) -> dict[str, Any]:
    return {
        "activity_id": f"A{n}",
        "at": _moment(rng),
        "kind": str(rng.choice(["mail", "call", "meeting", "note"])),
        "customer_id": _or_none(rng, _who(rng, customers), 0.3),
        "deal_id": _or_none(rng, f"D{rng.integers(customers * 2)}", 0.6),
        "contact_id": _or_none(rng, f"K{rng.integers(20)}"),
        "direction": _or_none(rng, str(rng.choice(["in", "out"]))),
        "thread": _or_none(rng, f"T{rng.integers(40)}", 0.5),
        "subject": _or_none(rng, f"Re: {n}"),
    }


def _contact(rng: np.random.Generator, n: int, customers: int) -> dict[str, Any]:
    titles = ["Titolare", "Resp. Qualità", "AD", "Direttrice di stabilimento", "Sales", "Amministratore di sistema", ""]
    return {
        "contact_id": f"K{n}",
        "customer_id": _who(rng, customers),
        "name": f"Anna {n}",
        "title": _or_none(rng, str(rng.choice(titles))),
        "role": _or_none(rng, str(rng.choice(["Decision Maker", "uses", "Buyer"])), 0.6),
        "recorded_at": _or_none(rng, _moment(rng), 0.4),
    }


def _maven_deal(row: dict[str, str]) -> dict[str, Any]:
    return {
        "deal_id": row["opportunity_id"],
        "opened_on": _written(row["engage_date"]),
        "closed_on": _written(row["close_date"]) if row["close_date"] else None,
        "outcome": row["deal_stage"].lower() if row["deal_stage"].lower() in ("won", "lost") else None,
        "customer_id": row["account"] or None,
        "product_id": row["product"] or None,
        "amount": row["close_value"] or None,
    }


def _written(day: str) -> dt.date:
    return dt.datetime.strptime(day, "%d-%m-%y").date()  # noqa: DTZ007
