"""A business of a million customers, drawn: the same numbers, the same book."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa

import ignition as ig

ON = dt.date(2026, 6, 30)
YEARS = 3
SELLERS = 200
PURCHASES_EACH, DEALS_EACH = 5, 0.5
_OPEN = 0.15
"""Of the deals, those still open."""


def large_book(customers: int = 1_000_000, seed: int = 7) -> ig.Book:
    """Five purchases a customer and a deal for every other one; each seller follows the deals of their own customers."""
    rng = np.random.default_rng(seed)
    return ig.Book(
        customers=_customers(customers),
        purchases=_purchases(rng, customers, PURCHASES_EACH * customers),
        deals=_deals(rng, customers, round(DEALS_EACH * customers)),
        people={"person_id": _names("seller ", np.arange(SELLERS)), "weekly_hours": np.full(SELLERS, 30.0)},
    )


def customer_id(number: int) -> str:
    return f"C{number:07d}"


def deal_id(number: int) -> str:
    return f"D{number:07d}"


def _customers(customers: int) -> pa.Table:
    who = np.arange(customers)
    ids = _names("C", who)
    return pa.table({"customer_id": ids, "name": _names("Customer ", who), "owner": _owners(who)})


def _purchases(rng: np.random.Generator, customers: int, rows: int) -> pa.Table:
    """Customers begin at any time, buy at their own pace, and some leave."""
    share = rng.gamma(0.6, size=customers) + 0.02
    who = np.concatenate([np.arange(customers), rng.choice(customers, rows - customers, p=share / share.sum())])
    begin = rng.integers(0, 365 * (YEARS - 1), customers)
    stay = np.minimum(rng.exponential(700.0, customers).astype(np.int64) + 30, 365 * YEARS - 1 - begin)
    day = begin[who] + (rng.random(rows) * stay[who]).astype(np.int64)
    day[:customers] = begin
    worth = rng.lognormal(5.5, 0.8, customers)
    amount = np.round(worth[who] * rng.lognormal(0.0, 0.4, rows), 2)
    return pa.table({"customer_id": _names("C", who), "on": _days(day), "amount": amount})


def _deals(rng: np.random.Generator, customers: int, rows: int) -> pa.Table:
    who = rng.integers(0, customers, rows)
    opened = rng.integers(0, 365 * YEARS - 1, rows)
    lasts = rng.exponential(60.0, rows).astype(np.int64) + 3
    still_open = rng.random(rows) < _OPEN
    opened[still_open] = (
        365 * YEARS - 1 - np.minimum(rng.exponential(80.0, int(still_open.sum())), 700).astype(np.int64)
    )
    closed = np.minimum(opened + lasts, 365 * YEARS - 1)
    expected = opened + rng.integers(20, 150, rows)
    outcome = np.where(rng.random(rows) < 0.3, "won", "lost")
    return pa.table(
        {
            "deal_id": _names("D", np.arange(rows)),
            "opened_on": _days(opened),
            "customer_id": _names("C", who),
            "owner": _owners(who),
            "product_id": _names("P", rng.integers(0, 20, rows)),
            "amount": np.round(rng.lognormal(9.0, 0.9, rows), 2),
            "expected_on": _days(expected),
            "closed_on": pa.array(_days(closed), mask=still_open),
            "outcome": pa.array(outcome.astype(object), mask=still_open),
        }
    )


def _owners(who: np.ndarray) -> pa.Array:
    return _names("seller ", who % SELLERS)


def _names(prefix: str, numbers: np.ndarray) -> pa.Array:
    return pa.array(np.char.add(prefix, np.char.zfill(numbers.astype(str), 7)))


def _days(since: np.ndarray) -> np.ndarray:
    first = np.datetime64(ON - dt.timedelta(days=365 * YEARS - 1))
    return (first + since).astype("datetime64[D]")
