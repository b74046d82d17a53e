"""A proposed move, and the play that proposes it.

A play is one file: when it applies, the act, the hours, the facts behind it, the response it uses. It works on whole
tables (`propose`, an Ibis expression) so that a million customers cost one query; its texts are said only for the few
moves that are shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from ignition.assumptions import Assumptions
from ignition.book.tables import IBIS_TYPE, Column
from ignition.situation import Situation
from ignition.wording import Text

CANDIDATE: tuple[Column, ...] = (
    Column("play", "text", "name of the play", required=True),
    Column("subject", "text", "customer or deal", required=True),
    Column("subject_id", "text", "", required=True),
    Column("customer_id", "text", ""),
    Column("customer_name", "text", "", required=True),
    Column("person", "text", "whose hours; empty text where nobody follows the customer", required=True),
    Column("hours", "number", "one dose of the act; negative where the act frees hours", required=True),
    Column("most_hours", "number", "beyond which more of it makes no sense", required=True),
    Column("usual_hours", "number", "effort the stake already counts on, over the horizon; above 0", required=True),
    Column("stake", "number", "EUR contribution expected if we go on as usual, on which effort acts", required=True),
    Column(
        "stake_sd",
        "number",
        "EUR, standard deviation of what is expected, without the luck of one outcome",
        required=True,
    ),
    Column("at_risk", "number", "EUR contribution that may be lost over the horizon; null where none"),
    Column("n", "whole", "events the stake stands on", required=True),
    Column("stake_grade", "text", "evidence grade of the stake", required=True),
)
"""What `Play.propose` returns: exactly these columns, in this order."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind a move: a sentence over the columns of the situation's row, and where it comes from."""

    text: Text
    source: Text
    needs: tuple[str, ...]
    """Columns that must be known for the fact to be said."""


@dataclass(frozen=True, slots=True)
class Play:
    """A reason to act and the act. Its texts may name any column of the candidate or of its subject's situation."""

    name: str
    title: Text
    """Verb and who, as "Call {customer_name}"."""
    reason: Text
    """One line."""
    evidence: tuple[Evidence, ...]
    propose: Callable[[Situation, Assumptions], ir.Table]
    risk: Text | None = None
    """How to say what may be lost; None where the play answers no risk."""
    reason_where_known: tuple[str, Text] | None = None
    """A column, and the reason where it is known, for a play with two reasons to act: only the one that holds is said."""
    reason_without_chance: Text | None = None
    """The reason where chances have not earned their place; asked of every play whose reason names one."""
    nameless: Text | None = None
    """The title where a deal names no customer: two of them would look alike without their day."""


def as_candidates(rows: ir.Table, **values: Any) -> ir.Table:
    """The columns of `CANDIDATE`, in their order and types, from expressions or plain values over `rows`.

    Left out are rows without a stake, or with one of nothing: there is nothing an hour could act on.
    """
    columns = {column.name: _typed(values[column.name], column) for column in CANDIDATE}
    proposed = rows.select(**columns)
    worth_something = proposed.filter(proposed.stake > 0, proposed.usual_hours > 0, proposed.customer_name.notnull())
    return worth_something.mutate(stake_sd=ibis.coalesce(worth_something.stake_sd, 0.0))


def _typed(value: Any, column: Column) -> ir.Value:
    expression = value if isinstance(value, ir.Value) else ibis.literal(value)
    return expression.cast(IBIS_TYPE[column.type])
