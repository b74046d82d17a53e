"""Records of all readings, by kind, with the file each came from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from ignition.records import Problem, PurchaseRow, Reading

Kind = TypeVar("Kind")


_ADDRESS_BOOK = "vcard"


class Gathered:
    """Everything that was read, sorted by kind. Purchase rows are already without repetitions."""

    def __init__(self) -> None:
        self._kinds: dict[type, list[tuple[str, Any]]] = defaultdict(list)
        self.problems: list[Problem] = []
        self.address_books: set[str] = set()
        """Files whose contacts are whoever somebody knows: they make nobody a customer."""

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Gathered:
        gathered = cls()
        tables: list[tuple[str, list[PurchaseRow]]] = []
        for reading in readings:
            gathered.problems += reading.problems
            if reading.reader == _ADDRESS_BOOK:
                gathered.address_books.add(reading.file)
            rows: list[PurchaseRow] = []
            for record in reading.records:
                if type(record) is PurchaseRow:
                    rows.append(record)
                else:
                    gathered._kinds[type(record)].append((reading.file, record))
            if rows:
                tables.append((reading.file, rows))
        gathered._kinds[PurchaseRow] = _once(tables)
        return gathered

    def of_kind(self, kind: type[Kind]) -> Iterator[tuple[str, Kind]]:
        """(file, record) for each record of `kind`."""
        return iter(self._kinds.get(kind, ()))


def _once(tables: list[tuple[str, list[PurchaseRow]]]) -> list[tuple[str, Any]]:
    """Rows that several tables repeat, as when two exports overlap: as many as the table with most of them has."""
    if len(tables) == 1:
        file, rows = tables[0]
        return [(file, row) for row in rows]
    most: Counter[PurchaseRow] = Counter()
    file_of: dict[PurchaseRow, str] = {}
    for file, rows in sorted(tables, key=lambda table: table[0]):
        most |= Counter(rows)
        for row in rows:
            file_of.setdefault(row, file)
    return [(file_of[row], row) for row in most.elements()]
