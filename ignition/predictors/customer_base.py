"""What the customer base brings if we go on as usual: alive, next purchases, value, and who has gone quiet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from ignition.assumptions import Assumptions
from ignition.estimate import Grade
from ignition.predictors import bg_nbd, descent, gamma_gamma
from ignition.predictors.bg_nbd import BgNbd, Floats, Mask, Purchasing
from ignition.predictors.gamma_gamma import GammaGamma, Spending
from ignition.predictors.outlook import Outlook, look_ahead, some_purchase
from ignition.predictors.silence import Silence, listen
from ignition.predictors.tables import foreseen, numbers
from ignition.situation import CUSTOMER_FORESEEN

WEEK = 7.0
FEWEST_CUSTOMERS, FEWEST_REPEATERS = 30, 5
MANY_CUSTOMERS, YEAR_DAYS = 300, 365
_STATED_GAP_WEEKS = 13.0
_STATED_SHAPES = (1.0, 1.0, 5.0)
"""r, a and b where there is too little to fit: rates differ by their mean, and one purchase in six is the last."""
_STATED_SPREAD = 0.7**2


@dataclass(frozen=True, slots=True)
class Buyers:
    """Customers with a purchase day, as arrays; times in weeks. `n` purchase days of mean value `m`."""

    x: Floats
    t_x: Floats
    seen: Floats
    n: Floats
    m: Floats


@dataclass(frozen=True, slots=True)
class Base:
    """What was learnt of all customers together."""

    pace: BgNbd
    worth: GammaGamma
    n: int
    grade: Grade


def foresee(described: pa.Table, on: dt.date, assumptions: Assumptions) -> pa.Table:
    """`customer_id` and the columns of `CUSTOMER_FORESEEN`, one row for each described customer, in the same order.

    Purchases by BG/NBD, their value by Gamma-Gamma, silence by the customer's own pace. `value_sd` holds both what
    chance does to one customer and how little the parameters are known. Customers who never bought have nulls. With
    fewer than 30 customers, or fewer than 5 who came back, stated priors are used about the pooled pace: grade L1, or L0
    where nobody came back.

    >>> days = {"customer_id": ["A"], "frequency": [4], "recency_days": [120.0], "observed_days": [150.0],
    ...         "purchase_days": [5], "first_value": [100.0], "repeat_mean": [100.0]}
    >>> row = foresee(pa.table(days), dt.date(2026, 5, 31), Assumptions()).to_pylist()[0]
    >>> row["base_grade"], round(row["p_alive"], 2), round(row["usual_gap_days"]), round(row["purchase_value"])
    ('L1', 0.77, 32, 100)
    """
    return score(fit(described), described, assumptions)


def fit(described: pa.Table) -> Base:
    """What all customers together tell of pace and worth."""
    return learn(_buyers(described, numbers(described, "purchase_days") > 0))


def score(base: Base, described: pa.Table, assumptions: Assumptions) -> pa.Table:
    """Each customer by itself, as `foresee` gives it: the others of the table change nothing."""
    bought = numbers(described, "purchase_days") > 0
    buyers = _buyers(described, bought)
    columns = _foresee(buyers, base, assumptions.horizon_days / WEEK)
    spread: dict[str, Any] = {name: _everybody(values, bought) for name, values in columns.items()}
    spread |= {"base_n": base.n, "base_grade": base.grade.value}
    return foreseen(described["customer_id"], "customer_id", CUSTOMER_FORESEEN, spread)


def learn(buyers: Buyers) -> Base:
    """Fit both models, or state priors where the base is too small."""
    return learn_counted(Purchasing.counted(buyers.x, buyers.t_x, buyers.seen), Spending.counted(buyers.n, buyers.m))


def learn_counted(paces: Purchasing, spent: Spending) -> Base:
    """As `learn`, of customers counted already: the different histories, and the different values, each with its customers."""
    worth = _worth(spent)
    n, repeaters = (round(float(weight.sum())) for weight in (paces.weight, paces.weight[paces.x > 0]))
    if n >= FEWEST_CUSTOMERS and repeaters >= FEWEST_REPEATERS:
        pace = bg_nbd.fit(paces)
        if pace is not None:
            long = float(paces.seen.max()) * WEEK >= YEAR_DAYS
            return Base(pace, worth, n, Grade.FITTED if n > MANY_CUSTOMERS and long else Grade.SEGMENT)
    return Base(_stated_pace(paces), worth, n, Grade.POOLED if repeaters else Grade.ASSUMED)


def _stated_pace(paces: Purchasing) -> BgNbd:
    """Rates about the pooled gap of the base, which itself starts from one gap of a quarter."""
    gap = float((paces.weight @ paces.t_x + _STATED_GAP_WEEKS) / (paces.weight @ paces.x + 1))
    r, a, b = _STATED_SHAPES
    alpha = float(max(gap, 1 / WEEK)) * r
    logs, spread = np.log([r, alpha, a, b]), np.eye(4) * _STATED_SPREAD
    points = tuple(np.exp(logs + step) for step in descent.about(spread))
    return BgNbd(r, alpha, a, b, spread, points, float("nan"), round(float(paces.weight.sum())))


def _worth(spent: Spending) -> GammaGamma:
    paid = spent.m > 0
    payers = Spending(spent.n[paid], spent.m[paid], spent.weight[paid])
    if payers.weight.sum() >= FEWEST_CUSTOMERS and payers.weight[payers.n > 1].sum() >= FEWEST_REPEATERS:
        model = gamma_gamma.fit_counted(payers)
        if model is not None:
            return model
    days = float(spent.weight @ spent.n)
    return gamma_gamma.stated(float(spent.weight @ (spent.n * spent.m)) / days if days else 0.0)


def _buyers(described: pa.Table, bought: Mask) -> Buyers:
    def column(name: str) -> Floats:
        return np.nan_to_num(numbers(described, name)[bought])

    x = column("frequency")
    mean = (column("first_value") + x * column("repeat_mean")) / (x + 1)
    return Buyers(x, column("recency_days") / WEEK, column("observed_days") / WEEK, x + 1, mean)


def _foresee(buyers: Buyers, base: Base, weeks: float) -> dict[str, Floats]:
    ahead = look_ahead(np.exp(base.pace.logs), buyers.x, buyers.t_x, buyers.seen, weeks)
    heard = listen(base.pace.r, base.pace.alpha, buyers.x, buyers.t_x, buyers.seen - buyers.t_x)
    worth, worth_square = base.worth.expected(buyers.n, buyers.m)
    purchases = ahead.p_alive * ahead.mean_alive
    variance = _chance(ahead, base.worth, worth, worth_square) + (_doubt(buyers, base, weeks, purchases) * worth) ** 2
    return _silence(heard) | {
        "p_alive": ahead.p_alive,
        "purchase_value": worth,
        "expected_purchases": purchases,
        "p_buys": ahead.p_alive * some_purchase(base.pace.r, base.pace.alpha, buyers.x, buyers.seen, weeks),
        "value": purchases * worth,
        "value_sd": np.sqrt(variance),
        "value_if_alive": ahead.mean_alive * worth,
    }


def _silence(heard: Silence) -> dict[str, Floats]:
    return {
        "usual_gap_days": heard.usual_gap * WEEK,
        "silence_limit_days": heard.limit * WEEK,
        "silence_p": heard.p,
    }


def _chance(ahead: Outlook, model: GammaGamma, worth: Floats, worth_square: Floats) -> Floats:
    """Variance of a sum of Y purchases, of values that vary by mean^2 / p about an uncertain mean."""
    count, count_square = ahead.p_alive * ahead.mean_alive, ahead.p_alive * ahead.square_alive
    within = count * worth_square / model.p
    return np.maximum(within + count_square * worth_square - (count * worth) ** 2, 0.0)


def _doubt(buyers: Buyers, base: Base, weeks: float, purchases: Floats) -> Floats:
    """Standard deviation of the expected purchases from not knowing the parameters."""
    total = np.zeros_like(purchases)
    points = base.pace.plausible
    for parameters in points:
        ahead = look_ahead(parameters, buyers.x, buyers.t_x, buyers.seen, weeks)
        total += (ahead.p_alive * ahead.mean_alive - purchases) ** 2
    return np.asarray(np.sqrt(total / len(points)))


def _everybody(values: Floats, bought: Mask) -> Floats:
    """Values of the buyers among all customers; the others are unknown."""
    spread = np.full(len(bought), np.nan)
    spread[bought] = values
    return spread
