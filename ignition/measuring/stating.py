"""How a measured effect is stated: interval, cases, effective cases, grade L4; or nothing, with the reason.

What was decided by lot is the only thing that may be called a cause. Its interval holds 90 %: where there is no effect, at
most one company in ten is told of one (one in twenty of a gain).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

from ignition.estimate import Estimate, Grade
from ignition.wording import Text

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Labels = npt.NDArray[Any] | Sequence[Any]

MASS = 0.90
FEWEST_EFFECTIVE = 50.0
"""Below it nothing is said: a handful of heavy cases would decide."""

TOO_FEW = Text(
    it="I casi che contano davvero sono meno di 50: è presto per dire qualcosa.",
    en="There are fewer than 50 effective cases: it is too early to say anything.",
)
NOT_BY_LOT = Text(
    it="Non è stato deciso a caso chi ricevesse l'azione: l'effetto non si può misurare.",
    en="Who got the act was not decided by lot: its effect cannot be measured.",
)
NO_SPREAD = Text(
    it="I risultati sono tutti uguali: non c'è nulla da confrontare.",
    en="All outcomes are the same: there is nothing to compare.",
)


def stated(
    definition: str,
    value: float,
    error: float,
    n: int,
    *,
    n_effective: float,
    freedom: float = math.inf,
    left_out: int = 0,
    mass: float = MASS,
) -> Estimate:
    """Value and Student's t interval, where they stand on enough. `left_out` cases could not be used."""
    if n_effective < FEWEST_EFFECTIVE:
        return unsaid(definition, n, TOO_FEW, n_effective=n_effective, left_out=left_out)
    if not (math.isfinite(value) and math.isfinite(error)):
        return unsaid(definition, n, NO_SPREAD, n_effective=n_effective, left_out=left_out)
    reach = error * float(stats.t.ppf((1 + mass) / 2, freedom))
    return between(definition, value, (value - reach, value + reach), n, n_effective=n_effective, left_out=left_out)


def between(
    definition: str, value: float, bounds: tuple[float, float], n: int, *, n_effective: float, left_out: int = 0
) -> Estimate:
    """A measured value with bounds that are known; grade L4."""
    low, high = bounds
    return Estimate(
        value=float(value),
        low=float(low),
        high=float(high),
        n=int(n),
        grade=Grade.MEASURED,
        definition=definition,
        n_censored=int(left_out),
        n_effective=float(n_effective),
    )


def unsaid(definition: str, n: int, why: Text, *, n_effective: float = 0.0, left_out: int = 0) -> Estimate:
    """No value, and why. What was not measured is assumed."""
    return Estimate(None, None, None, int(n), Grade.ASSUMED, definition, int(left_out), why, float(n_effective))


def is_announced(effect: Estimate) -> bool:
    """Whether there is an effect to speak of: measured, and its interval leaves out zero.

    Belief: the interval holds its stated mass; then without an effect this is true in at most 1 - mass of companies, *looked at
    once*. It fails when the figure is looked at every day until it speaks: use `refuting` there.

    >>> is_announced(stated("effect", 40.0, 10.0, 400, n_effective=400)), is_announced(unsaid("effect", 3, TOO_FEW))
    (True, False)
    """
    if effect.grade is not Grade.MEASURED or effect.low is None or effect.high is None:
        return False
    return effect.low > 0 or effect.high < 0


def effective(weights: Floats) -> float:
    """Kish's effective sample size, (sum w)^2 / sum w^2: cases of equal weight that would tell as much.

    Source: Kish (1965), Survey Sampling; used for importance weights by Kong (1992).

    >>> effective(np.ones(80)), round(effective(np.array([1.0, 1.0, 8.0])), 2)
    (80.0, 1.52)
    """
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def two_armed(acted: float, held: float) -> float:
    """Size of the even trial that would tell as much as arms of these effective sizes: 4 / (1/a + 1/h).

    >>> two_armed(40.0, 40.0), two_armed(300.0, 100.0), two_armed(50.0, 0.0)
    (80.0, 300.0, 0.0)
    """
    return 4 / (1 / acted + 1 / held) if acted > 0 and held > 0 else 0.0
