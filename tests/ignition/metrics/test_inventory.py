"""Each row of the handbook of metrics has its function, its docstring, its example and its page."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import ignition.metrics
from ignition.metrics import METRICS, ROWS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
MODULES = [module.name for module in pkgutil.iter_modules(ignition.metrics.__path__, "ignition.metrics.")]

HANDBOOK = {
    "flow velocity": {"flow_velocity", "flow_velocity_steady"},
    "pipeline coverage": {"pipeline_coverage", "required_coverage"},
    "win rate, count / value": {"win_rate_count", "win_rate_value"},
    "win rate, cohort": {"win_rate_cohort"},
    "win hazard": {"win_hazard"},
    "stage conversion": {"stage_conversion"},
    "leakage": {"leakage"},
    "time in stage, cycle": {"time_in_stage", "time_in_stage_mean", "sales_cycle", "sales_cycle_mean"},
    "age-conditional win": {"age_conditional_win"},
    "slippage; push count": {"slippage", "push_count", "pull_in_count"},
    "pipeline change": {"pipeline_change"},
    "MAPE, WAPE, MASE, bias": {"mape", "wape", "mase", "forecast_bias"},
    "Brier skill; calibration": {"brier_skill", "calibration_slope", "calibration_intercept", "calibration_bins"},
    "interval coverage; commit hit rate; forecast value added": {
        "interval_coverage",
        "commit_hit_rate",
        "forecast_value_added",
    },
    "attainment": {"attainment", "attainment_median", "attainment_spread", "attainment_share_met"},
    "ramp": {"ramp_time", "ramp_level"},
    "lead response time": {"lead_response_time"},
    "activation": {"activation"},
    "retention, GRR, NRR, churn": {
        "logo_retention",
        "gross_revenue_retention",
        "net_revenue_retention",
        "logo_churn",
        "revenue_churn",
        "retention_non_contractual",
    },
    "share of wallet (WAR)": {"share_of_wallet"},
    "CLV": {"clv", "clv_non_contractual", "frequency_spend_correlation"},
    "NPS": {"nps"},
    "CSAT; CES": {"csat", "ces_mean", "ces_top_box"},
    "concentration": {"hhi", "effective_customers", "top_share"},
    "coverage in cadence": {"cadence_coverage", "over_coverage"},
    "buying-role coverage": {"buying_role_coverage"},
    "customer presence; closed loop; value proven; one picture": {
        "customer_presence",
        "closed_loop",
        "value_proven",
        "one_picture",
    },
    "adoption": {"voluntary_use", "fields_read", "recorded_within", "give_back_ratio", "six_month_survival"},
    "reallocation rate": {"reallocation_rate"},
    "capacity use": {"capacity_use"},
}


def test_the_handbook_and_the_code_list_the_same_metrics() -> None:
    assert {row: {metric.__name__ for metric in metrics} for row, metrics in ROWS.items()} == HANDBOOK


@pytest.mark.parametrize("row", HANDBOOK)
def test_a_row_stands_in_the_docs_with_each_of_its_metrics(row: str) -> None:
    section = PAGE.partition(f"\n## {row}\n")[2].partition("\n## ")[0]
    for name in HANDBOOK[row]:
        assert f"### {name}\n" in section


@pytest.mark.parametrize("name", sorted(METRICS))
def test_a_docstring_says_formula_unit_source_edge_cases_and_shows_an_example(name: str) -> None:
    said = inspect.getdoc(METRICS[name]) or ""
    for part in ("Formula", "Unit", ">>> "):
        assert part in said or "as `" in said
    assert "Source" in said
    assert "dge cases" in said
    assert f"{name}(" in said


@pytest.mark.parametrize("module", ["ignition.metrics", *MODULES])
def test_the_examples_of_a_file_run(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.failed == 0


def test_a_family_has_a_file_that_is_read_in_one_go() -> None:
    files = sorted((ROOT / "ignition" / "metrics").glob("*.py"))
    assert [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 150] == []
