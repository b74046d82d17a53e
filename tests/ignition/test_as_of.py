"""Everything the engine says of a day was known on that day: whatever is recorded later changes nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ignition.book import Book
from ignition.engine import ignite

DAY = dt.date(2026, 6, 30)
CUSTOMERS = ("A", "B", "C", "D")
Row = dict[str, Any]

past = st.integers(-300, 0).map(lambda days: DAY + dt.timedelta(days))
future = st.integers(1, 200).map(lambda days: DAY + dt.timedelta(days))
who = st.sampled_from(CUSTOMERS)
money = st.floats(1, 50_000).map(lambda amount: round(amount, 2))


def purchases(day: st.SearchStrategy[dt.date], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({"customer_id": who, "on": day, "amount": money, **more})


def deals(prefix: str, opened: st.SearchStrategy[dt.date], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    ids = st.integers(0, 10**6).map(lambda number: f"{prefix}{number}")
    row = {"deal_id": ids, "customer_id": who, "opened_on": opened, "amount": money, **more}
    return st.fixed_dictionaries(row)


def mails(day: st.SearchStrategy[dt.date], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    at = day.map(lambda on: dt.datetime.combine(on, dt.time(10)))
    return st.fixed_dictionaries(
        {"customer_id": who, "at": at, "kind": st.just("mail"), "direction": st.sampled_from(["in", "out"]), **more}
    )


def lines(day: st.SearchStrategy[dt.date], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    return purchases(day, product_id=st.sampled_from(["saw", "blade", "pen"]), **more)


def signals(day: st.SearchStrategy[dt.date], prefix: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    row = {
        "signal_id": st.integers(0, 10**6).map(lambda number: f"{prefix}{number}"),
        "customer_id": who,
        "at": day.map(lambda on: dt.datetime.combine(on, dt.time(11))),
        "kind": st.sampled_from(["complaint", "wish"]),
    }
    return st.fixed_dictionaries({**row, **more})


def changes(day: st.SearchStrategy[dt.date], **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    row = {
        "deal_id": st.integers(0, 20).map(lambda number: f"d{number}"),
        "field": st.sampled_from(["amount", "owner"]),
        "at": day.map(lambda on: dt.datetime.combine(on, dt.time(12))),
        "new": st.sampled_from(["100", "9000"]),
    }
    return st.fixed_dictionaries({**row, **more})


recorded_later = future.map(lambda on: dt.datetime.combine(on, dt.time(9)))
known = st.fixed_dictionaries(
    {
        "purchases": st.lists(purchases(past), min_size=1, max_size=25),
        "deals": st.lists(deals("d", past), max_size=6, unique_by=lambda row: row["deal_id"]),
        "activities": st.lists(mails(past), max_size=6),
        "purchase_lines": st.lists(lines(past), max_size=12),
        "signals": st.lists(signals(past, "s"), max_size=4),
        "deal_changes": st.lists(changes(past), max_size=4),
    }
)
later = st.fixed_dictionaries(
    {
        "purchases": st.lists(purchases(future) | purchases(past, recorded_at=recorded_later), max_size=6),
        "deals": st.lists(deals("x", future) | deals("x", past, recorded_at=recorded_later), max_size=4),
        "activities": st.lists(mails(future) | mails(past, recorded_at=recorded_later), max_size=4),
        "purchase_lines": st.lists(lines(future) | lines(past, recorded_at=recorded_later), max_size=6),
        "signals": st.lists(signals(future, "x") | signals(past, "x", recorded_at=recorded_later), max_size=4),
        "deal_changes": st.lists(changes(future) | changes(past, recorded_at=recorded_later), max_size=4),
    }
)
PLAIN = ("activities", "purchase_lines", "signals", "deal_changes")


def said_of(tables: dict[str, list[Row]]) -> tuple[Any, ...]:
    moves = ignite(Book(**{name: rows for name, rows in tables.items() if rows}), on=DAY)
    return [move.to_dict() for move in moves.shown], moves.table.to_pylist(), dict(moves.shadow_prices)


def holds(then: dict[str, list[Row]], since: dict[str, list[Row]], closed: list[dt.date]) -> None:
    """What came since is mixed in, and deals open on the day turn out to be won."""
    deals_now = [
        {**deal, "closed_on": on, "outcome": "won", "won_amount": 1e6}
        for deal, on in zip(then["deals"], closed, strict=False)
    ]
    now = {
        "purchases": since["purchases"] + then["purchases"],
        "deals": since["deals"] + deals_now + then["deals"][len(deals_now) :],
        **{name: then[name] + since[name] for name in PLAIN},
    }
    assert said_of(now) == said_of(then)


@given(known, later, st.lists(future, max_size=6))
@settings(deadline=None, max_examples=3, suppress_health_check=list(HealthCheck))
def test_what_is_recorded_later_never_changes_what_is_said(then, since, closed):
    holds(then, since, closed)


@pytest.mark.drill
@given(known, later, st.lists(future, max_size=6))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_what_is_recorded_later_never_changes_what_is_said_in_sixty_worlds(then, since, closed):
    holds(then, since, closed)
