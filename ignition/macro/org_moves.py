"""Moves of the whole organisation, as they are answered: each, the one that is lit, and the one that was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ignition.estimate import Estimate
from ignition.macro import words
from ignition.macro.contenders import Kind
from ignition.scarcity import Resource
from ignition.wording import Sentence

_ON_CUSTOMERS = frozenset({"pair", "move"})


@dataclass(frozen=True, slots=True)
class OrgMove:
    """A move of the organisation's choice: on time, on the flow of revenue, or on the organisation itself."""

    kind: Kind
    name: str
    title: Sentence
    reason: Sentence
    hours: float
    gain: Estimate
    net_gain: float
    p_positive: float
    p_top3: float
    feasible: bool
    customers: tuple[str, ...] = ()
    """Ids of customers or deals it names; never a person of ours."""

    @property
    def rests_on_chances(self) -> bool:
        """Whether what it is worth stands on chances to buy or to be won, which a backtest has to prove first."""
        return self.kind == "time" or self.name in _ON_CUSTOMERS

    def sure(self) -> Sentence:
        if self.rests_on_chances:
            return words.UNPROVEN.of()
        return words.SURE.of(p_positive=_sayable(self.p_positive), p_top3=_sayable(self.p_top3))


@dataclass(frozen=True, slots=True)
class OrgPoint:
    """The organisation's Ignition Point. `fuel` hours until it is spent, on about `next_on`."""

    move: OrgMove
    fuel: float
    next_on: dt.date
    resource: Resource
    """What was scarcest when it was lit: where that changes, it is lit anew."""
    since: dt.date

    def burns(self) -> Sentence:
        return words.FUEL.of(hours=round(self.fuel), on=self.next_on)


@dataclass(frozen=True, slots=True)
class OrgStanding:
    """The organisation's Ignition Point as it was lit on an earlier day."""

    kind: Kind
    name: str
    lit_on: dt.date
    next_on: dt.date
    resource: Resource
    customers: tuple[str, ...] = ()


def _sayable(probability: float) -> float:
    """Never nought, never certain."""
    return min(max(probability, 0.01), 0.99)
