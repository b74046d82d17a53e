"""How fast deals are won, and end without a win, after a landmark: a regression of each cause's rate on the frozen facts.

Belief: a deal that stood as x at a landmark is won, in the k-th stretch of time after it, so often as the pooled rates expect
of a deal of its age (`baseline`) times

    exp(alpha_k + x' beta + t_k m' gamma),   m the main effects in x, t_k the logarithm of the middle of the stretch

and ends without a win likewise with numbers of its own: a fact grows old, and its effect with it. x is what was known at the
landmark and stays so; among it are the age and its company with every fact, so that one model serves all ages. Nothing is
carried from stretch to stretch but that the deal is still open. alpha, beta and gamma have normal priors about 0 (ridge):
where the facts tell nothing, the pooled rates are left.

Formula: competing risks in discrete time with complementary log-log links, fitted as Poisson regression.
Sources: Prentice & Gloeckler (1978), Biometrics 34; van Houwelingen (2007), Scandinavian Journal of Statistics 34;
Nicolaie et al. (2013), Statistics in Medicine 32. Where it fails: effects that bend in ways two knots cannot follow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.predictors.bg_nbd import Floats, Mask
from ignition.predictors.deals.rates import Whole

STRETCHES, FEWEST_IN_STRETCH = 8, 30
CAUSES = ("won", "ended")
_RATE_SD = 0.5
_MOST_STEPS, _CLOSE = 40, 1e-7
_STEEPEST = 8.0


@dataclass(frozen=True, slots=True)
class Waits:
    """What came after each landmark: which deal, for how many days it stayed open, how that ended (0 won, 1 ended, 2 open)."""

    deal: Whole
    after: Floats
    exit: Whole

    def only(self, rows: Mask) -> Waits:
        return Waits(self.deal[rows], self.after[rows], self.exit[rows])


@dataclass(frozen=True, slots=True)
class Hazards:
    """`rates` has a row for each cause: alpha, beta, gamma. `covariance` likewise, robust to landmarks of one deal."""

    edges: Floats
    """Days after the landmark at which each stretch begins; the last one has no end."""
    main: int
    rates: Floats
    covariance: Floats

    def log_rates(self, x: Floats, cause: int) -> Floats:
        """Logarithms of what the expected events are multiplied by: one row a deal, one column a stretch."""
        alpha, beta, gamma = self._parts(cause)
        steady, fading = x @ beta, x[:, : self.main] @ gamma
        return np.asarray(np.clip(alpha + steady[:, None] + fading[:, None] * ages(self.edges), -_STEEPEST, _STEEPEST))

    def doubt(self, x: Floats, cause: int) -> Floats:
        """Standard deviation of the log rate in the middle of the stretches."""
        sides = np.column_stack([np.full((len(x), len(self.edges)), 1 / len(self.edges)), x, 0.0 * x[:, : self.main]])
        return np.asarray(np.sqrt(np.maximum(((sides @ self.covariance[cause]) * sides).sum(axis=1), 0.0)))

    def _parts(self, cause: int) -> tuple[Floats, Floats, Floats]:
        k = len(self.edges)
        whole = self.rates[cause]
        return whole[:k], whole[k : len(whole) - self.main], whole[len(whole) - self.main :]


def stretches(waits: Waits) -> Floats:
    """Whole days holding about as many exits each."""
    ends = np.sort(waits.after[waits.exit < 2])
    count = min(STRETCHES, len(ends) // FEWEST_IN_STRETCH)
    if count < 2:
        return np.zeros(1)
    inner = np.floor(ends[(np.arange(1, count) * len(ends)) // count])
    return np.unique(np.concatenate([[0.0], inner]))


def ages(edges: Floats) -> Floats:
    """t_k: the logarithm of the middle of each stretch, about 0 and of spread 1."""
    if len(edges) == 1:
        return np.zeros(1)
    middle = np.log1p(np.append((edges[:-1] + edges[1:]) / 2, edges[-1] * 1.5))
    return np.asarray((middle - middle.mean()) / middle.std())


def spans(after: Floats, edges: Floats) -> Floats:
    """Days after the landmark at which each stretch begins and ends for a deal that stays open for `after` days."""
    return np.asarray(np.minimum(np.append(edges, np.inf), after[:, None]))


def fit_hazards(
    x: Floats, waits: Waits, expected: tuple[Floats, Floats], main: int, sd: float, edges: Floats
) -> Hazards:
    """The multipliers most likely a posteriori, when effects have the standard deviation `sd` beforehand, gamma half of it.

    `expected` are the wins and ends the pooled rates expect of each landmark in each stretch.
    """
    stretch = np.maximum(np.searchsorted(edges, waits.after, side="left") - 1, 0)
    found, spread = [], []
    for cause in (0, 1):
        events = np.zeros((len(x), len(edges)))
        events[waits.exit == cause, stretch[waits.exit == cause]] = 1.0
        summit, covariance = _Poisson.over(x, expected[cause], events, main, sd, ages(edges)).climbed(waits.deal)
        found.append(summit)
        spread.append(covariance)
    return Hazards(edges, main, np.array(found), np.array(spread))


@dataclass(frozen=True, slots=True)
class _Poisson:
    """One cause's posterior. The stretches are summed up row by row, so that no row is ever written out for each stretch."""

    x: Floats
    due: Floats
    events: Floats
    main: int
    ages: Floats
    precision: Floats

    @classmethod
    def over(cls, x: Floats, due: Floats, events: Floats, main: int, sd: float, ages: Floats) -> _Poisson:
        widths = np.concatenate([np.full(due.shape[1], _RATE_SD), np.full(x.shape[1], sd), np.full(main, sd / 2)])
        return cls(x, due, events, main, ages, 1 / widths**2)

    def climbed(self, deal: Whole) -> tuple[Floats, Floats]:
        """The summit by Newton's method with halved steps, and the covariance there."""
        theta = np.zeros(len(self.precision))
        height, expected = self._height(theta)
        for _ in range(_MOST_STEPS):
            slope = self._sums(self.events - expected).sum(axis=0) - self.precision * theta
            step = np.linalg.solve(self._curvature(expected), slope)
            theta, height, expected, gained = self._stepped(theta, step, height, expected)
            if gained < _CLOSE * (1 + abs(height)):
                break
        inverse = np.linalg.inv(self._curvature(expected))
        return theta, inverse @ self._of_deals(expected, deal) @ inverse + inverse / len(self.x)

    def _stepped(
        self, theta: Floats, step: Floats, height: float, expected: Floats
    ) -> tuple[Floats, float, Floats, float]:
        for _ in range(20):
            higher, there = self._height(theta + step)
            if higher >= height:
                return theta + step, higher, there, higher - height
            step = step / 2
        return theta, height, expected, 0.0

    def _height(self, theta: Floats) -> tuple[float, Floats]:
        logs = np.clip(self._log_rates(theta), -_STEEPEST, _STEEPEST)
        expected = np.exp(logs) * self.due
        prior = 0.5 * float((self.precision * theta**2).sum())
        return float((self.events * logs).sum() - expected.sum()) - prior, expected

    def _log_rates(self, theta: Floats) -> Floats:
        k, p = self.due.shape[1], self.x.shape[1]
        steady, fading = self.x @ theta[k : k + p], self.x[:, : self.main] @ theta[k + p :]
        return np.asarray(theta[:k] + steady[:, None] + fading[:, None] * self.ages)

    def _sums(self, left: Floats) -> Floats:
        """What each row pulls at every coefficient, from what it has left over in each stretch."""
        whole, aged = left.sum(axis=1), left @ self.ages
        return np.column_stack([left, self.x * whole[:, None], self.x[:, : self.main] * aged[:, None]])

    def _curvature(self, expected: Floats) -> Floats:
        x, m = self.x, self.x[:, : self.main]
        whole, aged, twice = expected.sum(axis=1), expected @ self.ages, expected @ self.ages**2
        a_b, a_c = expected.T @ x, (expected * self.ages).T @ m
        b_b, b_c, c_c = (x.T * whole) @ x, (x.T * aged) @ m, (m.T * twice) @ m
        a_a = np.diag(expected.sum(axis=0))
        rows = [[a_a, a_b, a_c], [a_b.T, b_b, b_c], [a_c.T, b_c.T, c_c]]
        return np.block(rows) + np.diag(self.precision)

    def _of_deals(self, expected: Floats, deal: Whole) -> Floats:
        """How far the pulls of the deals differ: the landmarks of one deal are one witness."""
        pulls = self._sums(self.events - expected)
        order = np.argsort(deal, kind="stable")
        begins = np.flatnonzero(np.diff(deal[order], prepend=-1))
        summed = np.add.reduceat(pulls[order], begins, axis=0)
        return np.asarray(summed.T @ summed)
