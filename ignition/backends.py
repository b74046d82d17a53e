"""Where the engine's expressions run: Ibis on DuckDB, in process.

A feature is written once as an Ibis expression over the tables of a Book. `connect(book)` hands out those
tables on a fresh in-memory connection that may not read files or load extensions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends import BaseBackend

from ignition.book import Book

_CLOSED = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Desk:
    """A Book laid out on a backend: each table as an Ibis table, and a place for the tables the engine adds."""

    def __init__(self, backend: BaseBackend, book: Book) -> None:
        self._backend = backend
        self._book = book
        self._laid: dict[str, ir.Table] = {}

    def table(self, name: str) -> ir.Table:
        """A table of the Book, by its name in `TABLES`."""
        if name not in self._laid:
            self.lay(name, self._book.table(name))
        return self._laid[name]

    def holds(self, *names: str) -> bool:
        """Whether the business has a row in any of these tables: where not, no query needs to be built."""
        return any(name in self._book for name in names)

    def lay(self, name: str, table: pa.Table) -> ir.Table:
        """Put a table the engine worked out beside those of the Book."""
        self._laid[name] = self._backend.create_table(name, table, overwrite=True)
        return self._laid[name]

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Work an expression out once, where it lies, and go on from the result."""
        self._laid[name] = self._backend.create_table(name, expression, overwrite=True)
        return self._laid[name]

    def once(self, name: str, work_out: Callable[[], ir.Table]) -> ir.Table:
        """Like `keep`, but only the first time: for what several features stand on."""
        return self._laid[name] if name in self._laid else self.keep(name, work_out())


@contextmanager
def connect(book: Book) -> Iterator[Desk]:
    """A desk on DuckDB, in memory.

    >>> book = Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.5}])
    >>> with connect(book) as desk:
    ...     desk.table("purchases").amount.sum().to_pyarrow().as_py()
    12.5
    """
    backend = ibis.duckdb.connect(**_CLOSED)
    try:
        yield Desk(backend, book)
    finally:
        backend.disconnect()
