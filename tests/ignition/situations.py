"""Hand-made situations: a regular customer and a healthy deal, of which a test changes what it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ibis
import pyarrow as pa

from ignition.allocation import Contest
from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.book import Book
from ignition.book.tables import Column
from ignition.candidate import Play
from ignition.engine import decide
from ignition.moves import Moves
from ignition.responses import Judgement
from ignition.situation import (
    CUSTOMER_DESCRIBED,
    CUSTOMER_FORESEEN,
    CUSTOMER_MISSING,
    DEAL_DESCRIBED,
    DEAL_FORESEEN,
    Situation,
)

DAY = dt.date(2026, 11, 24)
Row = dict[str, Any]
_ARROW = {
    "text": pa.string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "day": pa.date32(),
    "moment": pa.timestamp("us"),
}


def a_customer(name: str = "Rossi SpA", **known: Any) -> Row:
    """Buys for about 900 every 41 days and bought ten days ago."""
    regular: Row = {
        "customer_id": name,
        "name": name,
        "owner": "bob",
        "first_on": DAY - dt.timedelta(days=700),
        "last_on": DAY - dt.timedelta(days=10),
        "purchase_days": 17,
        "frequency": 16,
        "recency_days": 690.0,
        "observed_days": 700.0,
        "revenue_total": 15_000.0,
        "revenue_year": 8_000.0,
        "repeat_mean": 900.0,
        "first_value": 700.0,
        "gap_median_days": 41.0,
        "days_half": 4,
        "days_half_before": 5,
        "days_silent": 10.0,
        "days_since_contact": 20.0,
        "open_deals": 0,
        "open_signals": 0,
        "open_complaints": 0,
        "p_alive": 0.98,
        "usual_gap_days": 41.0,
        "silence_limit_days": 120.0,
        "silence_p": 0.7,
        "purchase_value": 900.0,
        "expected_purchases": 8.0,
        "value": 7_200.0,
        "value_sd": 3_000.0,
        "value_if_alive": 7_400.0,
        "base_n": 120,
        "base_grade": "L3",
    }
    return {**regular, **known}


def a_silent_customer(name: str = "Bianchi Srl", **known: Any) -> Row:
    silent = {
        "days_silent": 163.0,
        "silence_p": 0.01,
        "p_alive": 0.4,
        "value": 3_000.0,
        "last_on": DAY - dt.timedelta(163),
    }
    return a_customer(name, **{**silent, **known})


def a_lacking_customer(name: str = "Conti Srl", **known: Any) -> Row:
    """Buys saws, and not the blades that most who buy saws buy."""
    lacking = {
        "missing_family": "Lame",
        "missing_because": "Seghe",
        "missing_share": 0.82,
        "missing_n": 64,
        "missing_together": 53,
        "missing_starts": 0.2,
        "missing_starts_low": 0.12,
        "missing_starts_high": 0.3,
        "missing_starts_n": 40,
        "missing_spend": 5_000.0,
        "missing_value": 1_000.0,
        "missing_value_sd": 300.0,
        "missing_grade": "L2",
    }
    return a_customer(name, **{**lacking, **known})


def an_ill_customer(name: str = "Ferri Snc", **known: Any) -> Row:
    """Bought on twelve days of the half year before, and on two of the last."""
    return a_customer(name, **{"days_half": 2, "days_half_before": 12, **known})


def a_first_timer(name: str = "Neri Snc", **known: Any) -> Row:
    """Bought once, sixty days ago."""
    first = {
        "purchase_days": 1,
        "frequency": 0,
        "recency_days": 0.0,
        "first_on": DAY - dt.timedelta(days=60),
        "last_on": DAY - dt.timedelta(days=60),
        "days_silent": 60.0,
        "observed_days": 60.0,
        "gap_median_days": None,
        "repeat_mean": None,
        "value": 1_500.0,
        "value_sd": 1_000.0,
    }
    return a_customer(name, **{**first, **known})


def a_deal(deal_id: str = "D1", **known: Any) -> Row:
    """Opened a month ago for 20,000; won deals mostly take up to 90 days."""
    healthy: Row = {
        "deal_id": deal_id,
        "name": f"Linea {deal_id}",
        "customer_id": f"customer of {deal_id}",
        "customer_name": f"Verdi {deal_id}",
        "owner": "bob",
        "product_id": "",
        "amount": 20_000.0,
        "stage": "Offerta",
        "opened_on": DAY - dt.timedelta(days=30),
        "age_days": 30.0,
        "stage_since": DAY - dt.timedelta(days=12),
        "stage_age_days": 12.0,
        "pushes": 0,
        "last_activity_on": DAY - dt.timedelta(days=6),
        "days_since_activity": 6.0,
        "contacts_met": 1,
        "p_win": 0.4,
        "p_win_sd": 0.05,
        "p_win_quarter": 0.35,
        "p_end": 0.5,
        "days_to_win": 40.0,
        "win_amount": 19_000.0,
        "win_amount_sd": 2_000.0,
        "value": 7_600.0,
        "value_sd": 9_000.0,
        "winners_p80_days": 90.0,
        "deals_n": 64,
        "deals_grade": "L2",
    }
    return {**healthy, **known}


def a_stuck_deal(deal_id: str = "D1", **known: Any) -> Row:
    return a_deal(
        deal_id, **{"age_days": 140.0, "opened_on": DAY - dt.timedelta(140), "p_win": 0.2, "value": 3_800.0, **known}
    )


def a_closing_deal(deal_id: str = "D1", **known: Any) -> Row:
    return a_deal(deal_id, **{"expected_on": DAY + dt.timedelta(days=6), "days_to_expected": 6.0, **known})


def an_uncovered_deal(deal_id: str = "D1", **known: Any) -> Row:
    return a_deal(deal_id, **{"unmet_decider": "Anna Riva", **known})


def a_hopeless_deal(deal_id: str = "D1", **known: Any) -> Row:
    hopeless = {
        "age_days": 400.0,
        "opened_on": DAY - dt.timedelta(400),
        "p_win": 0.01,
        "p_win_sd": 0.005,
        "value": 100.0,
    }
    return a_deal(deal_id, **{**hopeless, **known})


def a_waiting_customer(name: str = "Gallo Srl", **known: Any) -> Row:
    waiting = {
        "waiting_since": dt.datetime.combine(DAY - dt.timedelta(4), dt.time(9)),
        "waiting_days": 4.0,
        "waiting_subject": "Preventivo",
    }
    return a_customer(name, **{**waiting, **known})


def situation(customers: Iterable[Row] = (), deals: Iterable[Row] = ()) -> Situation:
    return Situation(ibis.memtable(_customers(customers)), ibis.memtable(_deals(deals)))


def proposed(play: Play, customers: Iterable[Row] = (), deals: Iterable[Row] = (), **assumed: Any) -> list[Row]:
    """What one play proposes."""
    expression = play.propose(situation(customers, deals), Assumptions(**assumed))
    rows: list[Row] = expression.order_by("subject_id").to_pyarrow().to_pylist()
    return rows


def decided(
    customers: Iterable[Row] = (),
    deals: Iterable[Row] = (),
    *,
    book: Book | None = None,
    on: dt.date = DAY,
    judgements: Mapping[str, Judgement] | None = None,
    contest: Contest | None = None,
    **assumed: Any,
) -> Moves:
    """What the engine decides where everybody stands like this."""
    book = book or Book()
    with connect(book) as desk:
        standing = Situation(
            desk.lay("situation_customers", _customers(customers)), desk.lay("situation_deals", _deals(deals))
        )
        return decide(desk, standing, book, on, Assumptions(**assumed), judgements or {}, contest)


def many(make: Callable[..., Row], n: int, **known: Callable[[int], Any]) -> list[Row]:
    """`n` of a kind, each with values that depend on its number."""
    return [make(f"{make.__name__} {i:03d}", **{name: of(i) for name, of in known.items()}) for i in range(n)]


def _customers(rows: Iterable[Row]) -> pa.Table:
    return _table(rows, CUSTOMER_DESCRIBED + CUSTOMER_FORESEEN + CUSTOMER_MISSING)


def _deals(rows: Iterable[Row]) -> pa.Table:
    return _table(rows, DEAL_DESCRIBED + DEAL_FORESEEN)


def _table(rows: Iterable[Row], columns: tuple[Column, ...]) -> pa.Table:
    schema = pa.schema([(column.name, _ARROW[column.type]) for column in columns])
    held = [{column.name: row.get(column.name) for column in columns} for row in rows]
    return pa.Table.from_pylist(held, schema=schema)
