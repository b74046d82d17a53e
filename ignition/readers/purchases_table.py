"""A table of purchases: customer, day, units, amount; with a header in Italian or English, or with none.

Without a header the columns are told by what stands in them: the day is the column of dates, the customer the
first one, the amount the last number, the units the number before it. A second id column (as in the CDNOW sample:
customer, number in the sample, day, units, amount) is left aside.
"""

from __future__ import annotations

import re

from ignition.errors import UnreadableDocument
from ignition.readers.entities import purchases
from ignition.readers.headers import best_fit
from ignition.readers.tabular import Columns, Sheet, is_workbook, sheets_of
from ignition.readers.tabular.days import day
from ignition.readers.tabular.numbers import number
from ignition.records import Reading
from ignition.wording import Text

NAME = "purchases_table"

_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_LOOKED_AT = 30


def recognises(name: str, content: bytes) -> bool:
    """A single table with the columns of purchases, by their names or, without a header, by what stands in them."""
    if is_workbook(content) or content[:1] in (b"<", b"{", b"%") or content.startswith(b"PK"):
        return False
    try:
        sheets = sheets_of(content, _LOOKED_AT)
    except UnreadableDocument:
        return False
    return bool(sheets) and bool(_where(sheets[0]))


def read(name: str, content: bytes) -> Reading:
    """Its purchases, in order."""
    sheets = sheets_of(content)
    where = _where(sheets[0]) if sheets else {}
    if not where:
        raise UnreadableDocument(_NO_PURCHASES.of(), _NAME_COLUMNS.of())
    columns = Columns(name, sheets[0], where)
    records = tuple(purchases.rows(columns))
    return Reading(name, NAME, records, columns.found())


def _where(sheet: Sheet) -> dict[str, int]:
    if sheet.header:
        fit = best_fit(sheet.header)
        return dict(fit.where) if fit and fit.entity == "purchase" else {}
    return _by_content(sheet)


def _by_content(sheet: Sheet) -> dict[str, int]:
    columns = list(zip(*sheet.rows[:_LOOKED_AT], strict=True))
    on = next((at for at, cells in enumerate(columns) if all(day(cell) for cell in cells)), None)
    if on is None:
        return {}
    numbers = [at for at, cells in enumerate(columns) if at > on and all(number(cell) is not None for cell in cells)]
    who = 0 if on > 0 else 1
    numbers = [at for at in numbers if at != who]
    if not numbers or who >= len(columns) or all(_CLOCK.match(cell) for cell in columns[who]):
        return {}  # a day, an hour and a number: somebody's log
    units = {"units": numbers[-2]} if len(numbers) > 1 else {}
    return {"customer_id": who, "on": on, "amount": numbers[-1], **units}


_NO_PURCHASES = Text(it="Non troviamo acquisti nella tabella.", en="The table holds no purchases.")
_NAME_COLUMNS = Text(it="Chiama le colonne «cliente, data, importo».", en="Name the columns “customer, date, amount”.")
