"""A promise looked at every day and refuted as soon as it can be, without crying wolf for having looked often."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.stating import FEWEST_EFFECTIVE, MASS, TOO_FEW, Floats, between, unsaid

RATE = 0.05
"""A promise that is kept is refuted, ever, in at most this share of companies."""
_LONGEST_BET = 0.5
_TUNED_FOR = 100
"""Cases at which the confidence sequence is at its tightest."""


@dataclass(frozen=True, slots=True)
class Refutation:
    """`evidence`: the largest e-value so far; the promise is refuted once it reaches 1 / rate. `after`: at which case it did."""

    evidence: float
    after: int | None
    n: int

    @property
    def refuted(self) -> bool:
        return self.after is not None


def refute(realised: Floats, promised: float, least: float, most: float, rate: float = RATE) -> Refutation:
    """Bet against "a point brings at least `promised` in the mean", case after case in the order they fell due.

    The stake multiplies by 1 + b_t (promised - x_t), b_t chosen from earlier cases only. While the promise is kept this is a
    non-negative supermartingale, and the chance that it *ever* reaches 1 / rate is at most `rate` (Ville 1939): look
    whenever you like, stop whenever you like. Exact for any distribution between `least` and `most`, the bounds being fixed
    beforehand. Source: Waudby-Smith & Ramdas (2024), JRSS B 86, "Estimating means of bounded random variables by betting"
    (predictable plug-in bets).

    It fails where an outcome beyond the bounds is possible: such a case is refused with ValueError, never cut, for cutting
    the top would refute promises that are kept. Bounds far wider than the outcomes cost patience, not truth.

    >>> refute(np.tile([0.0, 40.0], 100), promised=100.0, least=0.0, most=400.0).refuted
    True
    >>> refute(np.tile([60.0, 140.0], 100), promised=100.0, least=0.0, most=400.0).refuted
    False
    """
    x = realised[np.isfinite(realised)]
    if len(x) and not least <= float(x.min()) <= float(x.max()) <= most:
        raise ValueError(f"an outcome lies outside the bounds stated beforehand, {least} to {most}")
    if not least <= promised < most:
        raise ValueError(f"a promise of {promised} cannot be held against outcomes between {least} and {most}")
    grown = np.cumsum(np.log1p(_bets(x, promised, least, most, rate) * (promised - x)))
    reached = np.flatnonzero(grown >= math.log(1 / rate))
    evidence = math.exp(min(max(0.0, float(grown.max(initial=0.0))), 700.0))
    return Refutation(evidence, int(reached[0]) + 1 if len(reached) else None, len(x))


def confidence_sequence(values: Floats, mass: float = MASS) -> tuple[Floats, Floats]:
    """Bounds of the mean after 1, 2, 3... cases that hold *all together* with probability `mass`, for outcomes without bounds.

    mean_t -+ s_t sqrt(2 (t r^2 + 1) / (t r)^2 log(sqrt(t r^2 + 1) / alpha)), infinite before the fiftieth case; r is chosen so that it
    is tightest at about 100 cases. Belief: cases are independent with a variance. Source: Waudby-Smith, Arbour, Sinha, Kennedy
    & Ramdas (2024), Annals of Statistics 52, asymptotic confidence sequences. It fails early on under heavy tails, when the
    one large deal is still to come: `refute` is exact where outcomes have bounds.

    >>> low, high = confidence_sequence(np.tile([90.0, 110.0], 100))
    >>> bool(low[-1] < 100 < high[-1]), round(float(high[-1] - low[-1]), 1), float(high[0])
    (True, 4.0, inf)
    """
    t, alpha = np.arange(1, len(values) + 1), 1 - mass
    tuned = math.sqrt((-2 * math.log(alpha) + math.log(-2 * math.log(alpha) + 1)) / _TUNED_FOR)
    mean, spread = _running_mean_sd(values)
    grown = t * tuned**2 + 1
    reach = spread * np.sqrt(2 * grown / (t * tuned) ** 2 * np.log(np.sqrt(grown) / alpha))
    reach[: int(FEWEST_EFFECTIVE) - 1] = math.inf
    return mean - reach, mean + reach


def mean_so_far(values: Floats, mass: float = MASS) -> Estimate:
    """Where the mean stands after all cases so far, with an interval that may be looked at every day.

    Beliefs, source and failures as `confidence_sequence`, of which this is the last step.

    >>> found = mean_so_far(np.tile([90.0, 110.0], 100))
    >>> found.value, found.n, found.low < 99 < 101 < found.high
    (100.0, 200, True)
    """
    known = values[np.isfinite(values)]
    n = len(known)
    if n < FEWEST_EFFECTIVE:
        return unsaid("mean_so_far", n, TOO_FEW, n_effective=float(n), left_out=len(values) - n)
    low, high = confidence_sequence(known, mass)
    bounds = float(low[-1]), float(high[-1])
    return between("mean_so_far", float(known.mean()), bounds, n, n_effective=float(n), left_out=len(values) - n)


def _bets(x: Floats, promised: float, least: float, most: float, rate: float) -> Floats:
    """Predictable plug-in: what would be best for the variance seen so far, never more than half of what could ruin."""
    width = most - least
    unit = (x - least) / width
    t = np.arange(1, len(x) + 1)
    mean = (0.5 + np.cumsum(unit)) / (t + 1)
    variance = (0.25 + np.cumsum(np.square(unit - mean))) / (t + 1)
    seen = np.r_[0.25, variance[:-1]]
    bet = np.sqrt(2 * math.log(1 / rate) / (seen * t * np.log1p(t))) / width
    capped: Floats = np.minimum(bet, _LONGEST_BET / (most - promised))
    return capped


def _running_mean_sd(values: Floats) -> tuple[Floats, Floats]:
    t = np.arange(1, len(values) + 1)
    middle = float(values.mean()) if len(values) else 0.0
    off = values - middle
    mean = np.cumsum(off) / t
    variance = np.cumsum(np.square(off)) / t - np.square(mean)
    return mean + middle, np.sqrt(np.maximum(variance, 0.0) * t / np.maximum(t - 1, 1))
