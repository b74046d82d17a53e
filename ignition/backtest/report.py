"""What a backtest found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from ignition.estimate import Estimate
from ignition.gate import Verdict
from ignition.moves import Slot
from ignition.wording import Sentence


@dataclass(frozen=True, slots=True)
class Period:
    """Revenue in EUR over the horizon after `on`: what was said, what a simple rule says, and what happened."""

    on: dt.date
    until: dt.date
    said: Estimate
    happened: float
    simple: float
    a_year_before: bool
    """The simple rule is the same weeks a year earlier; else, where the book is younger, the weeks just before."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One number the engine shows, held against what happened. `skills`: 1 - loss / loss of each simple rule, by its name."""

    name: str
    """`buys`, `purchases` (how often), `wins`, or revenue: of the `base`, of the open `deals`."""
    n: int
    subjects: int
    verdict: Verdict
    skills: Mapping[str, Estimate] = field(default_factory=dict)
    figures: Mapping[str, Estimate] = field(default_factory=dict)
    bins: tuple[tuple[float, Estimate], ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class PlayAfter:
    """A play's subjects when it was shown: the share that bought, or was won, within the horizon; and that of all the others.

    What happened after, not because of: whoever was shown differed before anybody acted, and nobody may have acted.
    """

    play: str
    subject: str
    after: Estimate
    others: Estimate


@dataclass(frozen=True, slots=True)
class MoveAfter:
    """One move the engine would have shown, without whose it was."""

    on: dt.date
    slot: Slot
    play: str
    title: Sentence
    reason: Sentence
    net_gain: float
    happened: Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """Looks from `origins`, each followed for `horizon` days. Empty where there was too little history; `notes` then say so."""

    origins: tuple[dt.date, ...]
    horizon: int
    until: dt.date | None
    judged: tuple[Judged, ...] = ()
    plays: tuple[PlayAfter, ...] = ()
    moves: tuple[MoveAfter, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def hidden(self) -> tuple[str, ...]:
        """Numbers that did not pass the gate."""
        return tuple(one.name for one in self.judged if not one.verdict.shown)

    def of(self, name: str) -> Judged | None:
        return next((one for one in self.judged if one.name == name), None)
