"""New rows: what they touch is worked out again, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book
from ignition.choice import choose
from ignition.engine import (
    RISKY,
    Effort,
    Models,
    Seen,
    describe_customers,
    describe_deals,
    plan_of,
    propose,
    score_customers,
    score_deals,
    stand,
    stated_hours,
)
from ignition.gains import Flags
from ignition.lit.block import Block, one_block, running_of
from ignition.lit.kept import Touched
from ignition.lit.lit import Lit, light
from ignition.lit.places import hashes_of
from ignition.notes import Missing, OpenDeals
from ignition.plays import PLAYS
from ignition.relighting import Standing, rows_of, standing_points
from ignition.saying import say
from ignition.telling import Values


def relight(lit: Lit, table: str, rows: Any) -> Lit:
    """As `light(book with these rows)` by the same models, from what was lit before. `lit` itself stays as it is.

    `rows` of one table of `TABLES`, in any form a Book takes; one that is not known yet on the day changes nothing. Models,
    measured effects and what customers are compared with stay those of the full run. What may concern everybody (people,
    products, an answer about something to be learnt, the first row of a table) is a full run by the same models: `in_full` says so.
    """
    came = Book(**{table: rows}).as_of(lit.on)
    if table not in came:
        return replace(lit, again=frozenset(), in_full="")
    book = lit.book.plus(table, came.table(table))
    touched = book.touched_by(table, came.table(table)) if table in lit.missing.tables else None
    if touched is None:
        return replace(light(book.whole, lit.on, lit.terms, lit.models), in_full=table)
    part, deal_ids = book.about(touched)
    last = max((day for day in (lit.missing.last_day, came.last_day) if day is not None), default=None)
    lit = replace(lit, book=book, missing=replace(lit.missing, last_day=last), in_full="")
    return _relit(lit, part, touched, deal_ids, came)


def _relit(lit: Lit, part: Book, touched: Touched, deal_ids: Collection[str], came: Book) -> Lit:
    before = _Before.of(lit, touched, deal_ids)
    lit.desk.begin(part)
    seen = _see(lit, touched, before, deal_ids)
    candidates = propose(lit.desk, seen.situation, part, lit.on, lit.terms.assumptions)
    deals = seen.deals.to_pylist()
    lit = replace(
        lit,
        customers=lit.customers.again((), seen.customers.to_pylist()),
        deals=lit.deals.again(before.deals, deals),
        missing=_counted(lit.missing, before.deals.values(), deals),
        standing=_standing(lit, part, touched, deal_ids) if "points" in came or "answers" in came else lit.standing,
    )
    subjects = _Subjects(touched.customers, frozenset(before.deals) | {row["deal_id"] for row in deals})
    persons = before.persons(_only(part)) | set(candidates["person"].to_pylist())
    blocks = _planned_again(lit, part, candidates, subjects, persons)
    return _chosen_again(_shared(lit, touched, candidates), blocks)


@dataclass(frozen=True, slots=True)
class _Before:
    """How those who are touched stood."""

    customers: Mapping[str, Values]
    deals: Mapping[str, Values]

    @classmethod
    def of(cls, lit: Lit, touched: Touched, deal_ids: Collection[str]) -> _Before:
        deals = lit.deals.rows(deal_ids)
        whole = {name: row for name, row in deals.items() if row["customer_id"] in touched.customers | {""}}
        return cls(lit.customers.rows(touched.customers), whole)

    def persons(self, only: str) -> set[str]:
        return {row["owner"] or only for row in (*self.customers.values(), *self.deals.values())}


@dataclass(frozen=True, slots=True)
class _Subjects:
    customers: frozenset[str]
    deals: frozenset[str]

    def without(self, table: pa.Table) -> pa.Table:
        """The offers on everybody else."""
        deal = pc.equal(table["subject"], "deal")
        of_deals = pc.is_in(table["subject_id"], pa.array(sorted(self.deals), pa.string()))
        of_customers = pc.is_in(table["subject_id"], pa.array(sorted(self.customers), pa.string()))
        return table.filter(pc.invert(pc.if_else(deal, of_deals, of_customers)))


def _see(lit: Lit, touched: Touched, before: _Before, deal_ids: Collection[str]) -> Seen:
    """Those who are touched, described again and scored by the models there are."""
    desk, models, assumptions = lit.desk, lit.models, lit.terms.assumptions
    customers = _only_of(describe_customers(desk, lit.on), "customer_id", touched.customers)
    scored = score_customers(desk, customers, models, lit.on, assumptions)
    if not touched.moves_deals:
        deals = pa.Table.from_pylist(list(before.deals.values()), lit.deals.placed.base.schema)
        return stand(desk, scored, deals, models)
    deals = _only_of(describe_deals(desk, lit.on), "deal_id", deal_ids)
    deals = _only_of(deals, "customer_id", touched.customers | {""})
    return stand(desk, scored, score_deals(deals, models, assumptions), models)


def _only_of(table: pa.Table, column: str, texts: Collection[str]) -> pa.Table:
    return table.filter(pc.is_in(table[column], pa.array(sorted(texts), pa.string())))


def _only(book: Book) -> str:
    """Whose everything is that nobody follows: the only person there is."""
    return book.people["person_id"][0].as_py() if book.people.num_rows == 1 else ""


def _counted(missing: Missing, gone: Iterable[Values], rows: Sequence[Values]) -> Missing:
    counts = missing.deals
    for sign, some in ((-1, gone), (1, rows)):
        for row in some:
            counts = OpenDeals(
                counts.all + sign,
                counts.timeless + sign * (row["expected_on"] is None),
                counts.nameless + sign * (row["amount"] is None),
                counts.ageless + sign * (row["winners_p80_days"] is None),
                row["deals_n"] or 0,
                row["deals_grade"],
            )
    return replace(missing, deals=counts)


def _standing(lit: Lit, part: Book, touched: Touched, deal_ids: Collection[str]) -> Mapping[tuple[str, str], Standing]:
    """Ignition Points of an earlier day, those about whom something was said looked at again."""
    kept = _effort(lit.models).kept
    looked_at = {"customer": touched.customers, "deal": deal_ids}
    others = {key: one for key, one in lit.standing.items() if key[1] not in looked_at[key[0]]}
    again = standing_points(part, lit.on, kept.fallen_back, kept.refuted)
    return others | {(one.subject, one.subject_id): one for one in again if one.subject_id in looked_at[one.subject]}


def _effort(models: Models) -> Effort:
    assert models.effort is not None, "a Lit keeps what effort brings"
    return models.effort


def _planned_again(
    lit: Lit, part: Book, candidates: pa.Table, subjects: _Subjects, persons: Iterable[str]
) -> dict[str, Block | None]:
    """The blocks of those whose offers changed; None where a person has none any more."""
    stated, assumptions = stated_hours(part), lit.terms.assumptions
    found: dict[str, Block | None] = {}
    for name in persons:
        mine = candidates.filter(pc.equal(candidates["person"], name))
        old = lit.blocks.get(name)
        if old is not None:
            others = subjects.without(old.table)
            if not mine.num_rows and others.num_rows == old.table.num_rows:
                continue
            mine = pa.concat_tables([others, mine]).sort_by(
                [(key, "ascending") for key in ("play", "subject", "subject_id")]
            )
        if mine.num_rows:
            planned = plan_of(mine, _effort(lit.models), stated, assumptions, lit.terms.follow_rule)
            found[name] = one_block(planned)
        elif old is not None:
            found[name] = None
    return found


def _shared(lit: Lit, touched: Touched, candidates: pa.Table) -> Lit:
    """Who may offer something to the same touched customer now: all offers to one are among the candidates."""
    names = sorted(touched.customers)
    persons: dict[str, set[str]] = {name: set() for name in names}
    for name, person in zip(candidates["customer_id"].to_pylist(), candidates["person"].to_pylist(), strict=True):
        if name in persons:
            persons[name].add(person)
    sharing = dict(lit.sharing)
    for name, code in zip(names, hashes_of(tuple(names)).tolist(), strict=True):
        sharing.pop(code, None)
        if len(persons[name]) > 1:
            sharing[code] = frozenset(persons[name])
    return replace(lit, sharing=sharing)


def _chosen_again(lit: Lit, planned: Mapping[str, Block | None]) -> Lit:
    fresh = {name: block for name, block in planned.items() if block is not None}
    kept = {name: block for name, block in lit.blocks.items() if name not in planned}
    running = _running_again(lit, kept, fresh)
    lit = replace(lit, again=frozenset(running) | frozenset(planned))
    said = {name: _said(lit, replace(fresh.get(name) or kept[name], running=flags)) for name, flags in running.items()}
    return replace(lit, blocks={**kept, **said})


def _running_again(lit: Lit, kept: Mapping[str, Block], fresh: Mapping[str, Block]) -> dict[str, Flags]:
    """Of the blocks planned again, and of those of others in which an offer now gives way to one of theirs, or no longer does."""
    if not fresh:
        return {}
    flagged = {name: np.ones(len(block.running), dtype=bool) for name, block in fresh.items()}
    shared = np.array(sorted(lit.sharing), dtype=np.uint64)
    common = np.unique(np.concatenate([np.intersect1d(block.customer, shared) for block in fresh.values()]))
    for name in {person for code in common.tolist() for person in lit.sharing[code]} - set(fresh):
        flagged[name] = np.isin(kept[name].customer, common)
    names = sorted(flagged)
    parts = [(fresh.get(name) or kept[name], flagged[name]) for name in names]
    found: dict[str, Flags] = {}
    for name, (block, flags), running in zip(names, parts, running_of(parts), strict=True):
        now = block.running.copy()
        now[flags] = running
        if name in fresh or not np.array_equal(now, block.running):
            found[name] = now
    return found


def _said(lit: Lit, block: Block) -> Block:
    """Chosen among what is in the running, and told."""
    offers, plan, hours = block.today.offers, block.today.plan, block.today.hours
    assumptions, standing = lit.terms.assumptions, rows_of(offers.table, tuple(lit.standing.values()))
    chosen = choose(offers, plan, hours, RISKY, lit.on, assumptions.interval, standing, np.flatnonzero(block.running))
    shown, held = say(lit.facts, PLAYS, offers, chosen, lit.on, assumptions)
    slots = tuple((one.row, one.slot) for person in chosen for one in person.chosen)
    return replace(block, slots=slots, shown=shown, held=held)
