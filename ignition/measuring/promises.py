"""The promise ledger: what a play promised, quarter by quarter, what came of it, and how far to trust its next promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ignition.estimate import Estimate, Grade
from ignition.measuring.acting import Trial, effect_of_acting, scores
from ignition.measuring.clusters import coded
from ignition.measuring.refuting import confidence_sequence
from ignition.measuring.stating import FEWEST_EFFECTIVE, MASS, Flags, Floats, Ints, Labels, unsaid
from ignition.wording import Text

FEWEST_COMPARED = 5
"""Done, and not done, each: below it a play's promises are neither trusted more nor less than at first."""
TRUST_SD = 0.5
"""Before anything is known a promise is believed to be kept in full, give or take a half."""
MOST_TRUSTED = 1.5
LEAST_KEPT = 0.5
QUARTERS_BELOW = 2
"""So many quarters in a row below `LEAST_KEPT`, and the play is an assumption again."""

TOO_FEW_COMPARED = Text(
    it="Meno di 5 punti fatti, o meno di 5 non fatti: non c'è con che confrontare la promessa.",
    en="Fewer than 5 points done, or fewer than 5 not done: there is nothing to hold the promise against.",
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The points of one play that are due, one element each, in the order they fell due. `promised` and `change` (brought - before) in EUR; `quarter` is
    4 x year + quarter - 1 of the due day. `shown` is False for a point held back by lot, `chance` that of being shown."""

    promised: Floats
    change: Floats
    done: Flags
    shown: Flags
    chance: Floats
    customer: Labels
    quarter: Ints

    def only(self, rows: Flags) -> Settled:
        return Settled(
            promised=self.promised[rows],
            change=self.change[rows],
            done=self.done[rows],
            shown=self.shown[rows],
            chance=self.chance[rows],
            customer=np.asarray(self.customer)[rows],
            quarter=self.quarter[rows],
        )


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of a play's ledger; `kept` is realised over promised."""

    year: int
    number: int
    done: int
    promised: float
    kept: Estimate


@dataclass(frozen=True, slots=True)
class Ledger:
    """`kept` over all quarters; `factor` for the next promise; `falls_back` where the kill rule sends the play to L0;
    `refuted_by`: the place of the case with which what a lot measured first ruled out that the promise is kept."""

    kept: Estimate
    factor: float
    quarters: tuple[Quarter, ...]
    falls_back: bool
    refuted_by: int | None

    @property
    def refuted(self) -> bool:
        return self.refuted_by is not None


def ledger(settled: Settled, mass: float) -> Ledger:
    """All that one play's promises have come to.

    Belief: the change at points done, less the change at those not done, is what the promises brought (grade L1: who did what was
    nobody's lot); where enough points were held back by lot, the doubly robust effect of showing them (grade L4) takes its place.
    Source: design of this project; shrinkage as `trust`. It fails, before there is a lot, where people do first what would have
    come by itself: the promises then look better kept than they are.

    >>> done = np.arange(40) % 2 == 0
    >>> settled = Settled(np.full(40, 100.0), np.where(done, 30.0, 0.0) + np.arange(40) // 2 % 3, done, np.ones(40, bool),
    ...                   np.ones(40), np.arange(40), np.repeat([8104, 8105], 20))
    >>> book = ledger(settled, mass=0.8)
    >>> round(book.kept.value, 2), book.kept.grade.value, book.falls_back, [(q.year, q.number) for q in book.quarters]
    (0.3, 'L1', True, [(2026, 1), (2026, 2)])
    """
    kept = realised_over_promised(settled, mass)
    quarters = tuple(_quarter(settled, int(one), mass) for one in np.unique(settled.quarter))
    factor = trust(kept.value, _error(kept, mass))
    return Ledger(kept, factor, quarters, falls_back([quarter.kept for quarter in quarters]), refuted_by(settled))


def realised_over_promised(settled: Settled, mass: float) -> Estimate:
    """Realised over promised, a point: by lot where there was one (interval of 90 %, as all that is measured), else points done
    against points not done (interval of `mass`)."""
    measured = _by_lot(settled)
    return measured if measured.value is not None else _by_comparison(settled, mass)


def trust(kept: float | None, sd: float) -> float:
    """The factor for the next promise: normal prior about 1, normal evidence, between 0 and 1.5.

    Belief: before anything is known, kept ~ Normal(1, 0.5); the posterior mean is 1 + w (kept - 1), w = 0.25 / (0.25 + sd^2).
    Source: Lindley & Smith (1972), JRSS B 34. It fails for a play that changed its nature: its old promises still count.

    >>> trust(None, 0.0), trust(0.2, 0.5), trust(0.2, 0.0)
    (1.0, 0.6, 0.2)
    """
    if kept is None:
        return 1.0
    weight = TRUST_SD**2 / (TRUST_SD**2 + sd**2)
    return float(np.clip(round(1 + weight * (kept - 1), 6), 0.0, MOST_TRUSTED))


def falls_back(quarters: Sequence[Estimate]) -> bool:
    """The kill rule: below half of what was promised in the last two quarters that could be judged, in order of time.

    It goes by the value, not the interval: a play that cannot show half of its promise twice running may not go on calling itself
    more than a hypothesis. One better quarter ends it. It fails by luck where quarters are thin: of plays that keep exactly half,
    one in four falls back.

    >>> def quarter(kept: float | None) -> Estimate:
    ...     return Estimate(kept, None, None, 40, Grade.POOLED, "realised_over_promised")
    >>> [falls_back([quarter(kept) for kept in story]) for story in ((0.4, 0.3), (0.4, None, 0.3), (0.3, 0.9), (0.1,))]
    [True, True, False, False]
    """
    judged = [quarter.value for quarter in quarters if quarter.value is not None]
    last = judged[-QUARTERS_BELOW:]
    return len(last) == QUARTERS_BELOW and all(kept < LEAST_KEPT for kept in last)


def refuted_by(settled: Settled) -> int | None:
    """The place of the case with which a lot showed the running promise to be too large; None while it has not. Looked at every
    day, wrong in at most 5 % of companies, ever.

    The scores of `effect_of_acting` less what was promised, in the order they fell due; refuted once the upper bound of their
    `confidence_sequence` (90 %, hence 5 % above) falls below zero. Beliefs and source as those two. It fails where the same
    customers come again and again: their scores hang together, and it is too quick. Never without points held back.
    """
    trial = _trial(settled)
    rows = trial.usable
    used = trial.only(rows)
    if not rows.any() or used.n_effective < FEWEST_EFFECTIVE:
        return None
    _, high = confidence_sequence(scores(used) - settled.promised[rows])
    below = np.flatnonzero(rows)[high < 0]
    return int(below[0]) if len(below) else None


def _quarter(settled: Settled, quarter: int, mass: float) -> Quarter:
    mine = settled.only(settled.quarter == quarter)
    return Quarter(
        year=quarter // 4,
        number=quarter % 4 + 1,
        done=int(mine.done.sum()),
        promised=float(mine.promised[mine.done].sum()),
        kept=realised_over_promised(mine, mass),
    )


def _trial(settled: Settled) -> Trial:
    return Trial(settled.change, settled.shown, settled.chance, coded(settled.customer))


def _by_lot(settled: Settled) -> Estimate:
    trial = _trial(settled)
    effect = effect_of_acting(trial)
    promised = float(settled.promised[trial.usable].mean()) if trial.usable.any() else 0.0
    if effect.value is None or effect.low is None or effect.high is None or promised <= 0:
        return effect if effect.value is None else _unsaid(len(settled.done))
    return Estimate(
        value=effect.value / promised,
        low=effect.low / promised,
        high=effect.high / promised,
        n=effect.n,
        grade=effect.grade,
        definition="realised_over_promised",
        n_censored=effect.n_censored,
        n_effective=effect.n_effective,
    )


def _by_comparison(settled: Settled, mass: float) -> Estimate:
    done, not_done = settled.change[settled.done], settled.change[settled.shown & ~settled.done]
    promised = float(settled.promised[settled.done].mean()) if len(done) else 0.0
    n = len(done) + len(not_done)
    if min(len(done), len(not_done)) < FEWEST_COMPARED or promised <= 0:
        return _unsaid(n)
    kept = float(done.mean() - not_done.mean()) / promised
    reach = (
        _normal(mass) * float(np.sqrt(done.var(ddof=1) / len(done) + not_done.var(ddof=1) / len(not_done))) / promised
    )
    return Estimate(kept, kept - reach, kept + reach, n, Grade.POOLED, "realised_over_promised")


def _unsaid(n: int) -> Estimate:
    return unsaid("realised_over_promised", n, TOO_FEW_COMPARED, n_effective=float(n))


def _error(kept: Estimate, mass: float) -> float:
    if kept.low is None or kept.high is None:
        return 0.0
    return (kept.high - kept.low) / 2 / _normal(MASS if kept.grade is Grade.MEASURED else mass)


def _normal(mass: float) -> float:
    return float(ndtri((1 + mass) / 2))
