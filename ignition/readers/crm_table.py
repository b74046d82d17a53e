"""Exports of CRMs and address sheets: deals, companies, contacts, products, sellers, stage histories.

CSV with any separator and encoding, XLSX, XLS or ODS, from HubSpot, Salesforce, Pipedrive, Zoho, Odoo, vTiger or a
hand-made sheet, in Italian or English. What each column is comes from `headers`; every sheet of a workbook is read.
"""

from __future__ import annotations

from ignition.errors import UnreadableDocument
from ignition.readers.entities import ROWS
from ignition.readers.headers import best_fit
from ignition.readers.tabular import Columns, Sheet, is_workbook, sheets_of
from ignition.records import Problem, Reading, Record
from ignition.wording import Text

NAME = "crm_table"

_LOOKED_AT = 30
_NAMED_AS_TABLES = (".csv", ".tsv", ".tab")


def recognises(name: str, content: bytes) -> bool:
    """Any workbook; a text with a header we know; a file named as a table, so that its refusal can name its columns."""
    if is_workbook(content):
        return True
    if content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"%", b"-") or content.startswith(b"PK"):
        return False
    try:
        sheets = sheets_of(content, _LOOKED_AT)
    except UnreadableDocument:
        return name.lower().endswith(_NAMED_AS_TABLES)
    named = name.lower().endswith(_NAMED_AS_TABLES)
    return any(sheet.header and (named or best_fit(sheet.header)) for sheet in sheets)


def read(name: str, content: bytes) -> Reading:
    """All records of all its sheets. Raises `UnreadableDocument` where no sheet has columns that can be used."""
    records: list[Record] = []
    problems: list[Problem] = []
    understood = False
    sheets = sheets_of(content)
    for sheet in sheets:
        fit = best_fit(sheet.header)
        if fit is None:
            problems.append(Problem(name, sheet.title, _UNKNOWN.of(columns=_shown(sheet)), _RENAME.of()))
            continue
        understood = True
        columns = Columns(name, sheet, fit.where)
        records += ROWS[fit.entity](columns)
        problems += columns.found()
    if not understood:
        raise UnreadableDocument(_UNKNOWN.of(columns=_shown(*sheets)), _RENAME.of())
    return Reading(name, NAME, tuple(records), tuple(problems))


def _shown(*sheets: Sheet) -> str:
    labels = [label for sheet in sheets for label in sheet.header if label]
    return ", ".join(labels[:12])[:300] + (", ..." if len(labels) > 12 else "") or "-"


_UNKNOWN = Text(
    it="Dalle colonne non capiamo che cosa contiene la tabella: {columns}.",
    en="The columns do not tell what the table holds: {columns}.",
)
_RENAME = Text(
    it="Dai alle colonne nomi come «cliente, data, importo» o «trattativa, azienda, fase, importo».",
    en="Name the columns as in “customer, date, amount” or “deal, company, stage, amount”.",
)
