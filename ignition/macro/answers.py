"""What the levers answer: the table, the moves beside each other, the organisation's Ignition Point or what to learn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ignition.macro import words
from ignition.macro.learning import Lesson
from ignition.macro.lever import Lever
from ignition.macro.measured import Name
from ignition.macro.org_moves import OrgMove, OrgPoint
from ignition.macro.velocity import Velocity
from ignition.scarcity import Bottleneck
from ignition.wording import Sentence, Text

_LINE = Text(it="{title}: {reason}", en="{title}: {reason}")


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
        """The Ignition Point with its reason, or what to learn instead, or that nothing can be weighed yet: never nothing."""
        if self.ignition is not None:
            move = self.ignition.move
            yield from (move.title, move.reason, move.sure(), self.ignition.burns())
            if self.ignition.since != self.on:
                yield words.KEPT.of(since=self.ignition.since)
        elif self.learn is not None:
            yield from (words.LEARN.of(), self.learn.title, self.learn.reason)
        elif any(one.per_hour for one in self.levers):
            yield words.NOTHING_PASSES.of()
        else:
            yield words.NONE_WEIGHED.of()
