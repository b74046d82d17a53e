"""How far a lever can be moved: what the company itself has held before, how its parts differ, or a stated assumption."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ignition.estimate import Estimate, Grade
from ignition.gains import Floats
from ignition.macro.posterior import Mixture, certain_spread, contrasts_given, on_log_scale

Source = Literal["history", "groups", "assumption"]
QUARTER_DAYS = 91
MOST_QUARTERS = 20
LEAST_GROUPS = 3
PERSISTENCE = 0.5
"""Correlation of neighbouring quarters: what lasted one quarter only is luck or season rather than a level that was held."""
SEASON_SD = 0.15
ASSUMED_CHANGE, ASSUMED_SD = 0.03, 0.04
"""What a year's work on a lever is believed to move it by where nothing of one's own says so: published gains of six per cent or so, cut
by half, and about one chance in four that nothing comes of it. So an assumption alone never reaches 90 %."""
SEEN = 0.75
"""P(the change is one for the better) from which a sentence speaks of it."""
TOWARDS_THE_MEAN = 0.5
"""Of the way up to the mean that the groups below it are believed to go: cut by half, for groups differ in more than our work."""


@dataclass(frozen=True, slots=True)
class Change:
    """The achievable change of a parameter, as the logarithm of new over old. `n` quarters or groups stand behind it."""

    source: Source
    size: Mixture
    n: int
    grade: Grade
    since: dt.date | None = None
    until: dt.date | None = None
    """The half-year in which it was held."""
    error: float = 0.2
    """Standard error of the logarithm of one quarter's figure: what a trial of one quarter can tell."""

    @property
    def is_seen(self) -> bool:
        """Whether own figures rather say so than not; an assumption never is."""
        return self.source != "assumption" and self.size.p_positive >= SEEN


def achievable(quarters: Sequence[Estimate], groups: Mapping[str, Estimate], on: dt.date) -> Change:
    """From the own history where there are six quarters of it, else from the groups, else assumed. `quarters`: the latest first."""
    found = _best_half_year(quarters[:MOST_QUARTERS], on) or _between_groups(groups)
    return found or assumed(_usual_error(quarters))


def assumed(error: float = 0.2) -> Change:
    return Change("assumption", certain_spread(ASSUMED_CHANGE, ASSUMED_SD), 0, Grade.ASSUMED, error=error)


def _best_half_year(quarters: Sequence[Estimate], on: dt.date) -> Change | None:
    """The best half-year before the last four quarters, each quarter against the same one of the last four: no season in it.

    The half-year is the one whose shrunken difference is largest. Shrunk towards the company's own usual by empirical Bayes, the
    largest of many is not flattered by having been chosen: that is what its posterior mean is.
    """
    y, se = on_log_scale(quarters)
    whole = ~np.isnan(y)
    starts = [j for j in range(4, len(y) - 1) if whole[j] and whole[j + 1]]
    if not starts or whole[:4].sum() < 2:
        return None
    place = np.arange(len(y))
    contrasts = np.zeros((len(starts), len(y)))
    for row, j in enumerate(starts):
        for quarter in (j, j + 1):
            contrasts[row, quarter] += 0.5
            contrasts[row, quarter % 4] -= 0.5
    found = contrasts_given(
        y,
        se,
        kernel=PERSISTENCE ** np.abs(place[:, None] - place[None, :]),
        common=SEASON_SD**2 * (place[:, None] % 4 == place[None, :] % 4),
        contrasts=contrasts,
    )
    best = int(np.argmax([one.mean for one in found]))
    until = on - dt.timedelta(QUARTER_DAYS * starts[best])
    return Change(
        source="history",
        size=found[best],
        n=int(whole.sum()),
        grade=min(one.grade for one, known in zip(quarters, whole, strict=True) if known),
        since=until - dt.timedelta(2 * QUARTER_DAYS - 1),
        until=until,
        error=_usual_error(quarters),
    )


def _between_groups(groups: Mapping[str, Estimate]) -> Change | None:
    """Half of the way up to the mean for those below it, weighted by how many cases each has."""
    estimates = list(groups.values())
    y, se = on_log_scale(estimates)
    whole = ~np.isnan(y)
    if whole.sum() < LEAST_GROUPS:
        return None
    cases = np.array([one.n for one in estimates], dtype=float) * whole
    weights, each = cases / cases.sum(), np.eye(len(y))
    nothing = np.zeros_like(each)
    lags = [one.mean for one in contrasts_given(y, se, each, nothing, weights[None, :] - each)]
    below = weights * (np.array(lags) > 0)
    towards = TOWARDS_THE_MEAN * (below.sum() * weights - below)
    (size,) = contrasts_given(y, se, each, nothing, towards[None, :])
    return Change("groups", size, int(whole.sum()), Grade.POOLED, error=_usual_error(estimates))


def _usual_error(estimates: Sequence[Estimate]) -> float:
    _, se = on_log_scale(estimates)
    known: Floats = se[~np.isnan(se)]
    return float(np.median(known)) if len(known) else 0.2
