"""How a metric states what it found: one place for the rules that all of them keep.

- Fewer than 5 events: no figure of its own, only that of a larger group (`segments.by_segment` puts it there).
- A zero denominator is "not defined": value None and `why` in plain words.
- Counting never earns more than L2 ("in similar cases"): L3 is a model validated in time, L4 a trial.
- An *account* is a sum of what is written down, not an estimate: its interval is the value itself.
"""

from __future__ import annotations

import math

from ignition.estimate import Estimate, Grade
from ignition.wording import Text

FEWEST_EVENTS = 5
FEWEST_PEOPLE = 5
FEWEST_PERIODS = 12
SEGMENT_FROM = 30

Bound = float | None
Interval = tuple[Bound, Bound]

TOO_FEW = Text(
    it="Meno di 5 casi: si può mostrare solo la stima di un gruppo più grande.",
    en="Fewer than 5 cases: only the estimate of a larger group can be shown.",
)
NOT_DEFINED = Text(
    it="Non definito: il denominatore è zero.",
    en="Not defined: the denominator is zero.",
)
TOO_FEW_PEOPLE = Text(
    it="Meno di 5 persone: una cifra di squadra non si mostra, per non parlare di una persona sola.",
    en="Fewer than 5 people: a team figure is not shown, so that it never speaks of one person.",
)
TOO_FEW_PERIODS = Text(
    it="Meno di 12 periodi: troppo pochi per giudicare una previsione.",
    en="Fewer than 12 periods: too few to judge a forecast.",
)
NOT_FOLLOWED = Text(
    it="Nessun caso è stato seguito abbastanza a lungo.",
    en="No case has been followed for that long.",
)


def stated(
    definition: str,
    value: float,
    interval: Interval,
    n: int,
    *,
    events: int | None = None,
    n_censored: int = 0,
    grade: Grade | None = None,
    missing: Text = NOT_DEFINED,
) -> Estimate:
    """The estimate, if it stands on enough. `events` is what the rule of 5 counts (`n` where left out); `missing` why it is NaN."""
    counted = n if events is None else events
    if counted < FEWEST_EVENTS:
        return undefined(definition, n, TOO_FEW if n else NOT_DEFINED, n_censored)
    if not math.isfinite(value):
        return undefined(definition, n, missing, n_censored)
    low, high = (None if bound is None or not math.isfinite(bound) else float(bound) for bound in interval)
    low = None if low is None else min(low, float(value))
    high = None if high is None else max(high, float(value))
    return Estimate(float(value), low, high, int(n), grade or graded(counted), definition, int(n_censored))


def account(definition: str, value: float, n: int, n_censored: int = 0) -> Estimate:
    """What is written down, summed: exact as far as the records are, however few they are."""
    if not math.isfinite(value):
        return undefined(definition, n, NOT_DEFINED, n_censored)
    exact = float(value)
    return Estimate(exact, exact, exact, int(n), graded(n), definition, int(n_censored))


def undefined(definition: str, n: int, why: Text, n_censored: int = 0) -> Estimate:
    return Estimate(None, None, None, int(n), graded(n), definition, int(n_censored), why)


def graded(n: int) -> Grade:
    return Grade.SEGMENT if n >= SEGMENT_FROM else Grade.POOLED
