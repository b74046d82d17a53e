"""What the engine answers: moves as a table, and the few that are shown, each with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from ignition.estimate import Estimate, Grade
from ignition.wording import Sentence, Text

if TYPE_CHECKING:
    import pandas
    import polars

Slot = Literal["action", "risk", "ignition"]
SLOTS: tuple[Slot, ...] = ("action", "risk", "ignition")
_SLOT_NAMES: dict[Slot, Text] = {
    "action": Text(it="Azione", en="Action"),
    "risk": Text(it="Rischio", en="Risk"),
    "ignition": Text(it="Ignition Point", en="Ignition Point"),
}
_GAINS = Text(
    it="potrebbe valere circa {gain:money} (da {low:money} a {high:money}) per {time}",
    en="could be worth about {gain:money} ({low:money} to {high:money}) for {time}",
)
_FREES = Text(
    it="potrebbe liberare {time}, che altrove valgono circa {gain:money} in più (da {low:money} a {high:money})",
    en="could free {time}, worth about {gain:money} more elsewhere ({low:money} to {high:money})",
)
_LEARNS = Text(
    it="saperlo potrebbe valere circa {gain:money} (da {low:money} a {high:money}) per {time}",
    en="knowing it could be worth about {gain:money} ({low:money} to {high:money}) for {time}",
)

_HOURS = Text(it="{hours:number} ore", en="{hours:number} hours")
_ONE_HOUR = Text(it="1 ora", en="1 hour")
_MINUTES = Text(it="{minutes:number} minuti", en="{minutes:number} minutes")


def time(hours: float) -> Sentence:
    """Hours as people say them.

    >>> [time(hours).say("it") for hours in (0.25, 1, 1.5)]
    ['15 minuti', '1 ora', '1,5 ore']
    """
    if hours < 1:
        return _MINUTES.of(minutes=round(hours * 60))
    return _ONE_HOUR.of() if hours == 1 else _HOURS.of(hours=hours)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact behind a move, and the source that says it."""

    sentence: Sentence
    source: Sentence


@dataclass(frozen=True, slots=True)
class Move:
    """One move as it is shown: who does what with whom, why, what it is worth and how sure we are.

    `gain` is the expected incremental contribution in EUR against not acting, with its 80 % interval; `net_gain` is what is left
    of it after the hours are paid at the person's shadow price; `index` is gain per hour over that price (1 at the margin of the plan).
    """

    slot: Slot
    rank: int
    play: str
    subject: str
    subject_id: str
    customer_id: str
    customer_name: str
    person: str
    hours: float
    gain: Estimate
    net_gain: float
    index: float | None
    p_positive: float
    p_top3: float
    at_risk: float | None
    chance: float
    """Probability with which it was shown: 1 unless a near-tie was ordered by chance."""
    due_on: dt.date
    """When the promise is held against what happened."""
    title: Sentence
    reason: Sentence
    facts: tuple[Fact, ...] = ()

    def worth(self) -> Sentence:
        """What it may bring and what it takes, in the verbs its evidence grade allows."""
        text = _LEARNS if self.play == "learn" else _FREES if self.hours < 0 else _GAINS
        gain = self.gain
        return text.of(gain=gain.value, low=gain.low, high=gain.high, time=time(abs(self.hours)))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that survive JSON; `Move.from_dict` gives the same move back."""
        plain = asdict(self)
        plain["gain"]["grade"] = self.gain.grade.value
        plain["due_on"] = self.due_on.isoformat()
        plain["title"], plain["reason"] = self.title.to_dict(), self.reason.to_dict()
        plain["facts"] = [{"sentence": f.sentence.to_dict(), "source": f.source.to_dict()} for f in self.facts]
        return plain

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Move:
        gain = {**stored["gain"], "grade": Grade(stored["gain"]["grade"])}
        facts = tuple(
            Fact(Sentence.from_dict(fact["sentence"]), Sentence.from_dict(fact["source"])) for fact in stored["facts"]
        )
        return cls(
            **{
                **stored,
                "gain": Estimate(**gain),
                "due_on": dt.date.fromisoformat(stored["due_on"]),
                "title": Sentence.from_dict(stored["title"]),
                "reason": Sentence.from_dict(stored["reason"]),
                "facts": facts,
            }
        )


@dataclass(frozen=True)
class Moves:
    """The plan as of a day. `table` holds every move considered; `shown` at most 3 actions, 2 risks and 1 Ignition Point a person."""

    on: dt.date
    table: pa.Table
    shown: tuple[Move, ...]
    shadow_prices: Mapping[str, float] = field(default_factory=dict)
    """EUR an hour, one per person: what the last hour of the plan still returns."""
    notes: tuple[Sentence, ...] = ()
    """What the engine could not do with this book, and what would help."""
    held: tuple[Move, ...] = ()
    """Moves a lot held back today, `chance` being that of showing them: kept as points with `shown` 0, they let effects be measured."""
    lang: str = "en"
    """The language in which it prints itself."""

    def only(self, people: Collection[str]) -> Moves:
        """The same plan, seen by these persons: nothing of anybody else's."""
        theirs = pc.is_in(self.table["person"], pa.array(list(people), pa.string()))
        shown, held = (tuple(move for move in some if move.person in people) for some in (self.shown, self.held))
        prices = {name: price for name, price in self.shadow_prices.items() if name in people}
        return replace(self, table=self.table.filter(theirs), shown=shown, held=held, shadow_prices=prices)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for person in dict.fromkeys(move.person for move in self.shown):
            if person:
                yield person
            for slot in SLOTS:
                for move in (one for one in self.of(person) if one.slot == slot):
                    said = (move.title, move.reason, move.worth())
                    yield f"{_SLOT_NAMES[slot].of().say(self.lang)}: " + " - ".join(one.say(self.lang) for one in said)
        yield from (note.say(self.lang) for note in self.notes)

    def of(self, person: str) -> tuple[Move, ...]:
        return tuple(move for move in self.shown if move.person == person)

    def slot(self, slot: Slot) -> tuple[Move, ...]:
        return tuple(move for move in self.shown if move.slot == slot)

    def to_polars(self) -> polars.DataFrame:
        import polars

        return polars.DataFrame(self.table)

    def to_pandas(self) -> pandas.DataFrame:
        return self.table.to_pandas()
