"""What acting brought, where a lot with a logged chance decided who got the act: near-ties and points held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.clusters import coded, mean_error
from ignition.measuring.stating import (
    MASS,
    NOT_BY_LOT,
    Flags,
    Floats,
    Labels,
    effective,
    stated,
    two_armed,
    unsaid,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One element a case. `acted`: the act was shown; `chance` with which it was to be, as logged; `cluster`: whose cases hang
    together. Compared are the cases as the lot sent them, whether or not the act was then done (intention to treat)."""

    outcome: Floats
    acted: Flags
    chance: Floats
    cluster: Labels | None = None

    def __post_init__(self) -> None:
        if not len(self.outcome) == len(self.acted) == len(self.chance):
            raise ValueError("outcome, acted and chance must be of one length")
        if self.cluster is not None and len(self.cluster) != len(self.outcome):
            raise ValueError("cluster must be as long as outcome")

    @property
    def usable(self) -> Flags:
        """A known outcome, and both ways open: a chance of 0 or 1 was no lot."""
        usable: Flags = np.isfinite(self.outcome) & (self.chance > 0) & (self.chance < 1)
        return usable

    def only(self, rows: Flags) -> Trial:
        cluster = None if self.cluster is None else np.asarray(self.cluster)[rows]
        return Trial(self.outcome[rows], self.acted[rows], self.chance[rows], cluster)

    @property
    def n_effective(self) -> float:
        arms = np.where(self.acted, 1 / self.chance, 1 / (1 - self.chance))
        return two_armed(effective(arms[self.acted]), effective(arms[~self.acted]))


def effect_of_acting(
    trial: Trial, if_acted: Floats | None = None, if_not: Floats | None = None, mass: float = MASS
) -> Estimate:
    """Mean effect of acting, a case: doubly robust (augmented inverse propensity weighting), in the unit of the outcome.

    psi = m1 - m0 + a (y - m1) / e - (1 - a) (y - m0) / (1 - e), and its mean; m1, m0 are what a model expects with and without the
    act (`cross_fitted`), or the weighted means of the arms where no model is given.

    Belief: the logged chances are true, and acting on one case does nothing to the others. Source: Robins, Rotnitzky & Zhao
    (1994), JASA 89. It fails where customers share a seller's hours and one's act is another's neglect: then hold out
    seller-weeks or pairs (`holdouts`). Cases with a chance of 0 or 1 are left out: of them it says nothing.

    >>> acted = np.arange(100) % 2 == 0
    >>> found = effect_of_acting(Trial(np.where(acted, 30.0, 10.0) + np.arange(100) // 2 % 5, acted, np.full(100, 0.5)))
    >>> round(found.value, 6), found.n_effective, found.low < 20 < found.high
    (20.0, 100.0, True)
    """
    rows = trial.usable
    used, left_out = trial.only(rows), int((~rows).sum())
    if not rows.any():
        return unsaid("effect_of_acting", 0, NOT_BY_LOT, left_out=left_out)
    n_effective = used.n_effective
    if n_effective == 0:
        return stated("effect_of_acting", 0.0, 0.0, len(used.outcome), n_effective=0.0, left_out=left_out)
    each = scores(used, None if if_acted is None else if_acted[rows], None if if_not is None else if_not[rows])
    error, freedom = mean_error(each, used.cluster)
    return stated(
        "effect_of_acting",
        float(each.mean()),
        error,
        len(each),
        n_effective=n_effective,
        freedom=freedom,
        left_out=left_out,
        mass=mass,
    )


def scores(used: Trial, if_acted: Floats | None = None, if_not: Floats | None = None) -> Floats:
    """psi of `effect_of_acting`, one a case: each by itself errs wildly, their mean is the effect. All of `used` must be usable."""
    with_act = _arm_mean(used, used.acted) if if_acted is None else if_acted
    without = _arm_mean(used, ~used.acted) if if_not is None else if_not
    gained = np.where(used.acted, (used.outcome - with_act) / used.chance, 0.0)
    missed = np.where(used.acted, 0.0, (used.outcome - without) / (1 - used.chance))
    each: Floats = with_act - without + gained - missed
    return each


def cross_fitted(trial: Trial, facts: Floats, folds: int = 5, ridge: float = 1.0) -> tuple[Floats, Floats]:
    """Outcomes expected with and without the act, from facts known before it (cases x facts), each by a model that never saw the case.

    Two ridge regressions, one an arm, on standardised facts; whole clusters stay in one fold. Belief: none that must hold, the lot
    makes `effect_of_acting` right whatever these say; the better they are, the narrower it gets. Source: Chernozhukov et al.
    (2018), Econometrics Journal 21. It fails, by width only, where outcomes bend a lot over the facts.

    >>> acted, size = np.arange(60) % 2 == 0, np.arange(60) // 2 * 1.0
    >>> trial = Trial(size + 5 * acted, acted, np.full(60, 0.5))
    >>> if_acted, if_not = cross_fitted(trial, size[:, None])
    >>> bool(abs((if_acted - if_not).mean() - 5) < 0.5)
    True
    """
    known = trial.usable & np.isfinite(facts).all(axis=1)
    facts = _standardised(facts)
    fold = (np.arange(len(facts)) if trial.cluster is None else coded(trial.cluster)) % folds
    expected = np.zeros((2, len(facts)))
    for number in range(folds):
        inside = fold == number
        for arm, members in enumerate((~trial.acted, trial.acted)):
            seen = known & members & ~inside
            expected[arm, inside] = _ridge(facts[seen], trial.outcome[seen], facts[inside], ridge)
    return expected[1], expected[0]


def _arm_mean(used: Trial, arm: Flags) -> Floats:
    weights = np.where(used.acted, 1 / used.chance, 1 / (1 - used.chance)) * arm
    return np.full(len(arm), float(weights @ used.outcome) / float(weights.sum()))


def _standardised(facts: Floats) -> Floats:
    known = np.isfinite(facts)
    n = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, facts, 0.0)
    centred = np.where(known, facts - filled.sum(axis=0) / n, 0.0)
    spread = np.sqrt(np.square(centred).sum(axis=0) / n)
    return np.asarray(centred / np.where(spread > 0, spread, 1.0))


def _ridge(facts: Floats, outcome: Floats, asked: Floats, ridge: float) -> Floats:
    if not len(outcome):
        return np.zeros(len(asked))
    middle, centre = outcome.mean(), facts.mean(axis=0)
    centred = facts - centre
    slope = np.linalg.solve(centred.T @ centred + ridge * np.eye(facts.shape[1]), centred.T @ (outcome - middle))
    return np.asarray(middle + (asked - centre) @ slope)
