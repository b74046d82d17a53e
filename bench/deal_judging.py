"""How good chances are, and whether two sets of them are level, with intervals over deals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from ignition.backtest import clustered
from ignition.estimate import Estimate
from ignition.gate import gate

DRAWS = 300


@dataclass(frozen=True, slots=True)
class Judged:
    auc: Estimate
    brier_skill: Estimate
    slope: Estimate
    intercept: Estimate

    @property
    def calibrated(self) -> bool:
        """The gate of calibration, without the skill beside a simple rule."""
        return gate([self.brier_skill], self.slope, self.intercept).reasons == gate([self.brier_skill]).reasons

    def __str__(self) -> str:
        passes = "calibrated" if self.calibrated else "not calibrated"
        parts = (
            ("AUC", self.auc),
            ("Brier skill", self.brier_skill),
            ("slope", self.slope),
            ("intercept", self.intercept),
        )
        return ", ".join(f"{name} {_said(value)}" for name, value in parts) + f": {passes}"


def judge(deals: np.ndarray, came: np.ndarray, p: np.ndarray) -> Judged:
    slope, intercept = clustered.calibration(deals, came, p)
    return Judged(clustered.area(deals, came, p), clustered.brier_skill(deals, came, p), slope, intercept)


def level(deals: np.ndarray, came: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> str:
    """Ours less theirs, with 80 % intervals by drawing deals: level where the interval reaches 0, or lies above it."""
    draw, groups = np.random.default_rng(5), _groups(deals)
    apart = np.array([_apart(came[rows], ours[rows], theirs[rows]) for rows in _drawn(draw, groups)])
    point = _apart(came, ours, theirs)
    low, high = np.quantile(apart, [0.1, 0.9], axis=0)
    verdicts = ["level" if low[at] <= 0 <= high[at] else "better" if low[at] > 0 else "worse" for at in (0, 1)]
    names = ("AUC", "Brier skill")
    return "; ".join(
        f"{name} {value:+.3f} ({low[at]:+.3f} to {high[at]:+.3f}), {verdicts[at]}"
        for at, (name, value) in enumerate(zip(names, point, strict=True))
    )


def _apart(came: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    spread = ((came - came.mean()) ** 2).mean()
    skill = (((theirs - came) ** 2).mean() - ((ours - came) ** 2).mean()) / spread
    return _area(came, ours) - _area(came, theirs), float(skill)


def _area(came: np.ndarray, p: np.ndarray) -> float:
    ranks, won = rankdata(p), came == 1
    n = int(won.sum())
    return float((ranks[won].sum() - n * (n + 1) / 2) / (n * (len(came) - n)))


def _groups(deals: np.ndarray) -> list[np.ndarray]:
    order = np.argsort(deals, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(deals[order])) + 1)


def _drawn(draw: np.random.Generator, groups: list[np.ndarray]) -> list[np.ndarray]:
    return [np.concatenate([groups[at] for at in draw.integers(0, len(groups), len(groups))]) for _ in range(DRAWS)]


def _said(found: Estimate) -> str:
    if found.value is None or found.low is None or found.high is None:
        return "-"
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"
