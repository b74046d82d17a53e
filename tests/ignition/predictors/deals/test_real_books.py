"""Real pipelines: whoever learns as the product does passes the gate, and tells more than the share won by stage."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench import deals
from bench.deal_judging import judge, level

LEAST_AUC = {"BPI 2012, activated": 0.70, "Maven CRM, learnt each month, won": 0.65}


@pytest.mark.drill
@pytest.mark.parametrize("trial", [one for one in deals.TRIALS if one.name in LEAST_AUC], ids=lambda trial: trial.name)
def test_chances_on_a_real_pipeline_pass_the_gate_and_beat_the_stage(trial: deals.Trial, shared_data: Path) -> None:
    laid = deals.lay_out(trial)
    deal, came = np.concatenate([one.later.waits.deal for one in laid]), np.concatenate([one.came for one in laid])
    said = np.concatenate([deals.ours(trial, one) for one in laid])
    by_stage = np.concatenate([deals.stage_table(one, trial.horizon) for one in laid])
    found = judge(deal, came, said)
    assert found.calibrated
    assert found.auc.low is not None
    assert found.auc.low > LEAST_AUC[trial.name]
    assert level(deal, came, said, by_stage).count("better") == 2
