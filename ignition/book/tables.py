"""The tables of one business: their columns, types and units. This is the contract of the engine.

`on` is a day; `at` is a moment in UTC. `recorded_at` says when the business came to know the row; where it
is left out, the row counts as known when it happened. Amounts are in euro at the company's plan rate.
A column marked `*` in `describe_tables()` is required; everything else may be missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

Type = Literal["text", "number", "whole", "day", "moment"]
SQL_TYPE: dict[Type, str] = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "whole": "BIGINT",
    "day": "DATE",
    "moment": "TIMESTAMP",
}
IBIS_TYPE: dict[Type, str] = {
    "text": "string",
    "number": "float64",
    "whole": "int64",
    "day": "date",
    "moment": "timestamp",
}
_ARROW_TYPE: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "number": pa.float64(),
    "whole": pa.int64(),
    "day": pa.date32(),
    "moment": pa.timestamp("us"),
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: Type
    meaning: str
    required: bool = False


def schema_of(columns: Iterable[Column]) -> pa.Schema:
    return pa.schema([(column.name, _ARROW_TYPE[column.type]) for column in columns])


@dataclass(frozen=True, slots=True)
class TableSpec:
    name: str
    meaning: str
    happened: str
    """The column that says when the row happened; empty where the table has no time."""
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


def _table(name: str, meaning: str, happened: str, *columns: Column) -> TableSpec:
    recorded = Column("recorded_at", "moment", "when the business came to know it")
    return TableSpec(name, meaning, happened, (*columns, recorded))


def _must(name: str, type: Type, meaning: str) -> Column:
    return Column(name, type, meaning, required=True)


TABLES: dict[str, TableSpec] = {
    table.name: table
    for table in (
        _table(
            "customers",
            "who buys or may buy",
            "",
            _must("customer_id", "text", "stable id"),
            Column("name", "text", "as it is written to them"),
            Column("owner", "text", "person_id of who follows them"),
            Column("sector", "text", ""),
            Column("city", "text", ""),
            Column("country", "text", "ISO 3166 alpha-2"),
            Column("vat_id", "text", ""),
            Column("since_on", "day", "customer since"),
        ),
        _table(
            "contacts",
            "a person at a customer",
            "",
            _must("contact_id", "text", "stable id"),
            _must("customer_id", "text", ""),
            Column("name", "text", ""),
            Column("email", "text", ""),
            Column(
                "role",
                "text",
                "decides, influences, uses, blocks, sponsors, as stated; anything else is read as a title",
            ),
            Column("title", "text", "job title as it is written: a guess of the role, where none is stated"),
        ),
        _table(
            "products",
            "what is sold",
            "",
            _must("product_id", "text", "stable id"),
            Column("name", "text", ""),
            Column("family", "text", ""),
            Column("list_price", "number", "EUR"),
        ),
        _table(
            "deals",
            "an opportunity, from opened to won, lost or no decision",
            "opened_on",
            _must("deal_id", "text", "stable id"),
            _must("opened_on", "day", ""),
            Column("customer_id", "text", ""),
            Column("name", "text", ""),
            Column("owner", "text", "person_id"),
            Column("product_id", "text", ""),
            Column("amount", "number", "EUR, what was asked: known while it is open"),
            Column("won_amount", "number", "EUR, what was agreed: known only from closed_on"),
            Column("pipeline", "text", ""),
            Column("stage", "text", "the latest stage recorded"),
            Column("expected_on", "day", "expected close"),
            Column("closed_on", "day", "known only from that day"),
            Column("outcome", "text", "won, lost or none (no decision); empty while open"),
            Column("source", "text", "where it came from"),
        ),
        _table(
            "stage_changes",
            "a deal entered a stage",
            "at",
            _must("deal_id", "text", ""),
            _must("stage", "text", ""),
            _must("at", "moment", ""),
        ),
        _table(
            "deal_changes",
            "a deal's amount, expected date or owner changed",
            "at",
            _must("deal_id", "text", ""),
            _must("field", "text", "amount, expected_on or owner"),
            _must("at", "moment", ""),
            Column("old", "text", ""),
            Column("new", "text", ""),
        ),
        _table(
            "activities",
            "call, mail, meeting, visit or note with a customer",
            "at",
            _must("at", "moment", ""),
            _must("kind", "text", "call, mail, meeting, visit, note"),
            Column("activity_id", "text", ""),
            Column("customer_id", "text", ""),
            Column("deal_id", "text", ""),
            Column("contact_id", "text", ""),
            Column("person", "text", "person_id of who was there for us"),
            Column("direction", "text", "in: the customer reached out; out: we did; empty: together"),
            Column("thread", "text", "what ties a question to its answer"),
            Column("minutes", "number", ""),
            Column("subject", "text", ""),
        ),
        _table(
            "purchases",
            "what one invoice or order says was bought",
            "on",
            _must("customer_id", "text", ""),
            _must("on", "day", ""),
            _must("amount", "number", "EUR net of tax, negative for a credit note"),
            Column("document", "text", "number of the invoice or order"),
            Column("units", "number", ""),
        ),
        _table(
            "purchase_lines",
            "one line of a purchase",
            "on",
            _must("customer_id", "text", ""),
            _must("on", "day", ""),
            _must("amount", "number", "EUR net of tax"),
            Column("document", "text", ""),
            Column("product_id", "text", ""),
            Column("description", "text", ""),
            Column("quantity", "number", ""),
        ),
        _table(
            "signals",
            "one thing a customer told us",
            "at",
            _must("signal_id", "text", ""),
            _must("customer_id", "text", ""),
            _must("at", "moment", ""),
            Column("kind", "text", "complaint, wish, praise"),
            Column("answered_at", "moment", "when they heard what we decided"),
            Column("text", "text", ""),
        ),
        _table(
            "people",
            "who sells: an id and the hours they have, nothing else about them",
            "",
            _must("person_id", "text", ""),
            Column("weekly_hours", "number", "hours a week for customers"),
        ),
        _table(
            "targets",
            "what a period should bring",
            "",
            _must("starts_on", "day", ""),
            _must("ends_on", "day", ""),
            _must("amount", "number", "EUR"),
            Column("team", "text", ""),
        ),
        _table(
            "points",
            "a move that was shown, with its promise",
            "at",
            _must("point_id", "text", ""),
            _must("at", "moment", ""),
            _must("play", "text", ""),
            _must("customer_id", "text", ""),
            Column("deal_id", "text", ""),
            Column("promised", "number", "EUR contribution"),
            Column("due_on", "day", "when the promise is held against what happened"),
            Column("chance", "number", "probability with which it was shown"),
            Column("slot", "text", "action, risk or ignition, as it was last shown"),
            Column("shown", "whole", "0 where the lot held it back to measure against; shown where not stated"),
            Column("scarce", "text", "what its person was short of when it was last shown: hours or moves"),
        ),
        _table(
            "answers",
            "what was said of a point",
            "at",
            _must("point_id", "text", ""),
            _must("at", "moment", ""),
            _must("said", "text", "done, later or no"),
        ),
    )
}


def describe_tables() -> str:
    """The whole contract as text, one table a paragraph.

    >>> print(describe_tables().split("\\n\\n")[-1])
    answers: what was said of a point
      point_id* (text)
      at* (moment)
      said* (text): done, later or no
      recorded_at (moment): when the business came to know it
    """
    return "\n\n".join(_describe(table) for table in TABLES.values())


def _describe(table: TableSpec) -> str:
    lines = [f"{table.name}: {table.meaning}"]
    for column in table.columns:
        star = "*" if column.required else ""
        meaning = f": {column.meaning}" if column.meaning else ""
        lines.append(f"  {column.name}{star} ({column.type}){meaning}")
    return "\n".join(lines)
