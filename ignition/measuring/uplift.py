"""Whether an order of customers puts first those on whom acting does most: Qini and uplift curves, on randomised data only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.acting import Trial
from ignition.measuring.stating import MASS, NOT_BY_LOT, Flags, Floats, Ints, stated, unsaid
from ignition.wording import Text

Curve = tuple[Floats, Floats]
"""Cases reached, from 0 to all of them; and what reaching them gained."""

NOT_ONE_CHANCE = Text(
    it="La probabilità di ricevere l'azione non era uguale per tutti: la curva non si può leggere.",
    en="The chance of getting the act was not the same for all: the curve cannot be read.",
)
NOT_YES_OR_NO = Text(
    it="Per questa misura il risultato deve essere sì o no.",
    en="For this figure the outcome has to be yes or no.",
)
NOTHING_TO_GAIN = Text(
    it="Nemmeno l'ordine perfetto guadagnerebbe qualcosa: la misura non è definita.",
    en="Not even the perfect order would gain anything: the figure is not defined.",
)
DRAWS = 200
"""Resamples behind an interval."""
_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Ordered:
    """Cases sorted once, from the highest score to the lowest; those of one score are reached together, at `ends`."""

    order: Ints
    ends: Ints
    outcome: Floats
    acted: Flags

    @classmethod
    def by(cls, score: Floats, outcome: Floats, acted: Flags) -> Ordered:
        order = np.argsort(score, kind="stable")[::-1]
        ends = np.append(np.flatnonzero(np.diff(score[order])), len(order) - 1)
        return cls(order, ends, outcome[order], acted[order])

    def qini(self, times: Floats | None = None) -> Curve:
        reached, acted_n, acted_sum, held_n, held_sum = self._running(times)
        return reached, acted_sum - held_sum * _over(acted_n, held_n)

    def uplift(self, times: Floats | None = None) -> Curve:
        reached, acted_n, acted_sum, held_n, held_sum = self._running(times)
        return reached, (_over(acted_sum, acted_n) - _over(held_sum, held_n)) * reached

    def _running(self, times: Floats | None) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Cases reached, and for each arm its cases and the sum of their outcomes; each case counts `times`."""
        counts = np.ones(len(self.order)) if times is None else times[self.order]
        sums = counts * self.outcome
        reached, total = self._sums(counts), self._sums(sums)
        acted_n, acted_sum = self._sums(counts * self.acted), self._sums(sums * self.acted)
        return reached, acted_n, acted_sum, reached - acted_n, total - acted_sum

    def _sums(self, values: Floats) -> Floats:
        return np.append(0.0, np.cumsum(values)[self.ends])


def qini(trial: Trial, score: Floats, mass: float = MASS) -> Estimate:
    """Qini coefficient: area between the Qini curve of `score` and the straight line, over that of the perfect order.

    1 is perfect, 0 as good as chance, below 0 worse. Belief: everybody had the same chance of the act, by lot (else no value).
    Source: Radcliffe (2007), Direct Marketing Analytics Journal; same convention as scikit-uplift's `qini_auc_score`. The interval
    resamples cases (basic bootstrap with a normal reach). It fails on few cases, where the perfect order fits the noise
    and the coefficient comes out small: compare orders on the same cases only.

    >>> acted, easy = np.arange(400) % 2 == 0, np.arange(400) < 200
    >>> trial = Trial(np.where(acted & easy, 1.0, 0.0), acted, np.full(400, 0.5))
    >>> round(qini(trial, easy * 1.0).value, 3), round(qini(trial, -1.0 * easy).value, 3)
    (0.667, -0.667)
    """
    return _estimate("qini", trial, score, Ordered.qini, _best_for_qini, mass)


def auuc(trial: Trial, score: Floats, mass: float = MASS) -> Estimate:
    """Area under the uplift curve above the straight line, over that of the perfect order, for outcomes of yes or no.

    Belief, interval and failures as `qini`. The curve compares means of the arms, so that arms of unequal size weigh alike.
    Source: Rzepakowski & Jaroszewicz (2010), ICDM; same convention as scikit-uplift's `uplift_auc_score`.

    >>> acted, easy = np.arange(400) % 2 == 0, np.arange(400) < 200
    >>> trial = Trial(np.where(acted & easy, 1.0, 0.0), acted, np.full(400, 0.5))
    >>> found = auuc(trial, easy * 1.0)
    >>> found.n, found.low < found.value <= found.high
    (400, True)
    """
    if not np.isin(trial.outcome[trial.usable], (0.0, 1.0)).all():
        return unsaid("auuc", len(trial.outcome), NOT_YES_OR_NO)
    return _estimate("auuc", trial, score, Ordered.uplift, _best_for_uplift, mass)


def qini_curve(outcome: Floats, acted: Flags, score: Floats) -> Curve:
    """Gain among the k cases of the highest score: sum of y where acted, less that of the held scaled to as many cases.

    >>> [part.tolist() for part in qini_curve(np.array([1.0, 0, 1, 0]), np.array([True, False, True, False]), np.arange(4, 0, -1))]
    [[0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 1.0, 2.0, 2.0]]
    """
    return Ordered.by(score, outcome, acted).qini()


def uplift_curve(outcome: Floats, acted: Flags, score: Floats) -> Curve:
    """Gain among the k cases of the highest score: k times the difference of the arms' means.

    >>> [part.tolist() for part in uplift_curve(np.array([1.0, 0, 1, 0]), np.array([True, False, True, False]), np.arange(4, 0, -1))]
    [[0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 2.0, 3.0, 4.0]]
    """
    return Ordered.by(score, outcome, acted).uplift()


def qini_coefficient(outcome: Floats, acted: Flags, score: Floats) -> float | None:
    """As `qini`, the figure alone."""
    return _coefficient(Ordered.qini, outcome, acted, score, _best_for_qini(outcome, acted))(None)


def auuc_coefficient(outcome: Floats, acted: Flags, score: Floats) -> float | None:
    """As `auuc`, the figure alone."""
    return _coefficient(Ordered.uplift, outcome, acted, score, _best_for_uplift(outcome, acted))(None)


def _estimate(
    definition: str,
    trial: Trial,
    score: Floats,
    curve: Callable[[Ordered, Floats | None], Curve],
    best: Callable[[Floats, Flags], Floats],
    mass: float,
) -> Estimate:
    rows = trial.usable & np.isfinite(score)
    used, n, left_out = trial.only(rows), int(rows.sum()), int((~rows).sum())
    unfit = _unfit(used)
    if unfit is not None:
        return unsaid(definition, n, unfit, left_out=left_out)
    figure = _coefficient(curve, used.outcome, used.acted, score[rows], best(used.outcome, used.acted))
    value = figure(None)
    if value is None:
        return unsaid(definition, n, NOTHING_TO_GAIN, n_effective=used.n_effective, left_out=left_out)
    error = _resampled_error(figure, np.lexsort((used.outcome, used.acted, score[rows])))
    return stated(definition, value, error, n, n_effective=used.n_effective, left_out=left_out, mass=mass)


def _unfit(used: Trial) -> Text | None:
    """Why these are no randomised data. Acted on far more or less often than the chance says, five standard errors, is no lot."""
    if not (used.acted.any() and (~used.acted).any()):
        return NOT_BY_LOT
    if np.ptp(used.chance) > 1e-9:
        return NOT_ONE_CHANCE
    chance, n = float(used.chance[0]), len(used.acted)
    by_lot = abs(float(used.acted.mean()) - chance) <= 5 * (chance * (1 - chance) / n) ** 0.5
    return None if by_lot else NOT_BY_LOT


def _coefficient(
    curve: Callable[[Ordered, Floats | None], Curve], outcome: Floats, acted: Flags, score: Floats, best: Floats
) -> Callable[[Floats | None], float | None]:
    """The figure, as a function of how often each case counts (None: once)."""
    ours, perfect = Ordered.by(score, outcome, acted), Ordered.by(best, outcome, acted)
    return lambda times: _above_chance(curve(ours, times), curve(perfect, times))


def _best_for_qini(outcome: Floats, acted: Flags) -> Floats:
    best: Floats = np.where(acted, outcome, -outcome)
    return best


def _best_for_uplift(outcome: Floats, acted: Flags) -> Floats:
    held_yes, acted_no = ((outcome == 1) & ~acted).sum(), ((outcome == 0) & acted).sum()
    best: Floats = 2.0 * ((outcome == 1) == acted) + (outcome if held_yes > acted_no else acted)
    return best


def _resampled_error(figure: Callable[[Floats | None], float | None], canonical: Ints) -> float:
    """Standard deviation over resampled cases; drawn in one canonical order, so that the order of the rows does not matter."""
    draw, times = np.random.default_rng(_SEED), np.empty(len(canonical))
    values: list[float] = []
    for _ in range(DRAWS):
        times[canonical] = np.bincount(draw.integers(0, len(canonical), len(canonical)), minlength=len(canonical))
        value = figure(times)
        if value is not None:
            values.append(value)
    return float(np.std(values)) if values else float("nan")


def _over(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole != 0)


def _above_chance(curve: Curve, perfect: Curve) -> float | None:
    by_chance = perfect[0][-1] * perfect[1][-1] / 2
    best = float(np.trapezoid(perfect[1], perfect[0])) - by_chance
    return None if abs(best) < 1e-12 else (float(np.trapezoid(curve[1], curve[0])) - by_chance) / best
