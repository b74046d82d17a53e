"""How a model of buying is brought to its maximum likelihood: what BG/NBD and Pareto/NBD do alike.

Belief: the log-likelihood of all customers together is a part that only knows how often they bought, plus a part that knows
when. Of the four parameters the last two are of leaving; few customers who came back say little of those.
Where it fails: as `descent`, which does the searching.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ignition.predictors import descent
from ignition.predictors.descent import Bowl
from ignition.predictors.purchasing import Floats, Purchasing

_ENOUGH = 100
"""Customers who came back, from which on nothing is pulled."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """`of_counts(parameters, purchasing)` and `of_times(parameters, x, t_x, seen, weight)`, each with slope and curvature."""

    of_counts: Callable[[Floats, Purchasing], Bowl]
    of_times: Callable[[Floats, Floats, Floats, Floats, Floats], Bowl]
    typical: Floats
    """Logarithms of the two parameters of leaving, where these are pulled to when few came back."""
    at_once: int
    """Rows worked on together: few enough to stay in the cache."""
    many_rows: int
    few_rows: int
    """Of many rows about so few are fitted first, to begin from there."""

    def loss(self, logs: Floats, scaled: Purchasing, pull: float = 0.0) -> Bowl:
        """Minus the log-likelihood of all customers together, with its slope and curvature on the log-parameters."""
        parameters = np.exp(logs)
        value, slope, curvature = self.of_counts(parameters, scaled)
        for begin in range(0, len(scaled.x), self.at_once):
            part = slice(begin, begin + self.at_once)
            more = self.of_times(parameters, scaled.x[part], scaled.t_x[part], scaled.seen[part], scaled.weight[part])
            value, slope, curvature = value + more.loss, slope + more.slope, curvature + more.curvature
        whole = descent.in_logs(parameters, value, slope, curvature)
        away = np.array([0.0, 0.0, *(logs[2:] - self.typical)]) * pull
        pulled = np.diag([0.0, 0.0, pull, pull])
        return Bowl(0.5 * float(np.sum(away * away)) - whole.loss, away - whole.slope, pulled - whole.curvature)

    def highest(self, scaled: Purchasing, pull: float, start: Floats) -> Floats | None:
        """The log-parameters of the maximum; None where it does not converge to finite numbers."""
        begin: Floats | None = start
        if len(scaled.x) > self.many_rows:
            begin = self._from(scaled.thinned(len(scaled.x) // self.few_rows), pull, start)
        return None if begin is None else self._from(scaled, pull, begin)

    def _from(self, scaled: Purchasing, pull: float, start: Floats) -> Floats | None:
        return descent.lowest(lambda logs: self.loss(logs, scaled, pull), start, n=float(scaled.weight.sum()))


def pull_of(scaled: Purchasing) -> float:
    """How hard the parameters of leaving are pulled to typical ones: not at all where enough came back."""
    return 1.0 if scaled.weight[scaled.x > 0].sum() < _ENOUGH else 0.0
