"""Deals out of a CRM's table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from ignition.readers.entities.parties import companies
from ignition.readers.entities.stages import entered_columns
from ignition.readers.tabular import Columns
from ignition.records import DealRow, Outcome, Party, Record
from ignition.wording import Text

_WON = re.compile(r"\b(won|closedwon|vint[aoe]|ganad[ao]|acquisit[ao]|aggiudicat[ao])\b")
_LOST = re.compile(r"\b(lost|closedlost|pers[ae]|perdid[ao]|rifiutat[ao]|declined|rejected)\b")
_UNDECIDED = re.compile(
    r"\b(no decision|abandoned|abbandonat[ao]|nessuna decisione|annullat[ao]|cancell?ed|senza esito|nessun esito)\b"
)
_FALSE = frozenset(("false", "0", "no", "falso", "f"))
_TEXTS = (
    "external_id",
    "name",
    "currency",
    "pipeline",
    "stage",
    "status",
    "owner",
    "product",
    "next_step",
    "source",
    "active",
)
_FLAGS = ("is_won", "is_lost", "is_closed", "deleted")
_NUMBERS = ("amount", "won_amount", "probability")
_DAYS = ("opened_on", "expected_on", "closed_on", "won_on", "lost_on")

Cell = TypeVar("Cell")
Texts = Mapping[str, str]
Flags = Mapping[str, bool]
Numbers = Mapping[str, Decimal | None]
Days = Mapping[str, dt.date | None]


def rows(columns: Columns) -> Iterator[Record]:
    """A deal for each row that is not deleted, and its entries into stages where the export has a column for each.

    Status wins over stage: a lost deal may rest in an open stage. A column *Closed* may say whether, or when.
    """
    if "closed_on" not in columns and columns.holds_days("is_closed"):
        columns.rename("is_closed", "closed_on")
    whose = companies(columns)
    read = zip(
        _rows(_TEXTS, columns.texts, len(columns)),
        _rows(_FLAGS, columns.flags, len(columns)),
        _rows(_NUMBERS, columns.numbers, len(columns)),
        _rows(_DAYS, columns.days, len(columns)),
        strict=True,
    )
    for index, (said, marks, numbers, on) in enumerate(read):
        if marks["deleted"] or said["status"].lower() in ("deleted", "eliminata"):
            continue
        if said["external_id"] or said["name"] or whose[index].name:
            yield _deal(said, numbers, on, _outcome(said, marks, numbers, on), whose[index])
        else:
            columns.skip(index, _NOBODY.of())
    yield from entered_columns(columns, columns.texts("external_id"))


def _rows(fields: Sequence[str], column_of: Callable[[str], list[Cell]], count: int) -> Iterator[dict[str, Cell]]:
    """Columns, turned into one mapping a row."""
    cells = {field: column_of(field) for field in fields}
    return ({field: cells[field][index] for field in fields} for index in range(count))


def _deal(said: Texts, numbers: Numbers, on: Days, outcome: Outcome, company: Party) -> DealRow:
    is_open, won = outcome == "open", outcome == "won"
    closed = on["closed_on"] or on["won_on" if won else "lost_on"] or on["expected_on"]
    return DealRow(
        external_id=said["external_id"],
        name=said["name"],
        company=company,
        owner=said["owner"],
        product=said["product"],
        amount=numbers["amount"],
        won_amount=(numbers["won_amount"] if numbers["won_amount"] is not None else numbers["amount"]) if won else None,
        currency=said["currency"].upper() or "EUR",
        pipeline=said["pipeline"],
        stage=said["stage"],
        outcome=outcome,
        opened_on=on["opened_on"],
        expected_on=on["expected_on"] if is_open else None,  # once closed, that column says when
        closed_on=None if is_open else closed,
        source=said["source"],
        next_step=said["next_step"],
    )


def _outcome(said: Texts, marks: Flags, numbers: Numbers, on: Days) -> Outcome:
    if marks["is_won"]:
        return "won"
    if marks["is_lost"]:
        return "lost"
    if by_status := _said(said["status"]):
        return by_status
    if said["status"].lower() in ("open", "aperta", "aperto", "in corso"):
        return "open"
    if on["won_on"] or on["lost_on"]:
        return "won" if on["won_on"] else "lost"
    if said["active"].lower() in _FALSE and not numbers["probability"]:
        return "lost"
    return _said(said["stage"]) or ("lost" if marks["is_closed"] else "open")


def _said(text: str) -> Outcome | None:
    """What a status or the name of a stage says of the end.

    >>> _said("Closed Won"), _said("Chiusa persa"), _said("Negotiation")
    ('won', 'lost', None)
    """
    plain = text.lower().replace("_", " ")
    for pattern, outcome in _ENDS:
        if pattern.search(plain):
            return outcome
    return None


_ENDS: tuple[tuple[re.Pattern[str], Outcome], ...] = ((_UNDECIDED, "none"), (_LOST, "lost"), (_WON, "won"))
_NOBODY = Text(
    it="La trattativa non ha né codice, né nome, né azienda.", en="The deal has no id, no name and no company."
)
