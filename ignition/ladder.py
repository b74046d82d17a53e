"""The ladder of evidence: for each play, the response that the best evidence there is allows, and no better."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.assumptions import Assumptions
from ignition.effects import Effects, lift_by_lot, lift_since
from ignition.estimate import Estimate, Grade
from ignition.measuring import is_announced
from ignition.responses import (
    Came,
    ElasticityPrior,
    Judgement,
    Published,
    Reading,
    Response,
    Slope,
    Stated,
    believe,
    believe_lift,
    miscalibration,
    pool,
)

Said = Judgement | Published | Sequence[Stated]
"""What may stand for a play before anything was learnt: four answers, those of several judges with their days, or a study."""
RESULTS = {
    "activate": "second",
    "win_back": "next",
    "grow": "next",
    "rescue": "next",
    "advance": "deal",
    "close": "deal",
    "cover": "deal",
}
"""Which result of effort a play hopes for; a play that is not in it can be stated or measured, not read from the past."""
_TENTH, _TWENTIETH = 1.2815515655446004, 1.6448536269514722
"""Standard deviations to either side of an interval of 80 %, and of 90 %."""


def climb(
    plays: Iterable[str],
    readings: Mapping[str, Reading],
    kept: Effects,
    candidates: pa.Table,
    assumptions: Assumptions,
    said: Mapping[str, Said],
) -> dict[str, Response]:
    """One response a play, by the best rung whose requirements are met and whose validation passes.

    L4: a lot decided who was shown the act, at least 50 effective cases, and the interval of its lift leaves out zero. L3, L2, L1:
    `responses.read`. Else L0: judges, a published effect cut by half, or the prior; what the data showed still weighs there,
    it only earns no grade. For a play that fell back nothing but the prior answers.
    """
    prior = ElasticityPrior(assumptions.elasticity_median, assumptions.elasticity_sigma)
    efforts = usual_efforts(candidates)
    errs = _miscalibrations(said, kept, efforts, assumptions.elasticity_sigma)
    return {
        play: prior
        if play in kept.fallen_back
        else _best(
            _stated(said.get(play), errs, prior),
            readings.get(RESULTS.get(play, "")),
            lift_by_lot(kept.points, play) if play in kept.factors and play in efforts else None,
            efforts.get(play, 0.0),
        )
        for play in plays
    }


def factors_beside(responses: Mapping[str, Response], factors: Mapping[str, float]) -> dict[str, float]:
    """What promises turned out to be worth, but for plays whose response was measured: it says the same thing already."""
    measured: Collection[str] = {name for name, one in responses.items() if one.grade is Grade.MEASURED}
    return {name: factor for name, factor in factors.items() if name not in measured}


def usual_efforts(candidates: pa.Table) -> dict[str, float]:
    """The middle dose of each play in times the usual hours, over today's candidates that act."""
    acting = candidates.select(["play", "hours", "usual_hours"]).filter(pc.greater(candidates["hours"], 0.0))
    names = pc.unique(acting["play"]).to_pylist()
    effort = pc.divide(acting["hours"], acting["usual_hours"])
    return {name: float(np.median(effort.filter(pc.equal(acting["play"], name)).to_numpy())) for name in names}


def _best(stated: Response, reading: Reading | None, lift: Estimate | None, effort: float) -> Response:
    if lift is not None and is_announced(lift) and lift.value is not None and lift.value > 0:
        median, sigma = _log_normal(stated)
        return believe_lift(median, sigma, Slope(lift.value, _error(lift, _TWENTIETH)), effort, lift.n)
    if reading is None or not np.isfinite(reading.slope.error):
        return stated
    median, sigma = _log_normal(stated)
    return believe(median, sigma, reading.slope, reading.grade, reading.n)


def _stated(said: Said | None, errs: Mapping[str, float], prior: ElasticityPrior) -> Response:
    match said:
        case None:
            return prior
        case Published():
            return said.prior
        case Judgement():
            return said.response(prior.sigma)
    return pool(said, errs, prior.sigma) if said else prior


def _log_normal(stated: Response) -> tuple[float, float]:
    """Median and sigma of what was stated, as the prior of what is learnt."""
    if isinstance(stated, ElasticityPrior):
        return stated.median, stated.sigma
    band = stated.evidence
    low, high = max(band.low or 0.0, 1e-3), max(band.high or 0.0, 2e-3)
    return float(np.sqrt(low * high)), max(float(np.log(high / low)) / 2 / _TENTH, 0.1)


def _miscalibrations(
    said: Mapping[str, Said], kept: Effects, efforts: Mapping[str, float], sigma: float
) -> dict[str, float]:
    """How far each judge erred until now, over all plays: every answer against what came of points shown from that day on."""
    past: dict[str, list[tuple[Judgement, Came]]] = {}
    for play, stated in said.items():
        if isinstance(stated, (Judgement, Published)) or play not in efforts or play not in kept.factors:
            continue
        for one in stated:
            came = lift_since(kept.points, play, one.on)
            if came.value is not None:
                reach = _TWENTIETH if came.grade is Grade.MEASURED else _TENTH
                held = Came(came.value, _error(came, reach), efforts[play])
                past.setdefault(one.judge, []).append((one.answers, held))
    return {judge: miscalibration(answers, sigma) for judge, answers in past.items()}


def _error(estimate: Estimate, reach: float) -> float:
    if estimate.low is None or estimate.high is None:
        return 0.0
    return max((estimate.high - estimate.low) / 2 / reach, 1e-6)
