"""What sBG and beta-discrete-Weibull expect of customers with a contract: survival, retention, and who is still there.

Belief: the doubt about the parameters is normal on their logarithms (`Staying.spread`); a curve's own doubt follows by
its slopes (delta method), on the log-odds, so that no bound leaves 0 to 1. Of a group, chance comes on top: customers
stay or leave independently, so their number is beta-binomial with the mean and spread of the curve.

Where it fails: curves far beyond the tenures seen stand on the shape alone; the interval does not know the model is wrong.
"""

from __future__ import annotations

import numpy as np
from scipy.special import expit
from scipy.stats import betabinom

from ignition.estimate import Estimate, Grade
from ignition.predictors.contracts import Staying
from ignition.predictors.purchasing import Floats

EIGHTY = 1.2815515655446004
"""Standard normal deviate with 80 % between minus and plus."""
_FEW, _MANY = 30, 300


def survival(model: Staying, renewals: int) -> Estimate:
    """Share of new customers still there after so many renewals, with its 80 % interval.

    >>> from ignition.predictors.contracts import Tenures, fit_sbg
    >>> share = survival(fit_sbg(Tenures.of_cohort([1000, 631, 468, 382, 326, 289, 262, 241])), 12)
    >>> round(share.value, 3), round(share.low, 2), round(share.high, 2), share.grade.value
    (0.17, 0.15, 0.19, 'L3')
    """
    return _estimate(model, *_stays(model, 0, renewals), f"P(still there after {renewals} renewals)")


def retention(model: Staying, renewal: int) -> Estimate:
    """Share of the customers there before this renewal who renew, with its 80 % interval."""
    return _estimate(model, *_stays(model, renewal - 1, renewal), f"P(renews at renewal {renewal} | there before it)")


def still_there(model: Staying, customers: int, after: int, more: int) -> Estimate:
    """How many of the customers who renewed `after` times will be there `more` renewals later: 80 % predictive interval.

    >>> from ignition.predictors.contracts import Tenures, fit_sbg
    >>> model = fit_sbg(Tenures.of_cohort([1000, 631, 468, 382, 326, 289, 262, 241]))
    >>> count = still_there(model, customers=241, after=7, more=5)
    >>> round(count.value), count.low, count.high
    (171, 161.0, 182.0)
    """
    share, doubt = _stays(model, after, after + more)
    # mean and variance of a Beta, in customers
    known = share * (1 - share) / max(doubt**2, 1e-12) - 1 if 0 < share < 1 else 0.0
    low, high = customers * share, customers * share
    if customers and known > 0:
        low, high = betabinom.ppf([0.1, 0.9], customers, known * share, known * (1 - share))
    definition = f"of {customers} customers after {after} renewals, those there after {after + more}"
    return Estimate(
        customers * share,
        float(low),
        float(high),
        model.n,
        _grade(model),
        definition,
        n_censored=model.n - model.n_left,
    )


def _stays(model: Staying, after: int, until: int) -> tuple[float, float]:
    """P(there after `until` renewals | there after `after`), and its standard deviation from not knowing the parameters."""
    ends: Floats = np.array([after, until], dtype=float)
    log_share = float(np.diff(model.log_survival(ends))[0])
    slope = np.diff(model.slopes(ends), axis=1)[:, 0]
    share = float(np.exp(log_share))
    return share, share * float(np.sqrt(max(float(slope @ model.spread @ slope), 0.0)))


def _estimate(model: Staying, share: float, doubt: float, definition: str) -> Estimate:
    low, high = share, share
    if 0 < share < 1:
        odds, away = np.log(share) - np.log1p(-share), EIGHTY * doubt / (share * (1 - share))
        low, high = float(expit(odds - away)), float(expit(odds + away))
    return Estimate(share, low, high, model.n, _grade(model), definition, n_censored=model.n - model.n_left)


def _grade(model: Staying) -> Grade:
    if model.n_left > _MANY:
        return Grade.FITTED
    if model.n_left >= _FEW:
        return Grade.SEGMENT
    return Grade.POOLED if model.n_left else Grade.ASSUMED
