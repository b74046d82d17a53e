"""What the engine said on a past day: the same code, on the book as it was known then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition import predictors
from ignition.assumptions import Assumptions
from ignition.backends import connect
from ignition.backtest.arrays import Floats, Words
from ignition.book import Book
from ignition.engine import decide, see
from ignition.estimate import Estimate, Grade
from ignition.features.deals.rows import known_deals
from ignition.foreseeing import spans_of
from ignition.moves import Move
from ignition.predictors.forecast import Forecast


@dataclass(frozen=True)
class Seen:
    """One look. Customers are those with a purchase, deals those open. Revenue is over the horizon, in EUR, with its season."""

    on: dt.date
    until: dt.date
    customers: Words
    p_buys: Floats
    purchases: Floats
    open_deals: Words
    stages: Words
    p_win: Floats
    base: Estimate
    deals: Estimate
    unborn: Estimate
    total: Estimate
    shown: tuple[Move, ...]
    assumed: tuple[str, ...] = ()
    """Tables of which so little was known that the chances were stated, not learnt: they are not judged, and not in here."""


def look_from(book: Book, on: dt.date, horizon: int, assumptions: Assumptions) -> Seen:
    """Everything recorded after `on` is out of reach here: only `book.as_of(on)` is handed on.

    Chances are those over `horizon` days; moves are those `ignite` would have shown, over the assumptions' own horizon.
    """
    known, ahead = book.as_of(on), replace(assumptions, horizon_days=horizon)
    with connect(known) as desk:
        seen = see(desk, on, assumptions)
        shown = decide(desk, seen.situation, known, on, assumptions, {}).shown
        deals = known_deals(desk).to_pyarrow()
    described, pipeline = seen.customers.sort_by("customer_id"), seen.deals.sort_by("deal_id")
    customers = predictors.customer_base.score(seen.models.base, described, ahead)
    foreseen = predictors.deals.score(seen.models.deals, pipeline, ahead)
    spans = spans_of(on, horizon)
    forecast = predictors.forecast.foresee(known.purchases, deals, pipeline, foreseen, on, spans, assumptions)
    return _seen(on, horizon, customers, foreseen.append_column("stage", _dated_stages(pipeline)), forecast, shown)


def _seen(
    on: dt.date, horizon: int, customers: pa.Table, deals: pa.Table, forecast: Forecast, shown: tuple[Move, ...]
) -> Seen:
    buyers, pipeline = _learnt(customers, "p_buys", "base"), _learnt(deals, "p_win", "deals")
    return Seen(
        on=on,
        until=on + dt.timedelta(days=horizon),
        customers=_words(buyers, "customer_id"),
        p_buys=_numbers(buyers, "p_buys"),
        purchases=_numbers(buyers, "expected_purchases"),
        open_deals=_words(pipeline, "deal_id"),
        stages=_words(pipeline, "stage"),
        p_win=_numbers(pipeline, "p_win"),
        base=forecast.seasoned("base"),
        deals=forecast.seasoned("deals"),
        unborn=forecast.seasoned("unborn"),
        total=forecast.whole.total,
        shown=shown,
        assumed=tuple(
            name
            for name, table, key in (("base", customers, "p_buys"), ("deals", deals, "p_win"))
            if _stated(table, key, name)
        ),
    )


def _learnt(table: pa.Table, chance: str, name: str) -> pa.Table:
    """The rows with a chance that was not merely stated."""
    learnt = pc.and_(table[chance].is_valid(), pc.not_equal(table[f"{name}_grade"], Grade.ASSUMED.value))
    return table.filter(pc.fill_null(learnt, False))


def _stated(table: pa.Table, chance: str, name: str) -> bool:
    stated = pc.and_(table[chance].is_valid(), pc.equal(table[f"{name}_grade"], Grade.ASSUMED.value))
    return bool(pc.any(stated).as_py())


def _dated_stages(deals: pa.Table) -> pa.Array:
    """A stage without a date may have been written after the day: for a rule it would be a look into the future."""
    dated = deals["stage_since"].is_valid().to_pylist()
    stages = [stage if known else "" for stage, known in zip(deals["stage"].to_pylist(), dated, strict=True)]
    return pa.array(stages, pa.string())


def _words(table: pa.Table, name: str) -> Words:
    return np.array([value or "" for value in table[name].to_pylist()], dtype=object)


def _numbers(table: pa.Table, name: str) -> Floats:
    return np.asarray(table[name].to_numpy(), dtype=float)
