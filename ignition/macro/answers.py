"""What the levers answer: the table, the moves beside each other, the organisation's Ignition Point or what to learn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ignition.estimate import Estimate, Grade
from ignition.macro import words
from ignition.macro.contenders import Kind
from ignition.macro.learning import Lesson
from ignition.macro.measured import Name
from ignition.scarcity import Bottleneck, Resource
from ignition.wording import Sentence, Text


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

    def sure(self) -> Sentence:
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


@dataclass(frozen=True, slots=True)
class Velocity:
    """What the deals bring a day, how long one takes, and what a shorter cycle would add."""

    flow: Estimate
    cycle: Estimate
    law: Sentence

    def say(self) -> Sentence:
        if self.flow.value is None or self.cycle.value is None:
            return self.law
        return words.VELOCITY.of(velocity=self.flow.value, cycle=self.cycle.value, law=self.law)


@dataclass(frozen=True, slots=True)
class Levers:
    """The macro view as of a day, best lever first; those that cannot be weighed come last."""

    on: dt.date
    levers: tuple[Lever, ...]
    moves: tuple[OrgMove, ...]
    ignition: OrgPoint | None
    learn: Lesson | None
    bottleneck: Bottleneck | None
    velocity: Velocity | None
    notes: tuple[Sentence, ...] = ()
    lang: str = "en"

    def lever(self, name: Name) -> Lever:
        return next(one for one in self.levers if one.name == name)

    def __str__(self) -> str:
        return "\n".join(sentence.say(self.lang) for sentence in self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for one in self.levers:
            yield Sentence(_LINE, {"title": one.title, "reason": one.reason})
        yield from self.verdict()
        if self.velocity is not None:
            yield self.velocity.say()
        if self.bottleneck is not None:
            yield self.bottleneck.say()
        yield from self.notes

    def verdict(self) -> Iterator[Sentence]:
        """The Ignition Point with its reason, or what to learn instead."""
        if self.ignition is not None:
            move = self.ignition.move
            yield from (move.title, move.reason, move.sure(), self.ignition.burns())
            if self.ignition.since != self.on:
                yield words.KEPT.of(since=self.ignition.since)
        elif self.learn is not None:
            yield from (words.LEARN.of(), self.learn.title, self.learn.reason)
        elif self.moves:
            yield words.NOTHING_PASSES.of()

    def plain(self, lang: str) -> dict[str, Any]:
        """Plain values that survive JSON, said in one language: what `--json` prints and what a page shows."""
        ignition = self.ignition
        return {
            "on": self.on.isoformat(),
            "language": lang,
            "levers": [_lever(one, lang) for one in self.levers],
            "moves": [_move(one, lang) for one in self.moves],
            "ignition": ignition
            and {
                **_move(ignition.move, lang),
                "fuel_hours": _short(ignition.fuel),
                "next_on": ignition.next_on.isoformat(),
                "resource": ignition.resource,
                "since": ignition.since.isoformat(),
            },
            "learn": self.learn and _lesson(self.learn, lang),
            "verdict": [sentence.say(lang) for sentence in self.verdict()],
            "bottleneck": self.bottleneck
            and {
                "resource": self.bottleneck.resource,
                "an_hour": _estimate(self.bottleneck.worth),
                "said": self.bottleneck.say().say(lang),
            },
            "velocity": self.velocity
            and {
                "a_day": _estimate(self.velocity.flow),
                "cycle_days": _estimate(self.velocity.cycle),
                "said": self.velocity.say().say(lang),
            },
            "notes": [note.say(lang) for note in self.notes],
        }


_LINE = Text(it="{title}: {reason}", en="{title}: {reason}")


def _lever(one: Lever, lang: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title.say(lang),
        "meaning": one.meaning.say(lang),
        "kind": one.kind,
        "now": _estimate(one.now),
        "reached": _short(one.reached),
        "part": _short(one.part),
        "per_hour": one.per_hour and _estimate(one.per_hour),
        "gain": one.gain and _estimate(one.gain),
        "hours": one.hours and _estimate(one.hours),
        "net_gain": _short(one.net_gain),
        "p_positive": _short(one.p_positive),
        "grade": one.grade.value,
        "source": one.source,
        "stage": one.stage,
        "reason": one.reason.say(lang),
    }


def _move(one: OrgMove, lang: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title.say(lang),
        "reason": one.reason.say(lang),
        "sure": one.sure().say(lang),
        "hours": _short(one.hours),
        "gain": _estimate(one.gain),
        "net_gain": _short(one.net_gain),
        "p_positive": _short(one.p_positive),
        "p_top3": _short(one.p_top3),
        "feasible": one.feasible,
        "customers": list(one.customers),
    }


def _lesson(one: Lesson, lang: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title.say(lang),
        "reason": one.reason.say(lang),
        "worth": _estimate(one.worth),
        "hours": _short(one.hours),
        "per_euro": _short(one.per_euro),
        "p_changes": _short(one.p_changes),
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    values = {name: _short(getattr(one, name)) for name in ("value", "low", "high")}
    return {**values, "n": one.n, "grade": one.grade.value, "definition": one.definition}


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _sayable(probability: float) -> float:
    """Never nought, never certain."""
    return min(max(probability, 0.01), 0.99)
