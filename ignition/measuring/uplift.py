"""Whether an order of customers puts first those on whom acting does most: Qini and uplift curves, on randomised data only."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ignition.estimate import Estimate
from ignition.measuring.acting import Trial
from ignition.measuring.stating import MASS, NOT_BY_LOT, Flags, Floats, stated, unsaid
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
_SEED = 20260101


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
    return _estimate("qini", trial, score, qini_coefficient, mass)


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
    return _estimate("auuc", trial, score, auuc_coefficient, mass)


def qini_curve(outcome: Floats, acted: Flags, score: Floats) -> Curve:
    """Gain among the k cases of the highest score: sum of y where acted, less that of the held scaled to as many cases.

    >>> [part.tolist() for part in qini_curve(np.array([1.0, 0, 1, 0]), np.array([True, False, True, False]), np.arange(4, 0, -1))]
    [[0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 1.0, 2.0, 2.0]]
    """
    reached, acted_n, acted_sum, held_n, held_sum = _running(outcome, acted, score)
    return reached, acted_sum - held_sum * _over(acted_n, held_n)


def uplift_curve(outcome: Floats, acted: Flags, score: Floats) -> Curve:
    """Gain among the k cases of the highest score: k times the difference of the arms' means.

    >>> [part.tolist() for part in uplift_curve(np.array([1.0, 0, 1, 0]), np.array([True, False, True, False]), np.arange(4, 0, -1))]
    [[0.0, 1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 2.0, 3.0, 4.0]]
    """
    reached, acted_n, acted_sum, held_n, held_sum = _running(outcome, acted, score)
    return reached, (_over(acted_sum, acted_n) - _over(held_sum, held_n)) * reached


def qini_coefficient(outcome: Floats, acted: Flags, score: Floats) -> float | None:
    perfect = np.where(acted, outcome, -outcome)
    return _above_chance(qini_curve(outcome, acted, score), qini_curve(outcome, acted, perfect))


def auuc_coefficient(outcome: Floats, acted: Flags, score: Floats) -> float | None:
    held_yes, acted_no = ((outcome == 1) & ~acted).sum(), ((outcome == 0) & acted).sum()
    perfect = 2.0 * ((outcome == 1) == acted) + (outcome if held_yes > acted_no else acted)
    return _above_chance(uplift_curve(outcome, acted, score), uplift_curve(outcome, acted, perfect))


def _estimate(
    definition: str, trial: Trial, score: Floats, figure: Callable[..., float | None], mass: float
) -> Estimate:
    rows = trial.usable & np.isfinite(score)
    used, n, left_out = trial.only(rows), int(rows.sum()), int((~rows).sum())
    if not n or not (used.acted.any() and (~used.acted).any()):
        return unsaid(definition, n, NOT_BY_LOT, left_out=left_out)
    if np.ptp(used.chance) > 1e-9:
        return unsaid(definition, n, NOT_ONE_CHANCE, left_out=left_out)
    if not _drawn_by_lot(used):
        return unsaid(definition, n, NOT_BY_LOT, left_out=left_out)
    value = figure(used.outcome, used.acted, score[rows])
    if value is None:
        return unsaid(definition, n, NOTHING_TO_GAIN, n_effective=used.n_effective, left_out=left_out)
    error = _resampled_error(used, score[rows], figure)
    return stated(definition, value, error, n, n_effective=used.n_effective, left_out=left_out, mass=mass)


def _drawn_by_lot(used: Trial) -> bool:
    """Whether as many were acted on as the chance says: five standard errors off is no lot."""
    chance, n = float(used.chance[0]), len(used.acted)
    return bool(abs(float(used.acted.mean()) - chance) <= 5 * (chance * (1 - chance) / n) ** 0.5)


def _resampled_error(used: Trial, score: Floats, figure: Callable[..., float | None]) -> float:
    draw = np.random.default_rng(_SEED)
    order = np.lexsort((used.outcome, used.acted, score))
    rows = (order[draw.integers(0, len(order), len(order))] for _ in range(DRAWS))
    drawn = (figure(used.outcome[some], used.acted[some], score[some]) for some in rows)
    return float(np.std([value for value in drawn if value is not None] or [np.nan], ddof=0))


def _running(outcome: Floats, acted: Flags, score: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Cases reached, and for each arm its cases and the sum of their outcomes; cases of one score are reached together."""
    order = np.argsort(score, kind="stable")[::-1]
    ends = np.r_[np.flatnonzero(np.diff(score[order])), len(order) - 1]
    outcome, acted = outcome[order], acted[order]
    parts = (np.ones(len(order)), acted, acted * outcome, ~acted, ~acted * outcome)
    reached, acted_n, acted_sum, held_n, held_sum = (
        np.r_[0.0, np.cumsum(part, dtype=np.float64)[ends]] for part in parts
    )
    return reached, acted_n, acted_sum, held_n, held_sum


def _over(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole != 0)


def _above_chance(curve: Curve, perfect: Curve) -> float | None:
    by_chance = perfect[0][-1] * perfect[1][-1] / 2
    best = float(np.trapezoid(perfect[1], perfect[0])) - by_chance
    return None if abs(best) < 1e-12 else (float(np.trapezoid(curve[1], curve[0])) - by_chance) / best
