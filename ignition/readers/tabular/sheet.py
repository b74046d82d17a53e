"""One table of text cells, out of a CSV, a TSV, columns set apart by spaces, or a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from python_calamine import CalamineWorkbook

from ignition.errors import UnreadableDocument
from ignition.readers.tabular.days import day
from ignition.readers.tabular.decode import text_of
from ignition.readers.tabular.numbers import number
from ignition.wording import Text

_SEPARATORS = ("\t", ";", ",", "|")
WIDEST = 2_000
"""Columns beyond which it is no table people made: HubSpot's widest exports have 617."""
_LOOKED_AT = 30
"""Lines that decide the separator."""
_OPEN_SIZE = 300_000_000
"""Bytes a workbook may take once unpacked."""
csv.field_size_limit(16_000_000)  # a HubSpot cell of associated e-mails passes the default 131,072


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are as wide as the header; a table without a header has an empty one."""

    title: str
    header: tuple[str, ...]
    rows: list[list[str]]
    first_row: int = 2
    """Number of the first data row, as the user counts it in the file."""
    typed: bool = False
    """The cells came typed out of a workbook: a number's decimal mark is a point for sure."""


def is_workbook(content: bytes) -> bool:
    """An XLSX, XLS or ODS, by its bytes."""
    if content.startswith(b"PK\x03\x04"):
        return b"xl/workbook" in content or b"application/vnd.oasis.opendocument.spreadsheet" in content[:200]
    return content.startswith(b"\xd0\xcf\x11\xe0") and "Workbook".encode("utf-16-le") in content


def sheets_of(content: bytes, lines: int | None = None) -> list[Sheet]:
    """Every table in the document, with no more than the first `lines` rows of each where that is enough.

    Raises `UnreadableDocument` for a workbook that does not open. A text that is no table gives an empty list.
    """
    if is_workbook(content):
        tables = _workbook(content)
        return [sheet for title, rows in tables if (sheet := _sheet(title, islice(rows, lines), typed=True))]
    start = content if lines is None else content[:200_000]
    sheet = _sheet("", islice(_text_rows(text_of(start)), lines), typed=False)
    return [sheet] if sheet else []


def _sheet(title: str, rows: Iterable[list[str]], *, typed: bool) -> Sheet | None:
    numbered = [(at, row) for at, row in enumerate(rows, start=1) if any(row)]
    if not numbered:
        return None
    usual = sorted(_width(row) for _, row in numbered[:_LOOKED_AT])[len(numbered[:_LOOKED_AT]) // 2]
    top = next((i for i, (_, row) in enumerate(numbered) if _width(row) * 2 > usual), 0)
    body = numbered[top:]
    if usual < 2 or max(len(row) for _, row in numbered[:_LOOKED_AT]) > WIDEST:
        return None
    header = _header(body[0][1])
    data = body[1:] if header else body
    width = max(len(header), usual) if header else usual
    first_row = data[0][0] if data else body[0][0] + 1
    return Sheet(title, header, [_fit(row, width) for _, row in data], first_row, typed)


def _width(row: list[str]) -> int:
    return max((i for i, cell in enumerate(row, start=1) if cell), default=0)


def _header(row: Sequence[str]) -> tuple[str, ...]:
    """The row itself when it names columns; nothing when one of its cells is a value."""
    said = [cell for cell in row if cell]
    values = any(number(cell) is not None or day(cell) is not None for cell in said)
    return () if values else tuple(row[: _width(list(row))])


def _fit(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else (row + [""] * (width - len(row)))[:width]


def _text_rows(text: str) -> Iterable[list[str]]:
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    separator = _separator(text)
    if not separator:
        return (line.split() for line in text.splitlines())
    return _csv_rows(text, separator)


def _csv_rows(text: str, separator: str) -> Iterable[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in rows:
            yield [cell.strip() for cell in row]
    except csv.Error as broken:
        raise UnreadableDocument(_BROKEN.of(), _EXPORT_AGAIN.of(), place=f"row {rows.line_num}") from broken


def _separator(text: str) -> str:
    """The mark that cuts the first lines into the same number of cells, the most of them; empty for blanks."""
    start = text[:100_000]
    best, best_cells = "", 1.0
    for separator in _SEPARATORS:
        cells = _usual_cells(start, separator)
        if cells > best_cells:
            best, best_cells = separator, cells
    return best


def _usual_cells(start: str, separator: str) -> float:
    try:
        rows = list(islice(csv.reader(io.StringIO(start, newline=""), delimiter=separator), _LOOKED_AT))
    except csv.Error:
        return 0
    widths = [len(row) for row in rows if row]
    if len(widths) > 2:
        widths = widths[:-1] if len(rows) < _LOOKED_AT else widths
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return usual if widths.count(usual) * 2 > len(widths) else 0


def _workbook(content: bytes) -> list[tuple[str, Iterable[list[str]]]]:
    _refuse_a_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [(title, _typed_rows(book.get_sheet_by_name(title).to_python())) for title in book.sheet_names]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as broken:  # a panic inside the library is no Exception
        raise UnreadableDocument(_CLOSED_WORKBOOK.of(), _SAVE_AS_CSV.of()) from broken


def _refuse_a_bomb(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        size = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as broken:
        raise UnreadableDocument(_CLOSED_WORKBOOK.of(), _SAVE_AS_CSV.of()) from broken
    if size > _OPEN_SIZE:
        raise UnreadableDocument(_TOO_BIG.of(), _SAVE_AS_CSV.of())


def _typed_rows(rows: Iterable[Sequence[object]]) -> Iterable[list[str]]:
    return ([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    return str(value).strip()


_BROKEN = Text(it="La tabella si interrompe: una cella non si chiude.", en="The table breaks off: a cell never ends.")
_EXPORT_AGAIN = Text(it="Esportala di nuovo.", en="Export it again.")
_CLOSED_WORKBOOK = Text(
    it="Il foglio di calcolo non si apre: è danneggiato o protetto da password.",
    en="The workbook does not open: it is damaged or protected by a password.",
)
_SAVE_AS_CSV = Text(it="Salvalo come CSV e caricalo di nuovo.", en="Save it as CSV and load it again.")
_TOO_BIG = Text(
    it="Il foglio di calcolo è troppo grande una volta aperto.", en="The workbook is too large once it is opened."
)
