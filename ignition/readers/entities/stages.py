"""When a deal entered each stage: a table of its own, or one column a stage in HubSpot's deal export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ignition.readers.headers import normal
from ignition.readers.tabular import Columns
from ignition.records import Record, StageRow
from ignition.wording import Text

_LABEL = re.compile(
    r"""(?:date\ entered|data\ (?:di\ )?(?:ingresso|inserimento|entrata)(?:\ in|\ nella\ fase)?|fecha\ de\ (?:entrada|ingreso)(?:\ en)?)
        \s*["'“”‘’«]+\s*(?P<stage>.+?)\s*["'“”‘’»]+\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_API = re.compile(r"hs_(?:v2_)?date_entered_(?P<stage>(?!current_stage)\w+)$")
_PIPELINE = re.compile(r"\s*\([^()]*\)$")
_STAGE_FIELDS = frozenset(("stage", "stage_name", "dealstage", "deal_stage", "fase", "stadio", "stage_id"))


def rows(columns: Columns) -> Iterator[Record]:
    """An entry for each row of a stage history that is not deleted."""
    yield from _entries(columns, [True] * len(columns))


def field_rows(columns: Columns) -> Iterator[Record]:
    """The rows of a history of all fields that are about the stage."""
    yield from _entries(columns, [normal(field) in _STAGE_FIELDS for field in columns.texts("field")])


def entered_columns(columns: Columns, deals: Sequence[str]) -> Iterator[Record]:
    """Entries out of columns such as `Date entered "Proposal (Sales Pipeline)"`."""
    named = {at: stage for at, label in enumerate(columns.sheet.header) if (stage := _stage_of(label))}
    wide = Columns(columns.file, columns.sheet, {stage: at for at, stage in named.items()})
    for stage in wide.where:
        for deal, at in zip(deals, wide.moments(stage), strict=True):
            if deal and at:
                yield StageRow(deal, stage, at)
    columns.problems += wide.found()


def _entries(columns: Columns, wanted: Sequence[bool]) -> Iterator[Record]:
    deals, stages, deleted = columns.texts("deal_id"), columns.texts("stage"), columns.flags("deleted")
    moments = columns.moments("at")
    for index, at in enumerate(moments):
        if not wanted[index] or deleted[index]:
            continue
        if deals[index] and stages[index] and at:
            yield StageRow(deals[index], stages[index], at)
        else:
            columns.skip(index, _INCOMPLETE.of())


def _stage_of(label: str) -> str:
    """The stage a column's label names; empty where it is about something else.

    >>> _stage_of('Date entered "Proposal (Sales Pipeline)"'), _stage_of("Date entered current stage")
    ('Proposal', '')
    """
    match = _LABEL.match(label.strip()) or _API.match(label.strip())
    return _PIPELINE.sub("", match["stage"]) if match else ""


_INCOMPLETE = Text(
    it="Manca la trattativa, la fase o il momento in cui è entrata.",
    en="The deal, the stage or the moment it was entered is missing.",
)
