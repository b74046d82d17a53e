"""Time until something happens, where some are still waiting: Kaplan-Meier and Aalen-Johansen.

Belief: those still waiting (censored) are like those who waited as long and were seen to the end.
Where it fails: cases that leave sight *because* of what would have happened to them.

Sources: Kaplan & Meier (1958), JASA 53; Greenwood (1926); Brookmeyer & Crowley (1982), Biometrics 38 (median);
Aalen & Johansen (1978), Scand. J. Statistics 5; variance by Marubini & Valsecchi (1995), section 10.2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.metrics.columns import Flags, Floats
from ignition.metrics.counting import waits_counted
from ignition.metrics.intervals import Z, wilson
from ignition.metrics.stating import Interval


@dataclass(frozen=True, slots=True)
class Curve:
    """S(t) steps at `times`; `at_risk` just before, `ended` at each; `greenwood` is Var(S)/S^2.

    `waits` are the different waits in order, and `followed` how many waited so long.
    """

    times: Floats
    at_risk: Floats
    ended: Floats
    survival: Floats
    greenwood: Floats
    waits: Floats
    followed: Floats

    @property
    def last(self) -> float:
        return float(self.waits.max(initial=0.0))

    def reaches(self, tau: float) -> bool:
        """Whether S(tau) is known: somebody was followed for tau, or nobody is left before it."""
        return self.last >= tau or (len(self.survival) > 0 and self.survival[-1] <= 0)

    def at(self, tau: float) -> float:
        step = int(np.searchsorted(self.times, tau, side="right"))
        return float(self.survival[step - 1]) if step else 1.0

    def interval_at(self, tau: float) -> Interval:
        """80 %; by Wilson where nobody has ended, of those followed for tau, and where everybody has."""
        step = int(np.searchsorted(self.times, tau, side="right"))
        if not step:
            followed = max(int(self.followed[self.waits >= tau].sum()), 1)
            return wilson(followed, followed)
        if self.survival[step - 1] <= 0:
            return wilson(0, int(self.followed.sum()))
        low, high = self.band()
        return float(low[step - 1]), float(high[step - 1])

    def band(self) -> tuple[Floats, Floats]:
        """80 % pointwise, on the scale log(-log S)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            log_s = np.log(self.survival)
            reach = Z * np.sqrt(self.greenwood) / np.abs(log_s)
            low, high = np.exp(log_s * np.exp(reach)), np.exp(log_s * np.exp(-reach))
        gone = self.survival <= 0
        return np.where(gone, 0.0, low), np.where(gone, 0.0, high)


def kaplan_meier(durations: Floats, ended: Flags) -> Curve:
    """Survival from waits and whether each ended. One still waiting at the moment another ends was at risk.

    All that is asked of the rows is how many waited how long, and how many of these ended then (`waits_counted`).

    >>> curve = kaplan_meier(np.array([1.0, 2, 3, 4]), np.array([True, False, True, True]))
    >>> curve.survival.tolist()
    [0.75, 0.375, 0.0]
    """
    return _curve(*waits_counted(durations, ended))


def _curve(waits: Floats, followed: Floats, ended: Floats) -> Curve:
    left = followed[::-1].cumsum()[::-1]
    some = ended > 0
    times, at_risk, ends = waits[some], left[some], ended[some]
    survival = np.asarray(np.cumprod(1 - ends / np.maximum(at_risk, 1)), dtype=np.float64)
    with np.errstate(divide="ignore"):
        greenwood = np.cumsum(ends / (at_risk * (at_risk - ends)))
    return Curve(times, at_risk, ends, survival, greenwood, waits, followed)


def median(curve: Curve) -> tuple[float, Interval]:
    """First time at which S is at most one half (NaN where it never is), and its interval; a bound not reached is None."""
    low, high = curve.band()
    bounds = (_first(curve.times, low), _first(curve.times, high))
    return _first(curve.times, curve.survival), bounds


def _first(times: Floats, survival: Floats) -> float:
    reached = survival <= 0.5 + 1e-12
    return float(times[np.argmax(reached)]) if reached.any() else float("nan")


def restricted_mean(curve: Curve, tau: float) -> tuple[float, float]:
    """Mean wait counted up to tau: the area under S, and its standard error (Klein & Moeschberger 2003, 4.5)."""
    inside = curve.times < tau
    steps = np.concatenate([[0.0], curve.times[inside], [tau]])
    heights = np.concatenate([[1.0], curve.survival[inside]])
    areas = np.diff(steps) * heights
    later = areas.sum() - np.cumsum(areas)[:-1]
    n, d = curve.at_risk[inside], curve.ended[inside]
    stay = n > d
    variance = np.sum(later[stay] ** 2 * d[stay] / (n[stay] * (n[stay] - d[stay])))
    return float(areas.sum()), float(np.sqrt(variance))


def incidence(durations: Floats, kinds: Floats, kind: int, tau: float) -> tuple[float, float]:
    """Aalen-Johansen: share that ended in `kind` by tau (0 = still waiting), and its standard error.

    >>> value, _ = incidence(np.array([1.0, 2, 3, 4]), np.array([1, 2, 0, 1]), 1, 3.0)
    >>> value
    0.25
    """
    curve = kaplan_meier(durations, kinds > 0)
    inside = curve.times <= tau
    times, n, d = curve.times[inside], curve.at_risk[inside], curve.ended[inside]
    waits, _, of_this = waits_counted(durations, kinds == kind)
    of_kind = of_this[np.searchsorted(waits, times)]
    before = np.concatenate([[1.0], curve.survival[inside]])[:-1]
    grown = np.cumsum(before * of_kind / n)
    total = float(grown[-1]) if len(grown) else 0.0
    return total, float(np.sqrt(max(_variance(total - grown, n, d, of_kind, before), 0.0)))


def _variance(rest: Floats, n: Floats, d: Floats, of_kind: Floats, before: Floats) -> float:
    stay = n > d
    waiting = np.sum(rest[stay] ** 2 * d[stay] / (n[stay] * (n[stay] - d[stay])))
    own = np.sum(before**2 * (n - of_kind) * of_kind / n**3)
    together = np.sum(rest * before * of_kind / n**2)
    return float(waiting + own - 2 * together)
