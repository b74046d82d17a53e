"""Past days looked from again: how far effects are to be pulled, whether they beat the pooled rates, and what mends the chances.

From what was known at each cut in time the models are fitted; the landmarks from there to the next cut are foreseen and held
against what came of them by today. Nothing a model is judged on was known when it was fitted.

Belief of the mending: logit(true) = middle + shift + slope (logit(said) - middle), the middle being the mean of what was said; near
shift 0 and slope 1 unless past days say otherwise, every month being off by something of its own beside.
Source: van Houwelingen (2000), Statistics in Medicine 19. Where it fails: the next months are unlike all of those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import expit, logit

from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deals.landmarks import AGES, Rows, fit_landmarked
from ignition.predictors.tables import numbers

WIDTHS = (0.0, 0.03, 0.1, 0.3)
"""Standard deviations effects may have beforehand, on the log rate: from none, which is the pooled rates, to weak shrinkage."""
CUTS = (0.4, 0.6, 0.8)
"""Shares of all exits known at each cut."""
HORIZONS = (14.0, 28.0, 91.0)
FEWEST_EXITS, FEWEST_WON, FEWEST_CASES = 60, 15, 60
"""Deals that ended; chances that came true, and chances held against what came."""
MOST_ROWS = 12_000
_SHIFT_SD, _SLOPE_SD, _MONTH_SD = 0.1, 0.3, 0.3
_ROUNDS = 5
_MONTH_DAYS = 30
_CHANCE = 5.99
"""Chi-square of two degrees of freedom at 95 %."""
_SURELY = 1e-6


@dataclass(frozen=True, slots=True)
class Checked:
    """`width` is 0 where the facts did not beat the pooled rates. `n` chances were held against what came."""

    width: float
    gain: float
    """Mean log-likelihood of a chance above that of the pooled rates; `gain_sd` by deals."""
    gain_sd: float
    shift: float
    slope: float
    covariance: Floats
    middle: float
    """Mean log-odds said."""
    n: int

    @property
    def validated(self) -> bool:
        """Whether the chances were right as they were: what they were off by can be chance, months being as they are."""
        away = np.array([self.shift, self.slope - 1])
        return 0.8 <= self.slope <= 1.2 and float(away @ np.linalg.solve(self.covariance, away)) <= _CHANCE

    def mend(self, p: Floats) -> tuple[Floats, Floats]:
        """The chances mended, and how unsure the mending is.

        The level moves by the shift, which is near 0 unless many months agree. The spread narrows only where it was surely
        too wide, and never widens: a chance is not made bolder than it was said.
        """
        too_bold = self.slope + 1.96 * float(np.sqrt(self.covariance[1, 1])) < 1
        said = logit(np.clip(p, _SURELY, 1 - _SURELY))
        away = (said - self.middle) * (self.slope - 1) if too_bold else np.zeros_like(said)
        mended = np.where(p > 0, expit(said + away + self.shift), 0.0)
        return mended, mended * (1 - mended) * float(np.sqrt(self.covariance[0, 0]))


@dataclass(frozen=True, slots=True)
class Said:
    """Chances of one candidate beside what came, with the deal and the days each stands for."""

    deal: np.ndarray
    came: Floats
    weight: Floats
    month: np.ndarray
    p: Floats

    @property
    def log_odds(self) -> Floats:
        return np.asarray(logit(np.clip(self.p, _SURELY, 1 - _SURELY)))

    @property
    def loss(self) -> Floats:
        p = np.clip(self.p, _SURELY, 1 - _SURELY)
        return np.asarray(-(self.came * np.log(p) + (1 - self.came) * np.log(1 - p)))


def check(rows: Rows, today: float, refused: frozenset[str]) -> Checked | None:
    """None where too little ended for past days to tell anything."""
    last = np.diff(rows.waits.deal, append=-1) != 0
    if (rows.waits.exit[last] < 2).sum() < FEWEST_EXITS:
        return None
    rows = _thinned(rows)
    cuts = _cuts(rows, today)
    said = {width: _together(list(_foreseen(rows, cuts, today, width, refused))) for width in WIDTHS}
    pooled = said[0.0]
    if len(pooled.p) < FEWEST_CASES or min(pooled.came.sum(), (1 - pooled.came).sum()) < FEWEST_WON:
        return None
    best = min(WIDTHS, key=lambda width: float(np.average(said[width].loss, weights=pooled.weight)))
    gain, gain_sd = _gain(pooled, said[best])
    width = best if gain > gain_sd else 0.0
    middle = float(np.average(said[width].log_odds, weights=pooled.weight))
    (shift, slope), covariance = _line(said[width], middle)
    return Checked(width, gain, gain_sd, float(shift), float(slope), covariance, middle, len(pooled.p))


def _thinned(rows: Rows) -> Rows:
    """Of very many rows the deals evenly."""
    every = -(-len(rows.day) // MOST_ROWS)
    return rows.only(rows.waits.deal % every == 0) if every > 1 else rows


def _cuts(rows: Rows, today: float) -> list[float]:
    ends = np.sort((rows.day + rows.waits.after)[rows.waits.exit < 2])
    return [*sorted({float(np.ceil(ends[int(share * len(ends))])) for share in CUTS}), today]


def _foreseen(rows: Rows, cuts: list[float], today: float, width: float, refused: frozenset[str]) -> Iterator[Said]:
    for cut, following in pairwise(cuts):
        known = rows.as_known(cut)
        if min((known.waits.exit == 0).sum(), (known.waits.exit == 1).sum()) < 1:
            continue
        model = fit_landmarked(known, width, refused)
        for horizon in HORIZONS:
            later = rows.only((rows.day >= cut) & (rows.day < following) & (rows.day + horizon <= today))
            if len(later.day):
                came = (later.waits.exit == 0) & (later.waits.after <= horizon)
                p = model.curve(later.table, horizon).won
                yield Said(later.waits.deal, came.astype(float), _stands_for(later), _months(later), p)


def _stands_for(rows: Rows) -> Floats:
    """Days until the next landmark: of all the days on which somebody may look, so many see the deal like this."""
    age = numbers(rows.table, "age_days")
    following = np.searchsorted(AGES, age, side="right")
    ahead = np.append(AGES, AGES[-1] + 365)[following]
    return np.asarray(ahead - age)


def _months(rows: Rows) -> np.ndarray:
    return np.asarray((rows.day // _MONTH_DAYS).astype(np.int64))


def _together(parts: list[Said]) -> Said:
    if not parts:
        nothing = np.zeros(0)
        return Said(np.zeros(0, dtype=np.int64), nothing, nothing, nothing, nothing)
    names = ("deal", "came", "weight", "month", "p")
    return Said(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _gain(pooled: Said, best: Said) -> tuple[float, float]:
    """The mean gain, and its standard deviation over deals."""
    better = (pooled.loss - best.loss) * pooled.weight
    whole = float(pooled.weight.sum())
    gain = float(better.sum()) / whole
    away = np.bincount(pooled.deal, weights=better - gain * pooled.weight)
    return gain, float(np.sqrt((away**2).sum())) / whole


def _line(said: Said, middle: float) -> tuple[Floats, Floats]:
    """Shift and slope, and their covariance, with a shift of its own for each month beside the common one.

    Months differ: what was off in one of them says little about the next. Each has a normal prior of the spread the months
    show, so that the common shift is learnt from as many witnesses as there were months, and not from each deal.
    """
    month = np.unique(said.month, return_inverse=True)[1]
    each = (month[:, None] == np.arange(month.max() + 1)).astype(float)
    x = np.column_stack([np.ones_like(said.p), said.log_odds - middle, each])
    spread = _MONTH_SD
    for _ in range(_ROUNDS):
        widths = np.concatenate([[_SHIFT_SD, _SLOPE_SD], np.full(each.shape[1], spread)])
        found, covariance = _summit(x, said, middle, 1 / widths**2)
        own = found[2:] ** 2 + np.diag(covariance)[2:]
        spread = float(np.sqrt((own.sum() + 2 * _MONTH_SD**2) / (len(own) + 2)))
    return found[:2], covariance[:2, :2]


def _summit(x: Floats, said: Said, middle: float, precision: Floats) -> tuple[Floats, Floats]:
    """The posterior's summit, and its covariance where the chances of one deal count as one witness."""
    weight = said.weight / said.weight.mean()
    prior = np.concatenate([[0.0, 1.0], np.zeros(x.shape[1] - 2)])
    found = prior
    for _ in range(30):
        p = expit(middle + x @ found)
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(precision)
        step = np.linalg.solve(curve, x.T @ (weight * (said.came - p)) - precision * (found - prior))
        found = found + np.clip(step, -0.5, 0.5)
        if np.abs(step).max() < 1e-9:
            break
    pulls = x * (weight * (said.came - expit(middle + x @ found)))[:, None]
    of_deals = np.stack([np.bincount(said.deal, weights=column) for column in pulls.T], axis=1)
    inverse = np.linalg.inv(curve)
    return found, inverse @ (of_deals.T @ of_deals + np.diag(precision)) @ inverse
