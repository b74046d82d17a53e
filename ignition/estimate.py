"""A number as Ignition states it: with its interval, how much it stands on, and its evidence grade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ignition.wording import Text


class Grade(StrEnum):
    """The ladder of evidence. The grade decides which verbs a sentence may use; only L4 may say "causes"."""

    ASSUMED = "L0"
    POOLED = "L1"
    SEGMENT = "L2"
    FITTED = "L3"
    MEASURED = "L4"

    @property
    def verb(self) -> Text:
        return _VERBS[self]


_VERBS = {
    Grade.ASSUMED: Text(it="ipotesi", en="hypothesis"),
    Grade.POOLED: Text(it="di solito", en="usually"),
    Grade.SEGMENT: Text(it="nei casi simili", en="in similar cases"),
    Grade.FITTED: Text(it="è associato a", en="is associated with"),
    Grade.MEASURED: Text(it="causa", en="causes"),
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval: 80 %, unless the function that states it says otherwise (`measuring`: 90 %).

    `value` is None where it is not defined: never 0 or 100 % in its place.

    `why` then says in plain words what is missing. A bound is None where the data do not reach it.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    grade: Grade
    definition: str
    n_censored: int = 0
    why: Text | None = None
    n_effective: float | None = None
    """Cases of equal weight that would tell as much; None where every case weighs the same."""
