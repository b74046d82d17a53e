"""Each number beside the simple rules anybody could have used, and the gate's verdict on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ignition.backtest import clustered
from ignition.backtest.arrays import Floats, Ints
from ignition.backtest.report import Judged, Period
from ignition.estimate import Estimate
from ignition.gate import gate
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.forecasting import forecast_bias, interval_coverage, mase, wape
from ignition.metrics.intervals import wilson
from ignition.metrics.probabilities import calibration_bins
from ignition.metrics.stating import FEWEST_PERIODS, TOO_FEW_PERIODS, stated, undefined
from ignition.predictors.revenue.trial import Trial

PROMISED = 0.80


def judge_chances(
    name: str, subject: Ints, happened: Floats, p: Floats, rules: Mapping[str, Floats] | None = None
) -> Judged:
    """Probabilities: do they tell who from whom, beat the base rate and each other rule, and mean what they say.

    `subject` numbers whom a case is about, as the same one is looked at from several days. A rule that says nothing of a case
    (NaN) is compared on the others.

    >>> truth = np.random.default_rng(1).uniform(0.05, 0.95, 2000)
    >>> came = (np.random.default_rng(2).uniform(size=2000) < truth).astype(float)
    >>> judge_chances("wins", np.arange(2000), came, truth).verdict.shown
    True
    """
    skills = {"base_rate": clustered.brier_skill(subject, happened, p)}
    for rule, said in (rules or {}).items():
        spoken = np.isfinite(said)
        if spoken.any():
            ours, theirs = (p - happened)[spoken] ** 2, (said - happened)[spoken] ** 2
            skills[rule] = clustered.skill("brier_skill v1", subject[spoken], ours, theirs)
    slope, intercept = clustered.calibration(subject, happened, p)
    return Judged(
        name=name,
        n=len(p),
        subjects=len(np.unique(subject)),
        verdict=gate(list(skills.values()), slope, intercept),
        skills=skills,
        figures={"auc": clustered.area(subject, happened, p), "slope": slope, "intercept": intercept},
        bins=tuple(calibration_bins(happened, p)),
    )


def judge_counts(name: str, subject: Ints, happened: Floats, said: Floats, rules: Mapping[str, Floats]) -> Judged:
    """Expected counts, by squared error beside each rule; the mean absolute errors stand beside them.

    The verdict goes by squared error, which is smallest for a true mean. The absolute one is smallest for a median, and where
    most buy nothing it prefers whoever says "nothing" (Kolassa 2020, Int. J. Forecasting 36).

    >>> few = np.arange(10), np.ones(10), np.full(10, 0.9)
    >>> round(judge_counts("purchases", *few, {"mean": np.full(10, 0.5)}).skills["mean"].value, 3)
    0.96
    """
    loss = np.abs(said - happened)
    losses = {rule: np.abs(simple - happened) for rule, simple in rules.items()}
    skills = {rule: clustered.skill("mse_skill v1", subject, loss**2, each**2) for rule, each in losses.items()}
    figures = {"mae": clustered.mean("mae v1", subject, loss)}
    figures |= {f"mae_{rule}": clustered.mean("mae v1", subject, each) for rule, each in losses.items()}
    return Judged(name, len(said), len(np.unique(subject)), gate(list(skills.values())), skills, figures)


def judge_forecast(name: str, periods: Sequence[Period]) -> Judged:
    """Intervals and errors of a forecast, beside the same weeks a year before (or, in a young book, the weeks just before)."""
    happened = np.array([period.happened for period in periods])
    said, low, high, simple = (
        np.array(list(column), dtype=float)
        for column in zip(*((one.said.value, one.said.low, one.said.high, one.simple) for one in periods), strict=True)
    )
    order = np.arange(len(periods))
    skill = clustered.skill("wape_skill v1", order, np.abs(said - happened), np.abs(simple - happened))
    coverage = interval_coverage(happened, low, high)
    figures = {
        "coverage": coverage,
        "wape": wape(happened, said),
        "wape_simple": wape(happened, simple),
        "mase": mase(happened, said, simple),
        "bias": forecast_bias(happened, said),
    }
    verdict = gate([skill], coverage=coverage)
    return Judged(name, len(periods), len(periods), verdict, {"simple": skill}, figures, periods=tuple(periods))


def judge_trial(name: str, trial: Trial) -> Judged:
    """What a forecast found when it was tried on its own past, beside the same simple rule: no second look back.

    Forecasts of one month from several days are alike, and count as one case: taken for cases of their own, they would show three in
    ten forecasts that have no skill. Below 12 months nothing is shown. Intervals that hold more than they promise are no reason to
    hide what errs less than the rule that would stand in its place; those that hold less are.

    >>> judge_trial("total", Trial()).verdict.shown
    False
    """
    period = np.array([one.period for one in trial.each], dtype=np.int64)
    missed, by_rule, happened = (
        np.array([getattr(one, column) for one in trial.each], dtype=float)
        for column in ("missed", "missed_by_rule", "happened")
    )
    periods = len(np.unique(period))
    skill = clustered.skill("wape_skill v1", period, missed, by_rule)
    coverage = _held(trial, periods)
    figures = {
        "coverage": coverage,
        "wape": ratio_of_sums("wape v1", missed, np.abs(happened)),
        "wape_simple": ratio_of_sums("wape v1", by_rule, np.abs(happened)),
    }
    prudent = coverage.value is not None and coverage.value >= PROMISED
    verdict = gate([skill], coverage=None if prudent else coverage, promised=PROMISED)
    return Judged(name, trial.n, periods, verdict, {"simple": skill}, figures)


def _held(trial: Trial, periods: int) -> Estimate:
    """Coverage, as sure as so many periods make it."""
    if periods < FEWEST_PERIODS:
        return undefined("interval_coverage v1", periods, TOO_FEW_PERIODS)
    share = trial.held / trial.n
    return stated("interval_coverage v1", share, wilson(share * periods, periods), trial.n, events=periods)
