"""For each metric: columns that it takes (300 rows, seeded), and its settings. The rules that all metrics keep are tested on these."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

N = 300
RNG = np.random.default_rng(7)
WORDS = np.array(["won", "lost", "none", ""])


class Case(NamedTuple):
    columns: tuple[Any, ...]
    settings: dict[str, Any] = {}
    before: tuple[Any, ...] = ()
    """Plain arguments that stand before the columns."""


def rows(low: float, high: float) -> Any:
    return RNG.uniform(low, high, N).round(3)


def whole(low: int, high: int) -> Any:
    return RNG.integers(low, high + 1, N).astype(float)


def flags(share: float) -> Any:
    return (RNG.uniform(size=N) < share).astype(float)


DAYS, OUTCOME, VALUE = rows(1, 200), RNG.choice(WORDS, N), rows(100, 9000)
STAGE = RNG.choice(["talk", "offer", "terms"], N)
LEFT_TO = RNG.choice(["talk", "offer", "terms", "won", "lost", "none", ""], N)
PERSON = RNG.choice(list("abcdefgh"), N)
P = rows(0.02, 0.98)
HAPPENED = (RNG.uniform(size=N) < P).astype(float)
ACTUAL = rows(50, 150)
FORECAST, NAIVE = ACTUAL + RNG.normal(0, 8, N), ACTUAL + RNG.normal(0, 20, N)
START = rows(10, 500)
END = np.where(flags(0.8) > 0, START * RNG.uniform(0.5, 1.5, N), 0.0)
MONTH = whole(0, 30)

CASES: dict[str, Case] = {
    "flow_velocity": Case((OUTCOME, VALUE), before=(200, 90.0)),
    "flow_velocity_steady": Case((DAYS, OUTCOME, VALUE), before=(40,)),
    "pipeline_coverage": Case((VALUE,), {"target": 3e6, "booked": 1e6}),
    "required_coverage": Case((VALUE, VALUE * 0.3 + rows(0, 100))),
    "win_rate_count": Case((OUTCOME,)),
    "win_rate_value": Case((OUTCOME, VALUE)),
    "win_rate_cohort": Case((DAYS, OUTCOME), {"within": 120.0}),
    "win_hazard": Case((DAYS, OUTCOME)),
    "age_conditional_win": Case((DAYS, OUTCOME), {"age": 40.0, "within": 120.0}),
    "stage_conversion": Case((STAGE, LEFT_TO), {"start": "talk"}),
    "leakage": Case((VALUE, LEFT_TO)),
    "time_in_stage": Case((DAYS, flags(0.8))),
    "time_in_stage_mean": Case((DAYS, flags(0.8)), {"within": 100.0}),
    "sales_cycle": Case((DAYS, OUTCOME)),
    "sales_cycle_mean": Case((DAYS, OUTCOME), {"within": 100.0}),
    "slippage": Case((VALUE, whole(7, 10), OUTCOME), {"period": 8}),
    "push_count": Case((whole(7, 9), whole(7, 9))),
    "pull_in_count": Case((whole(7, 9), whole(7, 9))),
    "pipeline_change": Case((VALUE, flags(0.5), VALUE + rows(-90, 90), flags(0.5), OUTCOME)),
    "mape": Case((ACTUAL, FORECAST)),
    "wape": Case((ACTUAL, FORECAST)),
    "mase": Case((ACTUAL, FORECAST, NAIVE)),
    "forecast_bias": Case((ACTUAL, FORECAST)),
    "interval_coverage": Case((ACTUAL, FORECAST - 10, FORECAST + 10)),
    "commit_hit_rate": Case((VALUE, VALUE * rows(0.4, 1.0))),
    "forecast_value_added": Case((ACTUAL, FORECAST, NAIVE)),
    "brier_skill": Case((HAPPENED, P)),
    "calibration_slope": Case((HAPPENED, P)),
    "calibration_intercept": Case((HAPPENED, P)),
    "calibration_bins": Case((HAPPENED, P)),
    "attainment": Case((VALUE, rows(2000, 6000))),
    "attainment_median": Case((VALUE, rows(2000, 6000))),
    "attainment_spread": Case((VALUE, rows(2000, 6000))),
    "attainment_share_met": Case((VALUE, rows(2000, 6000))),
    "ramp_time": Case((PERSON, MONTH, 100 * (1 - np.exp(-MONTH / 6)) + rows(-5, 5))),
    "ramp_level": Case((PERSON, MONTH, 100 * (1 - np.exp(-MONTH / 6)) + rows(-5, 5))),
    "lead_response_time": Case((DAYS, flags(0.8), flags(0.1))),
    "activation": Case((DAYS, rows(0, 200)), {"within": 60.0}),
    "logo_retention": Case((START, END)),
    "logo_churn": Case((START, END)),
    "gross_revenue_retention": Case((START, END)),
    "net_revenue_retention": Case((START, END)),
    "revenue_churn": Case((START, END)),
    "retention_non_contractual": Case((P,)),
    "share_of_wallet": Case((whole(1, 3), whole(3, 6))),
    "clv": Case((RNG.uniform(0, 9, (N, 4)), RNG.uniform(0, 1, (N, 4))), {"discount": 0.1}),
    "clv_non_contractual": Case((RNG.uniform(0, 2, (N, 4)), VALUE), {"discount": 0.1}),
    "frequency_spend_correlation": Case((whole(1, 9), VALUE)),
    "nps": Case((whole(0, 10),)),
    "csat": Case((whole(1, 5),)),
    "ces_mean": Case((whole(1, 7),)),
    "ces_top_box": Case((whole(1, 7),)),
    "hhi": Case((VALUE,)),
    "effective_customers": Case((VALUE,)),
    "top_share": Case((VALUE,), {"top": 5}),
    "cadence_coverage": Case((VALUE, DAYS, whole(30, 90))),
    "over_coverage": Case((whole(0, 9), whole(10, 60)), {"days": 90.0}),
    "buying_role_coverage": Case((whole(2, 5), whole(0, 5))),
    "customer_presence": Case((DAYS,)),
    "closed_loop": Case((rows(0, 20), rows(0, 60)), {"within": 7.0}),
    "value_proven": Case((rows(0, 700), flags(0.8))),
    "one_picture": Case((whole(1, 2), rows(0, 200), flags(0.8))),
    "voluntary_use": Case((PERSON, flags(0.05))),
    "fields_read": Case((PERSON, flags(0.6), flags(0.5))),
    "recorded_within": Case((PERSON, rows(0, 100))),
    "give_back_ratio": Case((PERSON, rows(0, 30), rows(0, 10))),
    "six_month_survival": Case((PERSON, rows(10, 400), flags(0.2))),
    "reallocation_rate": Case((rows(0, 50), rows(0, 50))),
    "capacity_use": Case((rows(0, 40), rows(30, 40))),
}
