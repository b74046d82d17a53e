"""The columns of one sheet by the names of our fields, typed, with a problem for each cell that cannot be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ignition.readers.tabular.days import Order, day, day_order, moment, settled_order
from ignition.readers.tabular.numbers import Mark, decimal_mark, number
from ignition.readers.tabular.sheet import Sheet
from ignition.records import Problem
from ignition.wording import Sentence, Text

SHOWN_PROBLEMS = 50
"""Cells listed one by one; beyond it a last problem says how many more."""
_NOTHING = frozenset(
    ("", "-", "--", "n/a", "n.d.", "nd", "null", "none", "nan", "#n/a", "#n/d", "(vuoto)", "(no value)")
)
_YES = frozenset(("true", "1", "yes", "y", "si", "sì", "vero", "x", "won", "sí", "verdadero", "t"))


class Columns:
    """Typed columns of `sheet`; `where` says which field stands in which column."""

    def __init__(self, file: str, sheet: Sheet, where: Mapping[str, int]) -> None:
        self.file, self.sheet, self.where = file, sheet, where
        self.problems: list[Problem] = []
        self._unlisted = 0
        self._told: dict[int, int] = {}
        """Row -> where in `problems` its first wrong cell stands."""
        self._mark: Mark | None = "." if sheet.typed else None

    def __contains__(self, field: str) -> bool:
        return field in self.where

    def __len__(self) -> int:
        return len(self.sheet.rows)

    def texts(self, field: str) -> list[str]:
        """The cells as written, with an empty one for each way of writing "nothing"."""
        if field not in self.where:
            return [""] * len(self)
        at = self.where[field]
        return ["" if (cell := row[at].lstrip("'")).lower() in _NOTHING else cell for row in self.sheet.rows]

    def numbers(self, field: str) -> list[Decimal | None]:
        cells = self.texts(field)
        mark = self._mark or decimal_mark(set(cells))
        known = {cell: number(cell, mark) for cell in set(cells)}
        self._report(field, cells, known, _NOT_A_NUMBER)
        return [known[cell] for cell in cells]

    def days(self, field: str) -> list[dt.date | None]:
        cells = self.texts(field)
        order = self._order(field, cells)
        known = {cell: day(cell, order) for cell in set(cells)}
        self._report(field, cells, known, _NOT_A_DAY)
        return [known[cell] for cell in cells]

    def moments(self, field: str) -> list[dt.datetime | None]:
        cells = self.texts(field)
        order = self._order(field, cells)
        known = {cell: moment(cell, order) for cell in set(cells)}
        self._report(field, cells, known, _NOT_A_DAY)
        return [known[cell] for cell in cells]

    def flags(self, field: str) -> list[bool]:
        return [cell.lower() in _YES for cell in self.texts(field)]

    def holds_days(self, field: str) -> bool:
        """Whether every cell that says something says a day."""
        cells = set(self.texts(field)) - {""}
        order, _ = day_order(list(cells))
        return bool(cells) and all(day(cell, order) for cell in cells)

    def rename(self, field: str, to: str) -> None:
        """Read the column of a field as another one."""
        self.where = {to if name == field else name: at for name, at in self.where.items()}

    def row(self, index: int) -> str:
        """The place of a row as the user counts it."""
        sheet = f"sheet {self.sheet.title}, " if self.sheet.title else ""
        return f"{sheet}row {self.sheet.first_row + index}"

    def skip(self, index: int, reason: Sentence) -> None:
        """Say that a row is left out. Where one of its cells was told of already, that is the reason."""
        if index in self._told:
            at = self._told[index]
            if at < len(self.problems):
                self.problems[at] = replace(self.problems[at], remedy=_ROW_LEFT_OUT.of())
        else:
            self._add(self.row(index), reason, _ROW_LEFT_OUT.of())

    def found(self) -> tuple[Problem, ...]:
        """All problems met so far."""
        if not self._unlisted:
            return tuple(self.problems)
        return (*self.problems, Problem(self.file, "", _MORE.of(n=self._unlisted), _FIX_ROW.of()))

    def _order(self, field: str, cells: list[str]) -> Order:
        order, ambiguous = day_order(cells)
        if ambiguous and (elsewhere := self._order_elsewhere()):
            return elsewhere
        if ambiguous:
            label = self._label(field)
            self._add(f'column "{label}"', _AMBIGUOUS.of(column=label), _EXPORT_ISO.of())
        return order

    def _order_elsewhere(self) -> Order | None:
        """The order the other columns settle: a program writes all its dates one way."""
        orders = {settled_order(self.texts(field)) for field in self.where} - {None}
        return orders.pop() if len(orders) == 1 else None

    def _report(self, field: str, cells: list[str], known: Mapping[str, object], reason: Text) -> None:
        wrong = {cell for cell, value in known.items() if cell and value is None}
        if not wrong:
            return
        label = self._label(field)
        for index, cell in enumerate(cells):
            if cell in wrong:
                self._told.setdefault(index, len(self.problems))
                self._add(f'{self.row(index)}, column "{label}"', reason.of(value=cell[:60]), _FIX_CELL.of())

    def _label(self, field: str) -> str:
        header = self.sheet.header
        at = self.where[field]
        return header[at] if at < len(header) else str(at + 1)

    def _add(self, place: str, reason: Sentence, remedy: Sentence) -> None:
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(Problem(self.file, place, reason, remedy))
        else:
            self._unlisted += 1


_NOT_A_NUMBER = Text(it="«{value}» non è un numero.", en="“{value}” is not a number.")
_NOT_A_DAY = Text(it="«{value}» non è una data.", en="“{value}” is not a date.")
_AMBIGUOUS = Text(
    it="Nella colonna «{column}» giorno e mese si possono scambiare: li abbiamo letti come giorno/mese.",
    en="In column “{column}” day and month could be swapped: we read them as day/month.",
)
_EXPORT_ISO = Text(
    it="Se non è così, esporta le date nel formato 2026-01-31.", en="If that is wrong, export dates as 2026-01-31."
)
_FIX_CELL = Text(
    it="Abbiamo lasciato vuota la cella: correggila e ricarica.", en="The cell was left empty: mend it and load again."
)
_ROW_LEFT_OUT = Text(
    it="La riga è rimasta fuori: correggila e ricarica.", en="The row was left out: mend it and load again."
)
_FIX_ROW = Text(it="Correggi e ricarica: il resto è stato preso.", en="Mend and load again: the rest was taken.")
_MORE = Text(it="Altre {n:number} celle o righe simili.", en="{n:number} more such cells or rows.")
