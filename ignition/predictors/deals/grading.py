"""What the chances of deals stand on: how many have closed, for how long, and whether the chances of past days were right."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ignition.estimate import Grade
from ignition.predictors.bg_nbd import Floats
from ignition.predictors.tables import numbers, texts
from ignition.wording import Sentence, Text

FEWEST_CLOSED, SOME_CLOSED, MANY_CLOSED = 5, 30, 300
FEWEST_DAYS_OF_ENDS, YEAR_DAYS = 90, 365
"""Companies close by the quarter: who has seen deals end in one month only knows nothing of the others."""

_TOO_FEW = Text(
    it="Trattative chiuse: {n:number}. Sotto {needed:number} le probabilità sono ipotesi: una vinta su quattro, metà entro dieci settimane.",
    en="Closed deals: {n:number}. Below {needed:number} the chances are assumed: one won in four, half of them within ten weeks.",
)
_TOO_SHORT = Text(
    it="Trattative chiuse: {n:number}, tutte in meno di {needed:number} giorni. Le probabilità sono ipotesi: che i prossimi mesi siano come questi.",
    en="Closed deals: {n:number}, all within less than {needed:number} days. The chances are assumed: that the months to come will be like these.",
)


def grade(history: pa.Table, closed: int, validated: bool) -> Grade:
    """L0 below 5 closed deals, or where they all closed within less than 90 days; L1 below 30; L3 only where past chances were
    right as they were, with more than 300 closed deals over a year; else L2."""
    opened = np.asarray(history["opened_on"].cast(pa.int32()).to_numpy(zero_copy_only=False), dtype=float)
    until = opened + numbers(history, "stop_days")
    ends = until[np.isin(np.array(texts(history, "exit"), dtype=object), ("won", "ended"))]
    if _span(ends, ends) < FEWEST_DAYS_OF_ENDS:
        return Grade.ASSUMED
    fitted = validated and closed > MANY_CLOSED and _span(opened, until) >= YEAR_DAYS
    return Grade.FITTED if fitted else grade_of_closed(closed)


def grade_of_closed(closed: int) -> Grade:
    """By the number of closed deals alone: L0 below 5, L1 below 30, else L2."""
    if closed < FEWEST_CLOSED:
        return Grade.ASSUMED
    return Grade.POOLED if closed < SOME_CLOSED else Grade.SEGMENT


def note(grade: str, deals_n: int) -> Sentence | None:
    """What must be said beside the chances when they are assumed; None where they were learnt.

    >>> note("L0", 2).say("en")
    'Closed deals: 2. Below 5 the chances are assumed: one won in four, half of them within ten weeks.'
    """
    if grade != Grade.ASSUMED.value:
        return None
    if deals_n < FEWEST_CLOSED:
        return _TOO_FEW.of(n=deals_n, needed=FEWEST_CLOSED)
    return _TOO_SHORT.of(n=deals_n, needed=FEWEST_DAYS_OF_ENDS)


def _span(begins: Floats, ends: Floats) -> float:
    return float(ends.max() - begins.min()) if len(ends) else 0.0
