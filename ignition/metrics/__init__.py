"""The sales metrics: one definition each, one pure function, columns in and an `Estimate` out.

`ROWS` lists them as the handbook does: the name of a metric, and the functions that together answer for it. Where a segment
has fewer than 5 events, `by_segment` shows the whole's estimate in its place. Money is in EUR at a fixed plan rate.

>>> from ignition.metrics.winning import win_rate_count
>>> win_rate_count(["won", "lost", "lost", "none", "won", ""]).value
0.4
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ignition.metrics import (
    adoption,
    attainment,
    capacity,
    concentration,
    covering,
    flow,
    forecasting,
    pipeline_change,
    presence,
    probabilities,
    ramp,
    retention,
    slipping,
    stages,
    starting,
    voices,
    winning,
    worth,
)
from ignition.metrics.segments import by_segment, or_pooled

Functions = tuple[Callable[..., Any], ...]

ROWS: dict[str, Functions] = {
    "flow velocity": (flow.flow_velocity, flow.flow_velocity_steady),
    "pipeline coverage": (flow.pipeline_coverage, flow.required_coverage),
    "win rate, count / value": (winning.win_rate_count, winning.win_rate_value),
    "win rate, cohort": (winning.win_rate_cohort,),
    "win hazard": (winning.win_hazard,),
    "stage conversion": (stages.stage_conversion,),
    "leakage": (stages.leakage,),
    "time in stage, cycle": (
        stages.time_in_stage,
        stages.time_in_stage_mean,
        stages.sales_cycle,
        stages.sales_cycle_mean,
    ),
    "age-conditional win": (winning.age_conditional_win,),
    "slippage; push count": (slipping.slippage, slipping.push_count, slipping.pull_in_count),
    "pipeline change": (pipeline_change.pipeline_change,),
    "MAPE, WAPE, MASE, bias": (forecasting.mape, forecasting.wape, forecasting.mase, forecasting.forecast_bias),
    "Brier skill; calibration": (
        probabilities.brier_skill,
        probabilities.calibration_slope,
        probabilities.calibration_intercept,
        probabilities.calibration_bins,
    ),
    "interval coverage; commit hit rate; forecast value added": (
        forecasting.interval_coverage,
        forecasting.commit_hit_rate,
        forecasting.forecast_value_added,
    ),
    "attainment": (
        attainment.attainment,
        attainment.attainment_median,
        attainment.attainment_spread,
        attainment.attainment_share_met,
    ),
    "ramp": (ramp.ramp_time, ramp.ramp_level),
    "lead response time": (starting.lead_response_time,),
    "activation": (starting.activation,),
    "retention, GRR, NRR, churn": (
        retention.logo_retention,
        retention.gross_revenue_retention,
        retention.net_revenue_retention,
        retention.logo_churn,
        retention.revenue_churn,
        retention.retention_non_contractual,
    ),
    "share of wallet (WAR)": (worth.share_of_wallet,),
    "CLV": (worth.clv, worth.clv_non_contractual, worth.frequency_spend_correlation),
    "NPS": (voices.nps,),
    "CSAT; CES": (voices.csat, voices.ces_mean, voices.ces_top_box),
    "concentration": (concentration.hhi, concentration.effective_customers, concentration.top_share),
    "coverage in cadence": (covering.cadence_coverage, covering.over_coverage),
    "buying-role coverage": (covering.buying_role_coverage,),
    "customer presence; closed loop; value proven; one picture": (
        presence.customer_presence,
        presence.closed_loop,
        presence.value_proven,
        presence.one_picture,
    ),
    "adoption": (
        adoption.voluntary_use,
        adoption.fields_read,
        adoption.recorded_within,
        adoption.give_back_ratio,
        adoption.six_month_survival,
    ),
    "reallocation rate": (capacity.reallocation_rate,),
    "capacity use": (capacity.capacity_use,),
}

METRICS: dict[str, Callable[..., Any]] = {metric.__name__: metric for row in ROWS.values() for metric in row}

__all__ = ["METRICS", "ROWS", "by_segment", "or_pooled"]
