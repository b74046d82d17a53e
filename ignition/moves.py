"""What the engine answers: moves as a table, and the few that are shown, each with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from ignition.estimate import Estimate, Grade
from ignition.scarcity import Bottleneck, bottleneck
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
GAINS: Mapping[Grade, Text] = {
    Grade.ASSUMED: Text(
        it="potrebbe valere circa {gain:money}[ (da {low:money} a {high:money})] per {time}",
        en="could be worth about {gain:money}[ ({low:money} to {high:money})] for {time}",
    ),
    Grade.POOLED: Text(
        it="di solito vale circa {gain:money}[ (da {low:money} a {high:money})] per {time}",
        en="is usually worth about {gain:money}[ ({low:money} to {high:money})] for {time}",
    ),
    Grade.SEGMENT: Text(
        it="nei casi simili vale circa {gain:money}[ (da {low:money} a {high:money})] per {time}",
        en="in similar cases is worth about {gain:money}[ ({low:money} to {high:money})] for {time}",
    ),
    Grade.FITTED: Text(
        it="è associato a circa {gain:money}[ (da {low:money} a {high:money})] per {time}",
        en="is associated with about {gain:money}[ ({low:money} to {high:money})] for {time}",
    ),
    Grade.MEASURED: Text(
        it="causa circa {gain:money}[ (da {low:money} a {high:money})] in più per {time}",
        en="causes about {gain:money} more[ ({low:money} to {high:money})] for {time}",
    ),
}
"""The grade decides the verb: only what a lot measured may be said to cause anything."""
_FREES = Text(
    it="potrebbe liberare {time}, che altrove valgono circa {gain:money} in più[ (da {low:money} a {high:money})]",
    en="could free {time}, worth about {gain:money} more elsewhere[ ({low:money} to {high:money})]",
)
_LEARNS = Text(
    it="saperlo potrebbe valere circa {gain:money}[ (da {low:money} a {high:money})] per {time}",
    en="knowing it could be worth about {gain:money}[ ({low:money} to {high:money})] for {time}",
)

_FUEL = Text(
    it="Carburante: circa {fuel} ancora[ (da {low:number} a {high:number} ore)]; poi un'ora vale di più altrove. Prossima accensione attesa il {next_on:date}.",
    en="Fuel: about {fuel} more[ ({low:number} to {high:number} hours)]; then an hour is worth more elsewhere. Next ignition expected on {next_on:date}.",
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


def _quarters(hours: float | None) -> float:
    """To a quarter of an hour: nobody plans by the minute."""
    return round((hours or 0.0) * 4) / 4


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
    p_positive: float | None
    """P(net gain > 0); None where chances have not earned their place (`ignition.unproven`)."""
    p_top3: float | None
    at_risk: float | None
    chance: float
    """Probability with which it was shown: 1 unless a near-tie was ordered by chance."""
    due_on: dt.date
    """When the promise is held against what happened."""
    title: Sentence
    reason: Sentence
    facts: tuple[Fact, ...] = ()
    fuel: Estimate | None = None
    """Hours from today until one more returns no more than it would elsewhere."""
    next_on: dt.date | None = None
    """When that fuel is expected to be spent, and the next ignition due."""
    since: dt.date | None = None
    """The day an Ignition Point was lit, where it stays from an earlier one."""
    response: Estimate | None = None
    """Elasticity the gain stands on: percentage more result for one per cent more effort, with its rung of the ladder."""

    def worth(self) -> Sentence:
        """What it may bring and what it takes, in the verbs its evidence grade allows."""
        text = _LEARNS if self.play == "learn" else _FREES if self.hours < 0 else GAINS[self.gain.grade]
        gain = self.gain
        return text.of(gain=gain.value, low=gain.low, high=gain.high, time=time(abs(self.hours)))

    @property
    def says_fuel(self) -> Sentence | None:
        """How long it goes on paying, and when the next ignition is to be expected; None where it burns nothing."""
        fuel = self.fuel
        if fuel is None or not fuel.value or self.next_on is None:
            return None
        spans = {"fuel": time(_quarters(fuel.value)), "low": _quarters(fuel.low), "high": _quarters(fuel.high)}
        return _FUEL.of(**spans, next_on=self.next_on)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that survive JSON; `Move.from_dict` gives the same move back."""
        plain = asdict(self)
        plain["gain"]["grade"] = self.gain.grade.value
        for name in ("due_on", "next_on", "since"):
            plain[name] = plain[name] and plain[name].isoformat()
        for name in ("fuel", "response"):
            if plain[name] is not None:
                plain[name]["grade"] = plain[name]["grade"].value
        plain["title"], plain["reason"] = self.title.to_dict(), self.reason.to_dict()
        plain["facts"] = [{"sentence": f.sentence.to_dict(), "source": f.source.to_dict()} for f in self.facts]
        return plain

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Move:
        days = {name: _day(stored.get(name)) for name in ("next_on", "since")}
        facts = tuple(
            Fact(Sentence.from_dict(fact["sentence"]), Sentence.from_dict(fact["source"])) for fact in stored["facts"]
        )
        return cls(
            **{
                **stored,
                "gain": _estimate(stored["gain"]),
                **{name: _estimate(stored[name]) if stored.get(name) else None for name in ("fuel", "response")},
                "due_on": dt.date.fromisoformat(stored["due_on"]),
                **days,
                "title": Sentence.from_dict(stored["title"]),
                "reason": Sentence.from_dict(stored["reason"]),
                "facts": facts,
            }
        )


def _estimate(stored: Mapping[str, Any]) -> Estimate:
    return Estimate(**{**stored, "grade": Grade(stored["grade"])})


def _day(stored: str | None) -> dt.date | None:
    return dt.date.fromisoformat(stored) if stored else None


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
    an_hour: Mapping[str, Estimate] = field(default_factory=dict)
    """The shadow prices with their intervals, one per person: for that person's own eyes."""
    weekly_hours: Mapping[str, float] = field(default_factory=dict)
    """The hours that were planned, one per person."""
    lang: str = "en"
    """The language in which it prints itself."""

    def only(self, people: Collection[str]) -> Moves:
        """The same plan, seen by these persons: nothing of anybody else's."""
        theirs = pc.is_in(self.table["person"], pa.array(list(people), pa.string()))
        shown, held = (tuple(move for move in some if move.person in people) for some in (self.shown, self.held))
        return replace(
            self,
            table=self.table.filter(theirs),
            shown=shown,
            held=held,
            shadow_prices={name: price for name, price in self.shadow_prices.items() if name in people},
            an_hour={name: worth for name, worth in self.an_hour.items() if name in people},
        )

    @property
    def bottleneck(self) -> Bottleneck | None:
        """What is scarcest, over everybody the plan is for: says what an hour is worth, never whose is worth most."""
        return bottleneck(self.an_hour, self.weekly_hours)

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
        if self.bottleneck is not None:
            yield self.bottleneck.say().say(self.lang)
        yield from (note.say(self.lang) for note in self.notes)

    def of(self, person: str) -> tuple[Move, ...]:
        return tuple(move for move in self.shown if move.person == person)

    def slot(self, slot: Slot) -> tuple[Move, ...]:
        return tuple(move for move in self.shown if move.slot == slot)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Moves are an Arrow table to whatever takes one: `pyarrow.table(moves)`, DuckDB, Polars."""
        return self.table.__arrow_c_stream__(requested_schema)

    def to_polars(self) -> polars.DataFrame:
        import polars

        return polars.DataFrame(self.table)

    def to_pandas(self) -> pandas.DataFrame:
        return self.table.to_pandas()
