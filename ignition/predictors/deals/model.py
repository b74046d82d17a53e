"""What the open deals bring if we go on as usual: won or not, by when, and how much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from ignition.assumptions import Assumptions
from ignition.estimate import Grade
from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deals.amounts import WinAmounts, expect_amounts, learn_amounts
from ignition.predictors.deals.calibration import UNCHECKED, Calibration, check
from ignition.predictors.deals.grading import grade
from ignition.predictors.deals.learning import LandmarkModel, learn_by_landmarks
from ignition.predictors.deals.outlook import DealOutlook, foresee_kinds
from ignition.predictors.deals.rates import DealRates, learn_rates, read_spells
from ignition.predictors.deals.slopes import NO_EFFECTS
from ignition.predictors.tables import foreseen, numbers, texts
from ignition.situation import DEAL_FORESEEN

QUARTER_WEEKS, QUARTER_DAYS = 13, 91
FEWEST_WON = 5
FEWEST_WON_OF_PRODUCT = 30


def foresee(
    described: pa.Table, history: pa.Table, on: dt.date, assumptions: Assumptions, landmarks: pa.Table | None = None
) -> pa.Table:
    """`deal_id` and the columns of `DEAL_FORESEEN`, one row for each open deal, in the same order.

    `history` is `features.deals.history`, `landmarks` is `features.deals.landmarks`: the open deals are in them too, as
    censored. Where past days can be looked from again (about 60 exits), chances come from the landmark model
    (`hazards`), its effects shrunk as far as those days ask for: to the pooled rates by age and month, where the facts
    showed no skill. With less, from the pooled rates by stage; with fewer than 5 closed deals they are stated, not learnt,
    and where all closed within less than 90 days it is assumed that the rest of the year is like those: grade L0, and `note`
    says so in words. Grade L3 only where past chances were right as they were.
    A deal whose amount nothing tells has none.

    >>> open_deal = pa.table({"deal_id": ["D1"], "product_id": [""], "stage": [""], "stage_since": [None],
    ...                       "age_days": [7.0], "amount": [1000.0]})
    >>> closed = {"deal_id": ["D1"], "opened_on": [dt.date(2026, 1, 1)], "product_id": [""], "stage": [""], "next_stage": [""],
    ...           "start_days": [0.0], "stop_days": [7.0], "exit": ["open"],
    ...           "amount": [1000.0], "won_amount": [None], "list_price": [None]}
    >>> row = foresee(open_deal, pa.table(closed), dt.date(2026, 1, 8), Assumptions()).to_pylist()[0]
    >>> row["deals_grade"], round(row["p_win"], 2), round(row["p_win"] + row["p_end"], 2)
    ('L0', 0.24, 0.97)
    """
    return score(learn(history, on, landmarks), described, assumptions)


@dataclass(frozen=True, slots=True)
class DealModel:
    """What was learnt of all deals together: with it, the deals of another hour are foreseen without learning again."""

    rates: DealRates
    calibration: Calibration
    amounts: WinAmounts
    winners_p80: Mapping[str, float]
    """Days, by product; of all products under the empty text."""
    grade: Grade
    landmarked: LandmarkModel | None = None
    """None where too little ended to look from past days again: then the pooled rates answer."""


def learn(history: pa.Table, on: dt.date, landmarks: pa.Table | None = None) -> DealModel:
    """Everything that takes all deals together."""
    rates = learn_rates(history)
    landmarked = None if landmarks is None else learn_by_landmarks(landmarks, on)
    calibration = check(history, on) if landmarked is None else UNCHECKED
    validated = calibration.validated if landmarked is None else landmarked.checked.validated
    graded = grade(history, rates.closed, validated)
    return DealModel(rates, calibration, learn_amounts(history), _winners_p80(history), graded, landmarked)


def score(model: DealModel, described: pa.Table, assumptions: Assumptions) -> pa.Table:
    """Each open deal by itself, as `foresee` gives it: the others of the table change nothing."""
    ahead = _ahead(model, described, assumptions.horizon_days)
    amount, amount_sd = expect_amounts(model.amounts, described)
    overall = model.winners_p80[""]
    winners_p80 = [model.winners_p80.get(name, overall) for name in texts(described, "product_id")]
    values: dict[str, Any] = {
        "p_win": ahead.p_win,
        "p_win_sd": ahead.p_win_sd,
        "p_win_quarter": ahead.p_win_quarter,
        "p_end": ahead.p_end,
        "days_to_win": ahead.days_to_win,
        "win_amount": amount,
        "win_amount_sd": amount_sd,
        "value": ahead.p_win * amount,
        "value_sd": np.sqrt(ahead.p_win * amount_sd**2 + ahead.p_win * (1 - ahead.p_win) * amount**2),
        "winners_p80_days": np.array(winners_p80, dtype=float),
        "deals_n": model.rates.closed,
        "deals_grade": model.grade.value,
    }
    return foreseen(described["deal_id"], "deal_id", DEAL_FORESEEN, values)


def effects(model: DealModel) -> pa.Table:
    """What a deal's facts are associated with: how much faster it is won, and ends without a win, with more of each.

    One row a fact and cause, see `slopes.EFFECT`: `coefficient` is the change of the logarithm of the rate for one more
    of the logarithm of (1 + fact), the others as they are, averaged over the deals learnt from; `sd` allows for one deal being
    seen at several landmarks; `n` counts deals, `events` the exits of that cause. No row where the facts showed no skill, or
    where the pooled rates answer: there is nothing to tell. It is an association, and not what doing more would bring.
    """
    return NO_EFFECTS if model.landmarked is None else model.landmarked.effects


def _ahead(model: DealModel, described: pa.Table, horizon_days: int) -> DealOutlook:
    if model.landmarked is not None:
        return model.landmarked.ahead(described, horizon_days, QUARTER_DAYS)
    return _mended(_outlook(model.rates, described, horizon_days), model.calibration)


def _outlook(rates: DealRates, described: pa.Table, horizon_days: int) -> DealOutlook:
    products, stages = texts(described, "product_id"), _timed_stages(described)
    weeks = max(round(horizon_days / 7), 1)
    return foresee_kinds(rates, products, stages, numbers(described, "age_days"), weeks, QUARTER_WEEKS)


def _mended(ahead: DealOutlook, calibration: Calibration) -> DealOutlook:
    """The chances after what last quarter taught; what is not won ends or stays open in the shares said before."""
    p_win, unsure = calibration.mend(ahead.p_win)
    not_won = np.maximum(1 - ahead.p_win, 1e-12)
    return replace(
        ahead,
        p_win=p_win,
        p_win_sd=np.sqrt(ahead.p_win_sd**2 + unsure**2),
        p_win_quarter=np.minimum(calibration.mend(ahead.p_win_quarter)[0], p_win),
        p_end=np.minimum(ahead.p_end / not_won, 1.0) * (1 - p_win),
    )


def _timed_stages(described: pa.Table) -> list[str]:
    """A stage without a date may have been written after the day: it is shown, and not learnt from."""
    since = described["stage_since"].is_valid().to_pylist()
    return [stage if dated else "" for stage, dated in zip(texts(described, "stage"), since, strict=True)]


def _winners_p80(history: pa.Table) -> dict[str, float]:
    """By product where 30 of it were won, else of all; unknown below 5 won deals."""
    spells = read_spells(history)
    won = spells.exit == 0
    by_product = {
        name: _p80(spells.stop[won & (spells.product == code)], FEWEST_WON_OF_PRODUCT)
        for code, name in enumerate(spells.products)
        if name
    }
    known = {name: days for name, days in by_product.items() if days == days}
    return {**known, "": _p80(spells.stop[won], FEWEST_WON)}


def _p80(weeks: Floats, fewest: int) -> float:
    return float(np.quantile(weeks, 0.8)) * 7 if len(weeks) >= fewest else float("nan")
