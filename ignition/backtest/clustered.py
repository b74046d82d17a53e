"""Figures whose intervals know that the same customer, or deal, was looked at from several days.

Such cases are alike, so that counting each as a case of its own would promise too much. The point is the metric's own; what
is added here is the interval, over subjects: resampling of their sums, or the sandwich of their influences.

Sources: Obuchowski (1997), Biometrics 53 (area under the curve of clustered cases); Liang & Zeger (1986), Biometrika 73.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import expit, logit
from scipy.stats import rankdata

from ignition.backtest.arrays import Flags, Floats, Ints
from ignition.estimate import Estimate
from ignition.metrics import probabilities
from ignition.metrics.bootstrap import of_sums, ratio
from ignition.metrics.intervals import Z
from ignition.metrics.stating import stated

_NEAREST = 1e-6


def skill(definition: str, subject: Ints, loss: Floats, simple: Floats) -> Estimate:
    """How much smaller the loss is than that of a simple rule: 1 - sum of `loss` / sum of `simple`.

    >>> found = skill("s", np.arange(8), np.full(8, 0.1), np.full(8, 0.2))
    >>> found.value, found.n
    (0.5, 8)
    """
    sums = [_by_subject(subject, column) for column in (loss, simple)]
    below = sums[1].sum()
    value = 1 - sums[0].sum() / below if below else float("nan")
    return stated(definition, value, of_sums(_less, *sums), len(loss), events=len(sums[0]))


def mean(definition: str, subject: Ints, values: Floats) -> Estimate:
    """The mean over cases.

    >>> mean("m", np.array([0, 0, 1, 2, 3, 4]), np.array([1.0, 3.0, 2.0, 2.0, 2.0, 2.0])).value
    2.0
    """
    sums = [_by_subject(subject, column) for column in (values, np.ones(len(values)))]
    value = sums[0].sum() / sums[1].sum() if len(values) else float("nan")
    return stated(definition, value, of_sums(ratio, *sums), len(values), events=len(sums[0]))


def brier_skill(subject: Ints, happened: Floats, p: Floats) -> Estimate:
    """`metrics.brier_skill`, with an interval over subjects."""
    found = probabilities.brier_skill(happened, p)
    sums = [_by_subject(subject, column) for column in ((p - happened) ** 2, happened, np.ones(len(p)))]
    return _between(found, *(of_sums(_murphy, *sums) if len(p) else (None, None)))


def area(subject: Ints, happened: Floats, p: Floats) -> Estimate:
    """Area under the ROC curve: the chance that one for whom it happened had been given the higher probability. 0.5: none.

    >>> area(np.arange(12), np.repeat([0.0, 1.0], 6), np.arange(12) / 12).value
    1.0
    """
    came = happened == 1
    n1, n0 = int(came.sum()), int((~came).sum())
    if not n1 or not n0:
        return stated("auc v1", float("nan"), (None, None), len(p), events=min(n1, n0))
    ranks = rankdata(p)
    below, above = ranks - _ranks(p, came), n1 - ranks + _ranks(p, ~came)
    share = np.where(came, below / n0, above / n1)
    value = float(share[came].mean())
    error = float(np.sqrt((_by_subject(subject, (share - value) / np.where(came, n1, n0)) ** 2).sum()))
    interval = max(value - Z * error, 0.0), min(value + Z * error, 1.0)
    return stated("auc v1", value, interval, len(p), events=min(n1, n0))


def calibration(subject: Ints, happened: Floats, p: Floats) -> tuple[Estimate, Estimate]:
    """Slope and intercept of `metrics`, with intervals over subjects."""
    slope, intercept = probabilities.calibration_slope(happened, p), probabilities.calibration_intercept(happened, p)
    if slope.value is None or intercept.value is None:
        return slope, intercept
    x = np.column_stack([np.ones(len(p)), logit(np.clip(p, _NEAREST, 1 - _NEAREST))])
    fitted = expit(x @ np.array([intercept.value, slope.value]))
    bread = np.linalg.inv((x * (fitted * (1 - fitted))[:, None]).T @ x)
    pulls = np.column_stack([_by_subject(subject, x[:, side] * (happened - fitted)) for side in (0, 1)])
    error = Z * np.sqrt(np.diag(bread @ (pulls.T @ pulls) @ bread))
    return (
        _between(slope, slope.value - error[1], slope.value + error[1]),
        _between(intercept, intercept.value - error[0], intercept.value + error[0]),
    )


def _by_subject(subject: Ints, values: Floats) -> Floats:
    sums = np.bincount(np.unique(subject, return_inverse=True)[1], weights=values)
    return np.asarray(sums, dtype=float)


def _between(found: Estimate, low: float | None, high: float | None) -> Estimate:
    if found.value is None or low is None or high is None:
        return found
    return replace(found, low=min(float(low), found.value), high=max(float(high), found.value))


def _ranks(p: Floats, these: Flags) -> Floats:
    """Ranks within the chosen ones, 0 elsewhere."""
    ranks = np.zeros(len(p))
    ranks[these] = rankdata(p[these])
    return ranks


def _less(sums: Floats) -> Floats:
    return np.asarray(1 - sums[:, 0] / sums[:, 1])


def _murphy(sums: Floats) -> Floats:
    squares, happened, n = sums.T
    return np.asarray(1 - squares / (happened * (1 - happened / n)))
