"""How everybody stands and what to expect, row by row where the rows lie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from ignition import features, plays, predictors
from ignition.assumptions import Assumptions
from ignition.backends import Desk
from ignition.book.tables import Column
from ignition.predictors.customer_base import Base
from ignition.predictors.deals import DealModel
from ignition.scale.counting import learn_base
from ignition.situation import (
    CUSTOMER_DESCRIBED,
    CUSTOMER_FORESEEN,
    CUSTOMER_MISSING,
    DEAL_DESCRIBED,
    DEAL_FORESEEN,
    Situation,
    beside,
)

MOST_SPELLS = 1_000_000
"""Stays in a stage that the models of deals learn from. Where there are more, those of the deals opened last: what a million
leave unknown of a rate is a tenth of a per cent, and they come to the driver."""

_OF_CUSTOMERS = (*CUSTOMER_DESCRIBED, *CUSTOMER_FORESEEN, *CUSTOMER_MISSING)
AS_STATED = Assumptions()


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt of everybody together; small, and sent to whoever scores."""

    base: Base
    deals: DealModel


def look(desk: Desk, on: dt.date, assumptions: Assumptions = AS_STATED, learnt: Learnt | None = None) -> Situation:
    """As `ignition.engine.look`, with no row of a customer or of an open deal on the driver.

    The tables of the situation stay on the desk. White space (`CUSTOMER_MISSING`) is not foreseen here: null.
    """
    customers = desk.keep("described_customers", features.customers.describe(desk, on))
    deals = desk.keep("described_deals", features.deals.describe(desk, on))
    learnt = learnt or learn(desk, customers, on)
    score_customers = partial(_score_customer, base=learnt.base, assumptions=assumptions)
    score_deals = partial(predictors.deals.score, learnt.deals, assumptions=assumptions)
    everyone = _scored(desk, "situation_customers", customers, _OF_CUSTOMERS, score_customers)
    pipeline = _scored(desk, "situation_deals", deals, (*DEAL_DESCRIBED, *DEAL_FORESEEN), score_deals)
    return Situation(everyone, pipeline, desk.keep("usual", plays.usual(everyone)))


def learn(desk: Desk, customers: ir.Table, on: dt.date, most_spells: int = MOST_SPELLS) -> Learnt:
    """All models, from counted customers and from the spells of the latest deals."""
    history = features.deals.history(desk, on)
    landmarks = desk.fetch(features.deals.landmarks(desk, on))
    return Learnt(
        learn_base(desk, customers), predictors.deals.learn(_latest(desk, history, most_spells), on, landmarks)
    )


def _latest(desk: Desk, history: ir.Table, most: int) -> pa.Table:
    """Spells of the deals opened since the day from which on there are no more than `most`, in one fixed order."""
    history = desk.keep("spells", history)
    by_day = desk.fetch(history.group_by("opened_on").agg(spells=history.count()).order_by(ibis.desc("opened_on")))
    fits = np.flatnonzero(np.cumsum(by_day["spells"].to_numpy()) <= most)
    if len(fits) < by_day.num_rows:
        first = by_day["opened_on"][max(len(fits) - 1, 0)].as_py()
        history = history.filter(history.opened_on >= ibis.literal(first))
    return desk.fetch(history.order_by("deal_id", "start_days"))


def _score_customer(described: pa.Table, base: Base, assumptions: Assumptions) -> pa.Table:
    foreseen = predictors.customer_base.score(base, described, assumptions)
    nothing = predictors.white_space.score(None, described, described, assumptions)
    for column in CUSTOMER_MISSING:
        foreseen = foreseen.append_column(column.name, nothing[column.name])
    return foreseen


def _scored(
    desk: Desk, name: str, described: ir.Table, columns: tuple[Column, ...], score: Callable[..., pa.Table]
) -> ir.Table:
    return desk.each(name, described, columns, partial(_with_scores, score=score))


def _with_scores(described: pa.Table, score: Callable[..., pa.Table]) -> pa.Table:
    return beside(described, score(described=described))
