"""A full run that keeps what it worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from ignition.allocation import Contest, Plan
from ignition.assumptions import Assumptions
from ignition.backends import KeptDesk, connect
from ignition.book import Book
from ignition.engine import AS_STATED, Decided, Models, decided, ignite, notes, planned, see
from ignition.estimate import Estimate
from ignition.gains import weigh
from ignition.ladder import Said
from ignition.lit.block import Block, blocks_of, sharing_of
from ignition.lit.kept import KeptBook
from ignition.lit.standing import KeptFacts, Stood
from ignition.moves import Move, Moves
from ignition.notes import Missing, what_is_open
from ignition.ranking import hour_prices, ranked
from ignition.relighting import Standing, standing_points
from ignition.saying import DeskFacts
from ignition.wording import Sentence


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run is asked with, beside the Book and the day."""

    assumptions: Assumptions = AS_STATED
    judgements: Mapping[str, Said] | None = None
    contest: Contest | None = None

    @property
    def follow_rule(self) -> bool:
        return self.contest is not None and self.contest.rule_wins


@dataclass(frozen=True, slots=True)
class Lit:
    """Everything a run worked out, in parts that can be worked out again one by one. Nothing in it is ever changed in place.

    `again` are the persons whose part the last rows worked out again; `in_full` says why it was a full run, if it was.
    """

    on: dt.date
    terms: Terms
    models: Models
    book: KeptBook
    customers: Stood
    deals: Stood
    blocks: Mapping[str, Block]
    sharing: Mapping[int, frozenset[str]]
    standing: Mapping[tuple[str, str], Standing]
    missing: Missing
    just_asked: frozenset[str]
    desk: KeptDesk
    again: frozenset[str] = frozenset()
    in_full: str = ""

    @property
    def facts(self) -> KeptFacts:
        return KeptFacts(self.customers, self.deals, self.just_asked)

    @property
    def shown(self) -> tuple[Move, ...]:
        return tuple(move for block in self._in_order() for move in block.shown)

    @property
    def shadow_prices(self) -> dict[str, float]:
        return {name: block.today.plan.prices[name] for name, block in self.blocks.items()}

    @property
    def an_hour(self) -> dict[str, Estimate]:
        mass = self.terms.assumptions.interval
        priced = (hour_prices(block.today.offers, block.today.plan, mass) for block in self._in_order())
        return {name: price for one in priced for name, price in one.items()}

    @property
    def notes(self) -> tuple[Sentence, ...]:
        plans = [block.today.plan for block in self._in_order()]
        value, by_rule = (sum(sum(one.values()) for one in by_person) for by_person in _values(plans))
        kept = None if self.models.effort is None else self.models.effort.kept
        rule_wins = by_rule > value * (1 + 1e-9)
        fallen_back: Collection[str] = kept.fallen_back if kept is not None else ()
        return notes(self.missing, self.on, self.terms.assumptions, rule_wins, fallen_back, self.terms.contest)

    @property
    def moves(self) -> Moves:
        """The whole answer, as `ignite` gives it. Its table holds every offer: put together when it is asked for."""
        blocks = self._in_order()
        return Moves(
            on=self.on,
            table=self._table(blocks),
            shown=self.shown,
            held=tuple(move for block in blocks for move in block.held),
            shadow_prices=self.shadow_prices,
            an_hour=self.an_hour,
            weekly_hours={name: hours for block in blocks for name, hours in block.today.hours.items()},
            notes=self.notes,
        )

    def _in_order(self) -> list[Block]:
        return [self.blocks[name] for name in sorted(self.blocks)]

    def _table(self, blocks: list[Block]) -> pa.Table:
        if not blocks or self.models.effort is None:
            return ignite(Book(), self.on, self.terms.assumptions).table
        effort = self.models.effort
        offers = weigh(pa.concat_tables([block.table for block in blocks]), effort.responses, effort.factors)
        plans = [block.today.plan for block in blocks]
        begins = np.cumsum([0, *(len(block.running) for block in blocks)]).tolist()
        slots = [(begin + row, slot) for begin, block in zip(begins, blocks, strict=False) for row, slot in block.slots]
        plan = replace(
            plans[0],
            hours=np.concatenate([plan.hours for plan in plans]),
            prices={name: price for plan in plans for name, price in plan.prices.items()},
        )
        return ranked(offers, plan, slots, self.terms.assumptions.interval)


def light(book: Book, on: dt.date | None = None, terms: Terms | None = None, models: Models | None = None) -> Lit:
    """`ignite`, with everything it worked out kept: `lit.moves` is its answer, `relight(lit, table, rows)` the next one.

    `models` are those of an earlier run, used instead of learning again. Memory: the Book once more where `as_of` takes rows out,
    the situation of every customer, and 12 bytes a row and key for finding it again.

    >>> book = Book(purchases=[{"customer_id": who, "on": f"2026-{month:02d}-10", "amount": 900.0}
    ...                        for who, until in (("Rossi", 10), ("Bianchi", 6), ("Verdi", 10)) for month in range(1, until)])
    >>> [(move.play, move.customer_name) for move in light(book, on=dt.date(2026, 9, 30)).shown][:1]
    [('win_back', 'Bianchi')]
    """
    day = on or book.last_day or dt.datetime.now(tz=dt.UTC).date()
    terms = terms or Terms()
    known, stated = book.as_of(day), terms.assumptions
    with connect(known) as desk:
        seen = see(desk, day, stated, models)
        situation, effort = seen.situation, seen.models.effort
        today = planned(desk, situation, known, day, stated, terms.judgements or {}, terms.follow_rule, effort)
        standing = standing_points(known, day, today.kept.fallen_back, today.kept.refuted)
        facts = DeskFacts(desk, situation, day)
        missing = Missing.of(known, what_is_open(seen.deals))
        done = decided(today, standing, facts, missing, day, stated, terms.contest)
        asked = frozenset(facts.asked())
    blocks = {block.person: block for block in _blocks(done, blocks_of(today, done.eligible))}
    return Lit(
        on=day,
        terms=terms,
        models=replace(seen.models, effort=today.effort),
        book=KeptBook.of(known),
        customers=Stood.of("customer_id", seen.customers),
        deals=Stood.of("deal_id", seen.deals),
        blocks=blocks,
        sharing=sharing_of(blocks.values()),
        standing={(one.subject, one.subject_id): one for one in standing},
        missing=missing,
        just_asked=asked,
        desk=KeptDesk(missing.tables),
    )


def _blocks(done: Decided, blocks: Iterable[Block]) -> Iterator[Block]:
    begin = 0
    by_person: dict[str, list[list[Move]]] = {}
    for place, some in enumerate((done.moves.shown, done.moves.held)):
        for move in some:
            by_person.setdefault(move.person, [[], []])[place].append(move)
    for block in blocks:
        end = begin + len(block.running)
        slots = tuple((row - begin, slot) for row, slot in done.slots if begin <= row < end)
        shown, held = by_person.get(block.person, [[], []])
        yield replace(block, slots=slots, shown=tuple(shown), held=tuple(held))
        begin = end


def _values(plans: list[Plan]) -> tuple[list[Mapping[str, float]], list[Mapping[str, float]]]:
    return [plan.values for plan in plans], [plan.rule_values for plan in plans]
