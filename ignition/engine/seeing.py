"""Describe and foresee: how everybody stands on a day, and what to expect if we go on as usual."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pyarrow as pa

from ignition import features, plays, predictors
from ignition.assumptions import Assumptions
from ignition.backends import Desk
from ignition.engine.models import Models
from ignition.situation import Situation, beside


@dataclass(frozen=True, slots=True)
class Seen:
    """How everybody stands on a day, as Arrow and on the desk, and the models that say what to expect."""

    customers: pa.Table
    deals: pa.Table
    situation: Situation
    models: Models


def look(desk: Desk, on: dt.date, assumptions: Assumptions, models: Models | None = None) -> Situation:
    """How everybody stands on the day, and what to expect; by `models` where they are already known."""
    return see(desk, on, assumptions, models).situation


def see(desk: Desk, on: dt.date, assumptions: Assumptions, models: Models | None = None) -> Seen:
    """As `look`, with all that it stands on."""
    customers, deals = describe_customers(desk, on), describe_deals(desk, on)
    models = models or learn(desk, customers, on)
    customers = score_customers(desk, customers, models, on, assumptions)
    return stand(desk, customers, score_deals(deals, models, assumptions), models)


def describe_customers(desk: Desk, on: dt.date) -> pa.Table:
    return desk.answer(("customers", on), lambda: features.customers.describe(desk, on))


def describe_deals(desk: Desk, on: dt.date) -> pa.Table:
    return desk.answer(("deals", on), lambda: features.deals.describe(desk, on))


def score_customers(desk: Desk, customers: pa.Table, models: Models, on: dt.date, assumptions: Assumptions) -> pa.Table:
    """What to expect of each customer beside how they stand; each by itself."""
    customers = beside(customers, predictors.customer_base.score(models.base, customers, assumptions))
    families = customers if models.ties is None else _families(desk, on)  # without ties nobody looks at them
    return beside(customers, predictors.white_space.score(models.ties, customers, families, assumptions))


def score_deals(deals: pa.Table, models: Models, assumptions: Assumptions) -> pa.Table:
    return beside(deals, predictors.deals.score(models.deals, deals, assumptions))


def stand(desk: Desk, customers: pa.Table, deals: pa.Table, models: Models) -> Seen:
    """Those scored, laid out for the plays."""
    everyone, pipeline = desk.lay("situation_customers", customers), desk.lay("situation_deals", deals)
    usual = desk.answer(("usual",), lambda: plays.usual(everyone)) if models.usual is None else models.usual
    situation = Situation(everyone, pipeline, desk.lay("usual", usual))
    return Seen(customers, deals, situation, replace(models, usual=usual))


def learn(desk: Desk, customers: pa.Table, on: dt.date) -> Models:
    """All models, fitted on what is known on the day; `customers` as described."""
    history = desk.answer(("history", on), lambda: features.deals.history(desk, on))
    landmarks = desk.answer(("landmarks", on), lambda: features.deals.landmarks(desk, on))
    ties = predictors.white_space.learn(_families(desk, on), on)
    return Models(predictors.customer_base.fit(customers), predictors.deals.learn(history, on, landmarks), ties)


def _families(desk: Desk, on: dt.date) -> pa.Table:
    return desk.answer(("families", on), lambda: features.families.describe(desk, on))
