"""The list of invoices that the Agenzia delle Entrate portal exports: issued, received, at disposal, cross-border.

A light alternative to the invoices themselves: no lines, no due dates. Values come between apostrophes, amounts with
zeros before them, missing ids as "Non presente"; credit notes are positive and are turned negative here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ignition.readers.tabular import Sheet, is_workbook, sheets_of, text_of
from ignition.readers.tabular.days import day
from ignition.readers.tabular.numbers import number
from ignition.records import Invoice, Party, Problem, Reading
from ignition.tax_ids import normal_tax_code, normal_vat_id
from ignition.wording import Text

NAME = "elenco_fatture"

_NET, _TAX, _KIND = "imponibile importo totale in euro", "imposta totale in euro", "tipo documento"
_NUMBER, _DAY = "numero fattura documento", "data emissione"
_NEEDED = (_NUMBER, _DAY, _NET)
_SYNONYMS = {"cedente prestatore": "fornitore", "cessionario committente": "cliente", "data emissione fattura": _DAY}
_CODE = re.compile(r"TD\d\d")
_KINDS: tuple[tuple[str, str], ...] = (
    ("credito", "TD04"),
    ("debito", "TD05"),
    ("reverse charge interno", "TD16"),
    ("servizi dall'estero", "TD17"),
    ("beni intracomunitari", "TD18"),
    ("san marino", "TD28"),
    ("autoconsumo", "TD27"),
    ("ammortizzabili", "TD26"),
    ("splafonamento", "TD21"),
    ("autofattura", "TD20"),
    ("integrazione", "TD16"),
    ("differita", "TD24"),
    ("parcella", "TD06"),
    ("acconto", "TD02"),
    ("semplificata", "TD07"),
)
"""Words of the portal's descriptions and the document type they stand for; the first that is found counts."""

Row = Mapping[str, str]


def recognises(name: str, content: bytes) -> bool:
    """By its columns: the net amount and the document type under the portal's own headings."""
    if is_workbook(content):
        return any(_is_list(sheet) for sheet in sheets_of(content, 3))
    return "imponibile/importo" in text_of(content[:8192]).lower() and any(map(_is_list, sheets_of(content, 3)))


def read(name: str, content: bytes) -> Reading:
    """One `Invoice` without lines for each row; a Problem for each row that lacks number, day or amount."""
    found = [one for sheet in sheets_of(content) if _is_list(sheet) for one in _rows(name, sheet)]
    invoices = tuple(one for one in found if isinstance(one, Invoice))
    problems = tuple(one for one in found if isinstance(one, Problem))
    return Reading(name, NAME, invoices, problems or (() if invoices else (_no_rows(name),)))


def _is_list(sheet: Sheet) -> bool:
    headings = {_plain(heading) for heading in sheet.header}
    return {_NET, _KIND, _NUMBER, _DAY} <= headings


def _plain(heading: str) -> str:
    """A heading in small letters and single blanks, in the words of the national lists.

    >>> _plain("Partita IVA cliente estero"), _plain("Denominazione cedente / prestatore")
    ('partita iva cliente', 'denominazione fornitore')
    """
    plain = " ".join(re.sub(r"[^a-zà-ù]+", " ", heading.lower()).split()).removesuffix(" estero")
    for written, ours in _SYNONYMS.items():
        plain = plain.replace(written, ours)
    return plain


def _rows(file: str, sheet: Sheet) -> Iterator[Invoice | Problem]:
    headings = [_plain(heading) for heading in sheet.header]
    for position, cells in enumerate(sheet.rows, sheet.first_row):
        row = dict(zip(headings, map(_bare, cells), strict=False))
        invoice = _invoice(row, sheet.typed)
        if invoice is not None:
            yield invoice
        else:
            heading = _missing(row, sheet.typed)
            yield _unusable(file, f'row {position}, column "{sheet.header[headings.index(heading)]}"', row[heading])


def _bare(cell: str) -> str:
    """The value without the portal's apostrophes; one at the end alone is an Italian accent (SOCIETA')."""
    bare = cell.strip()
    if bare.startswith("'"):
        bare = bare[1:].removesuffix("'").strip()
    return "" if bare.lower() == "non presente" else bare


def _invoice(row: Row, typed: bool) -> Invoice | None:
    net, on = _amount(row, _NET, typed), _day(row)
    if net is None or on is None or not row.get(_NUMBER):
        return None
    kind, tax = _kind(row.get(_KIND, "")), _amount(row, _TAX, typed) or Decimal(0)
    sign = -1 if kind == "TD04" and net > 0 else 1
    return Invoice(
        number=row[_NUMBER],
        on=on,
        kind=kind,
        currency="EUR",
        seller=_party(row, "fornitore"),
        buyer=_party(row, "cliente"),
        net=net * sign + 0,
        tax=tax * sign + 0,
        total=(net + tax) * sign + 0,
    )


def _party(row: Row, role: str) -> Party:
    one_id = row.get(f"identificativo {role}", "")
    country = row.get(f"paese {role}", "").upper()
    is_code = len(one_id) == 16
    return Party(
        name=row.get(f"denominazione {role}", ""),
        vat_id=normal_vat_id(row.get(f"partita iva {role}", "") or ("" if is_code else one_id), country),
        tax_code=normal_tax_code(row.get(f"codice fiscale {role}", "") or (one_id if is_code else "")),
        country=country,
    )


def _kind(written: str) -> str:
    """The document type of a description, TD01 where it says no more than "Fattura".

    >>> _kind("Nota di credito"), _kind("Fattura"), _kind("TD24 - Fattura differita")
    ('TD04', 'TD01', 'TD24')
    """
    if code := _CODE.search(written.upper()):
        return code[0]
    said = written.lower()
    return next((kind for words, kind in _KINDS if words in said), "TD01")


def _amount(row: Row, heading: str, typed: bool) -> Decimal | None:
    return number(row.get(heading, ""), "." if typed else ",")


def _day(row: Row) -> dt.date | None:
    return day(row.get(_DAY, ""), "dmy")


def _missing(row: Row, typed: bool) -> str:
    usable = {_NUMBER: bool(row.get(_NUMBER)), _DAY: _day(row), _NET: _amount(row, _NET, typed) is not None}
    return next(heading for heading in _NEEDED if not usable[heading])


def _unusable(file: str, place: str, value: str) -> Problem:
    reason = _BAD_VALUE.of(value=value[:40]) if value else _NO_VALUE.of()
    return Problem(file, place, reason, _OTHERS_TAKEN.of())


def _no_rows(file: str) -> Problem:
    return Problem(file, "", _NO_ROWS.of(), _WIDER.of(), fatal=True)


_NO_VALUE = Text(it="Il valore manca.", en="The value is missing.")
_BAD_VALUE = Text(it="«{value}» non è un valore possibile.", en="“{value}” is not a possible value.")
_OTHERS_TAKEN = Text(
    it="Questa fattura è rimasta fuori, le altre sono state prese: esporta di nuovo l'elenco.",
    en="This invoice was left out, the others were taken: export the list again.",
)
_NO_ROWS = Text(it="L'elenco non ha fatture.", en="The list has no invoices.")
_WIDER = Text(it="Esportalo per un periodo più ampio.", en="Export it for a longer period.")
