"""What another way of choosing would have brought, from choices whose chance was logged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.clusters import mean_error
from ignition.measuring.stating import MASS, NOT_BY_LOT, Flags, Floats, Labels, effective, stated, unsaid


@dataclass(frozen=True, slots=True)
class Choices:
    """One element a choice. `outcome` in EUR (or any unit); `chance` with which what was chosen was chosen, as logged; `wanted`:
    with which the policy asked about would have chosen the same; `cluster`: whose choices hang together (customer, seller).
    """

    outcome: Floats
    chance: Floats
    wanted: Floats
    cluster: Labels | None = None

    def __post_init__(self) -> None:
        if not len(self.outcome) == len(self.chance) == len(self.wanted):
            raise ValueError("outcome, chance and wanted must be of one length")
        if self.cluster is not None and len(self.cluster) != len(self.outcome):
            raise ValueError("cluster must be as long as outcome")

    @property
    def weights(self) -> Floats:
        return self.wanted / self.chance

    @property
    def usable(self) -> Flags:
        """Known, and with a chance that was really one: above 0, at most 1."""
        known = np.isfinite(self.outcome) & np.isfinite(self.wanted) & (self.wanted >= 0)
        usable: Flags = known & (self.chance > 0) & (self.chance <= 1)
        return usable

    def only(self, rows: Flags) -> Choices:
        cluster = None if self.cluster is None else np.asarray(self.cluster)[rows]
        return replace(
            self, outcome=self.outcome[rows], chance=self.chance[rows], wanted=self.wanted[rows], cluster=cluster
        )


def ips(choices: Choices, mass: float = MASS) -> Estimate:
    """Inverse propensity score: mean of w r with w = wanted / chance. Unbiased, and wide where chances are small.

    Belief: the logged chances are the true ones, and every choice the policy wants had one above 0.
    Source: Horvitz & Thompson (1952), JASA 47. It fails where the policy wants what was hardly ever chosen: the effective
    sample size says so. Unlike `snips` it moves when a constant is added to every outcome.

    >>> choices = Choices(np.tile([0.0, 100.0], 50), np.full(100, 0.5), np.tile([0.25, 0.75], 50))
    >>> found = ips(choices)
    >>> found.value, round(found.n_effective), found.grade.value
    (75.0, 80, 'L4')
    """
    return _of_influence("ips", choices, lambda used: used.weights * used.outcome, mass)


def snips(choices: Choices, mass: float = MASS) -> Estimate:
    """Self-normalised IPS: sum w r / sum w. Slightly biased, always inside the range of the outcomes, mostly much narrower.

    Error by the delta method: influence v + w (r - v) / mean w. Belief as `ips`; here a chance wrong by one constant
    factor does no harm. Source: Swaminathan & Joachims (2015), NIPS. It fails like `ips` where hardly any weight is left.

    >>> choices = Choices(np.tile([10.0, 110.0], 50), np.full(100, 0.5), np.tile([0.25, 0.75], 50))
    >>> round(snips(choices).value, 6)
    85.0
    """
    return _of_influence("snips", choices, _self_normalised, mass)


def doubly_robust(choices: Choices, predicted: Floats, expected: Floats, mass: float = MASS) -> Estimate:
    """Mean of expected + w (r - predicted): a model corrected by what the logged choices say it got wrong.

    `predicted` is the model's outcome of what was chosen, `expected` its mean outcome under the policy asked about; neither may
    have seen the same choice's outcome (`cross_fitted`). Belief: the chances are right *or* the model is; the lot makes the
    first true. Source: Dudik, Langford & Li (2011), ICML. It fails, by width only, where the model is worse than none.

    >>> choices = Choices(np.tile([0.0, 100.0], 50), np.full(100, 0.5), np.tile([0.25, 0.75], 50))
    >>> perfect = doubly_robust(choices, choices.outcome, np.full(100, 75.0))
    >>> perfect.value, perfect.low, perfect.high
    (75.0, 75.0, 75.0)
    """
    known = np.isfinite(predicted) & np.isfinite(expected)
    rows = choices.usable & known
    model, mean = predicted[rows], expected[rows]
    left_out = replace(choices, wanted=np.where(known, choices.wanted, np.nan))
    return _of_influence("doubly_robust", left_out, lambda used: mean + used.weights * (used.outcome - model), mass)


def _self_normalised(used: Choices) -> Floats:
    weights = used.weights
    value = float(weights @ used.outcome) / float(weights.sum())
    influence: Floats = value + weights * (used.outcome - value) / weights.mean()
    return influence


def _of_influence(definition: str, choices: Choices, influence: Callable[[Choices], Floats], mass: float) -> Estimate:
    used = choices.only(choices.usable)
    n, left_out = len(used.outcome), len(choices.outcome) - len(used.outcome)
    if n and bool((used.chance == 1).all()) and bool((used.wanted != 1).any()):
        return unsaid(definition, n, NOT_BY_LOT, left_out=left_out)
    size = effective(used.weights)
    if size == 0:
        return stated(definition, 0.0, 0.0, n, n_effective=0.0, left_out=left_out)
    each = influence(used)
    error, freedom = mean_error(each, used.cluster)
    return stated(
        definition,
        float(each.mean()),
        error,
        n,
        n_effective=size,
        freedom=freedom,
        left_out=left_out,
        mass=mass,
    )
