"""What is shown to each person, said: chosen offers and lessons become moves, with the facts of whom they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import ibis.expr.types as ir
import pyarrow as pa

from ignition.assumptions import Assumptions
from ignition.backends import Desk
from ignition.candidate import Play
from ignition.choice import Chosen, Shown
from ignition.gains import Offers
from ignition.learning import Lesson, what_to_learn
from ignition.moves import Move
from ignition.resting import just_asked
from ignition.situation import Situation
from ignition.telling import Values, tell, tell_lesson


class Facts(Protocol):
    """How those stand whom a move may be about."""

    def rows(self, subject: str, ids: Sequence[str]) -> Mapping[str, Values]:
        """The situation of these customers, or deals, by id."""

    def nameless(self, deal_ids: Sequence[str]) -> Collection[str]:
        """Those of the deals whose amount nobody wrote."""

    def asked(self) -> Collection[str]:
        """What was to be learnt about a short while ago: ids of customers and deals, names of plays."""


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """Facts as they lie on a desk."""

    desk: Desk
    situation: Situation
    on: dt.date

    def rows(self, subject: str, ids: Sequence[str]) -> Mapping[str, Values]:
        table, key = self._table(subject)
        wanted = self.desk.lay("wanted", pa.table({"id": pa.array(ids, pa.string())}))
        found = self.desk.answer(("facts", subject), lambda: table.semi_join(wanted, table[key] == wanted.id))
        return {row[key]: row for row in found.to_pylist()}

    def nameless(self, deal_ids: Sequence[str]) -> Collection[str]:
        deals = self.situation.deals
        wanted = self.desk.lay("wanted", pa.table({"id": pa.array(deal_ids, pa.string())}))
        without = deals.filter(deals.amount.isnull()).select("deal_id")
        found = self.desk.answer(("nameless",), lambda: without.semi_join(wanted, without.deal_id == wanted.id))
        return frozenset(found["deal_id"].to_pylist())

    def asked(self) -> Collection[str]:
        return just_asked(self.desk, self.on)

    def _table(self, subject: str) -> tuple[ir.Table, str]:
        deals, customers = (self.situation.deals, "deal_id"), (self.situation.customers, "customer_id")
        return deals if subject == "deal" else customers


def say(
    facts: Facts, plays: Mapping[str, Play], offers: Offers, chosen: Sequence[Shown], on: dt.date, assumptions: Assumptions
) -> tuple[tuple[Move, ...], tuple[Move, ...]]:  # fmt: skip
    """What is shown, and what the lot held back, told as if it were shown."""
    lessons = _lessons(facts, offers, chosen)
    asked = [lesson.row for lesson in lessons.values() if lesson is not None and lesson.row is not None]
    rows = _rows(facts, offers, [one.row for shown in chosen for one in (*shown.chosen, *shown.held)] + asked)

    def told(one: Chosen) -> Move:
        return tell(one, offers, plays[rows[one.row]["play"]], rows[one.row], on, assumptions)

    moves: list[Move] = []
    for shown in chosen:
        lesson = lessons.get(shown.field.person)
        if lesson is not None:
            about = {} if lesson.row is None else rows[lesson.row]
            moves.append(tell_lesson(lesson, shown.field, about, on))
        moves.extend(told(one) for one in shown.chosen)
    return tuple(moves), tuple(told(one) for shown in chosen for one in shown.held)


def _lessons(facts: Facts, offers: Offers, chosen: Sequence[Shown]) -> dict[str, Lesson | None]:
    """Where nothing is sure enough to be the Ignition Point, what would be worth knowing."""
    unsure = [shown.field for shown in chosen if not shown.has_ignition]
    if not unsure:
        return {}
    ids = offers.table["subject_id"].take(
        pa.array([row for field in unsure for row in field.rows.tolist()], pa.int64())
    )
    missing, asked = facts.nameless(ids.to_pylist()), facts.asked()
    return {field.person: what_to_learn(offers, field, missing, asked) for field in unsure}


def _rows(facts: Facts, offers: Offers, rows: list[int]) -> dict[int, Values]:
    """Each candidate's own columns, over those of its subject's situation."""
    if not rows:
        return {}
    candidates = offers.table.take(pa.array(rows, pa.int64())).to_pylist()
    found = {
        subject: facts.rows(subject, [one["subject_id"] for one in candidates if one["subject"] == subject])
        for subject in {one["subject"] for one in candidates}
    }
    return {
        row: {**found[candidate["subject"]][candidate["subject_id"]], **candidate}
        for row, candidate in zip(rows, candidates, strict=True)
    }
