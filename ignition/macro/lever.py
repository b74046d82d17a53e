"""One of the seven levers, as it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from ignition.estimate import Estimate, Grade
from ignition.macro import words
from ignition.macro.measured import Name
from ignition.wording import Sentence


@dataclass(frozen=True, slots=True)
class Lever:
    """One of the seven. `now` as its metric states it; `reached` what it could come to; the rest for the part the hours allow.

    `per_hour`, `gain` and `hours` are None where the lever cannot be weighed; `reason` then says what is missing.
    """

    name: Name
    kind: str
    meaning: Sentence
    now: Estimate
    reason: Sentence
    reached: float | None = None
    part: float = 0.0
    """Of the whole effort, what a fifth of the hours there are allows."""
    per_hour: Estimate | None = None
    """EUR of contribution for each hour displaced."""
    gain: Estimate | None = None
    """EUR of contribution over the horizon."""
    hours: Estimate | None = None
    net_gain: float | None = None
    """What is left after the hours are paid."""
    p_positive: float | None = None
    grade: Grade = Grade.ASSUMED
    """Of the lever and its change. That of the hours is L0: they are assumed."""
    source: str = ""
    """history, groups or assumption; empty where it cannot be weighed."""
    stage: str = ""

    @property
    def title(self) -> Sentence:
        return words.NAMES[self.name].of()
