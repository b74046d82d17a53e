"""Where the engine's expressions run: Ibis on DuckDB, in process. The same desk on Spark is `ignition.spark`.

A feature is written once as an Ibis expression over the tables of a Book. `connect(book)` hands out those
tables on a session of an in-memory database that may not read files or load extensions, and that nobody else sees.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends import BaseBackend

from ignition.book import Book
from ignition.book.tables import TABLES, Column, schema_of

_CLOSED: dict[str, str | bool | int | float | list[str]] = {
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

    def fetch(self, expression: ir.Table) -> pa.Table:
        """The rows, here: for what is known to be small."""
        table: pa.Table = expression.to_pyarrow()
        return table

    def each(
        self, name: str, table: ir.Table, columns: tuple[Column, ...], work: Callable[[pa.Table], pa.Table]
    ) -> ir.Table:
        """Apply to every row, where it lies, what looks at each row by itself; `columns` are those of the result."""
        return self.lay(
            name, work(self.fetch(table)).select([column.name for column in columns]).cast(schema_of(columns))
        )

    def once(self, name: str, work_out: Callable[[], ir.Table]) -> ir.Table:
        """Like `keep`, but only the first time: for what several features stand on."""
        return self._laid[name] if name in self._laid else self.keep(name, work_out())

    def answer(self, question: Hashable, expression: Callable[[], ir.Table]) -> pa.Table:
        """What the expression gives, as Arrow.

        `question` names it with all that it depends on beside the tables: the same question to a Book with rows in the same
        tables must be the same expression. Where a backend can, it is then built and compiled only once in a process.
        """
        return self.fetch(expression())


@dataclass(frozen=True, slots=True)
class _Step:
    """One table on the way to an answer: worked out by a query, or an empty one of that shape where there is none."""

    name: str
    schema: ibis.Schema
    query: str | None


@dataclass(frozen=True, slots=True)
class _Script:
    """An answer compiled: the tables it reads, what is worked out on the way, and the query itself."""

    reads: tuple[str, ...]
    steps: tuple[_Step, ...]
    query: str
    schema: pa.Schema


_SCRIPTS: dict[Hashable, _Script] = {}
_MOST_SCRIPTS = 2_000
"""Beyond it the oldest is forgotten: a day, a set of assumptions and a set of tables make a handful each."""


class _Notebook:
    """What is done while an expression is built, so that it can be done again without building it."""

    def __init__(self) -> None:
        self.reads: dict[str, None] = {}
        self.steps: list[_Step] = []
        self.repeatable = True


class DuckDesk(Desk):
    """On a session of DuckDB: tables are read where they lie in memory, and what was asked before is not compiled again."""

    def __init__(self, session: duckdb.DuckDBPyConnection, book: Book) -> None:
        super().__init__(ibis.duckdb.from_connection(session), book)
        self._session = session
        self._notebook = _Notebook()

    def table(self, name: str) -> ir.Table:
        self._notebook.reads[name] = None
        if name not in self._laid:
            self._register(name, self._book.table(name))
        return self._laid[name]

    def lay(self, name: str, table: pa.Table) -> ir.Table:
        self._register(name, table)
        self._notebook.steps.append(_Step(name, _shape(table.schema), None))
        self._notebook.repeatable &= table.num_rows == 0
        return self._laid[name]

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        step = _Step(name, expression.schema(), self._backend.compile(expression))
        self._notebook.steps.append(step)
        return self._take(step)

    def answer(self, question: Hashable, expression: Callable[[], ir.Table]) -> pa.Table:
        held = tuple(name for name in TABLES if self.holds(name))
        known = (question, held, tuple(name for name in self._laid if name not in TABLES))
        script = _SCRIPTS.get(known)
        if script is None:
            script = self._compiled(known, expression)
        else:
            self._prepare(script)
        return self._run(script.query, script.schema)

    def _run(self, query: str, schema: pa.Schema) -> pa.Table:
        table: pa.Table = self._session.sql(query).to_arrow_table()
        return table.cast(schema)

    def _compiled(self, known: Hashable, expression: Callable[[], ir.Table]) -> _Script:
        self._notebook = notebook = _Notebook()
        built = expression()
        query, schema = self._backend.compile(built), built.schema().to_pyarrow()
        script = _Script(tuple(notebook.reads), tuple(notebook.steps), query, schema)
        if notebook.repeatable:
            _remember(known, script)
        return script

    def _prepare(self, script: _Script) -> None:
        for name in script.reads:
            self.table(name)
        for step in script.steps:
            self._take(step)

    def _take(self, step: _Step) -> ir.Table:
        if step.query is None:
            self._register(step.name, step.schema.to_pyarrow().empty_table())
        else:
            self._work_out(step.name, step.query)
            self._laid[step.name] = self._seen(step.name, step.schema)
        return self._laid[step.name]

    def _work_out(self, name: str, query: str) -> None:
        self._session.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {query}')

    def _register(self, name: str, table: pa.Table) -> None:
        self._session.register(name, table)
        self._laid[name] = self._seen(name, _shape(table.schema))

    def _seen(self, name: str, schema: ibis.Schema) -> ir.Table:
        return ops.DatabaseTable(name, schema=schema, source=self._backend, namespace=ops.Namespace()).to_expr()


class KeptDesk(DuckDesk):
    """A desk for one small book after another, all of a business that holds rows in the same tables.

    Its tables stay and are filled anew, so that every query is planned once. For one thread at a time.

    DuckDB plans a query again at every run once a table, or a view on what comes in, has been made beside those it reads. So the tables
    lie apart from `temp`, where what comes in passes; and where one is made, what was prepared is prepared once more.
    """

    def __init__(self, held: Collection[str]) -> None:
        super().__init__(duckdb.connect(config={**_CLOSED, "threads": 1}), Book())
        # An optimized plan stands on what the rows are like, and is made again at every run; for a few rows that is most of the work.
        self._session.execute("SET enable_optimizer = false")
        self.held = frozenset(held)
        self._made: set[str] = set()
        self._lies: dict[str, pa.Table] = {}
        self._prepared: dict[str, str] = {}
        self._known: dict[tuple[str, ibis.Schema], ir.Table] = {}

    def begin(self, book: Book) -> None:
        """Clear the desk, and lay out this book."""
        self._book = book
        self._laid = {}

    def holds(self, *names: str) -> bool:
        """Whether the business does, not just this book."""
        return any(name in self.held for name in names)

    def _register(self, name: str, table: pa.Table) -> None:
        lies = self._lies.get(name)
        if lies is None or (lies is not table and (table.num_rows or lies.num_rows)):
            self._session.register("incoming", table)
            self._fill(name, "SELECT * FROM incoming")
            self._lies[name] = table
        self._laid[name] = self._seen(name, _shape(table.schema))

    def _work_out(self, name: str, query: str) -> None:
        if name in self._made:
            self._session.execute(f'DELETE FROM "{name}"')
            again = self._prepare_once(f'INSERT INTO "{name}" {query}')
            self._session.execute(f"EXECUTE {again}")
        else:
            self._fill(name, query)

    def _fill(self, name: str, query: str) -> None:
        if name in self._made:
            self._session.execute(f'DELETE FROM "{name}"')
            self._session.execute(f'INSERT INTO "{name}" {query}')
        else:
            self._session.execute(f'CREATE TABLE "{name}" AS {query}')
            self._made.add(name)
            self._prepared.clear()

    def _run(self, query: str, schema: pa.Schema) -> pa.Table:
        rows = self._session.execute(f"EXECUTE {self._prepare_once(query)}").fetchall()
        columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
        return pa.table(
            [pa.array(list(column)).cast(field.type) for column, field in zip(columns, schema, strict=True)], schema
        )

    def _prepare_once(self, query: str) -> str:
        if query not in self._prepared:
            self._prepared[query] = name = f"prepared_{len(self._prepared)}"
            self._session.execute(f"PREPARE {name} AS {query}")
        return self._prepared[query]

    def _seen(self, name: str, schema: ibis.Schema) -> ir.Table:
        if (name, schema) not in self._known:
            self._known[name, schema] = super()._seen(name, schema)
        return self._known[name, schema]


@lru_cache(maxsize=256)
def _shape(schema: pa.Schema) -> ibis.Schema:
    return ibis.schema(schema)


def _remember(question: Hashable, script: _Script) -> None:
    while len(_SCRIPTS) >= _MOST_SCRIPTS:
        _SCRIPTS.pop(next(iter(_SCRIPTS)), None)
    _SCRIPTS[question] = script


@contextmanager
def connect(book: Book) -> Iterator[Desk]:
    """A desk on DuckDB, in memory.

    >>> book = Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.5}])
    >>> with connect(book) as desk:
    ...     desk.table("purchases").amount.sum().to_pyarrow().as_py()
    12.5
    """
    session = _database(os.getpid()).cursor()
    try:
        yield DuckDesk(session, book)
    finally:
        session.close()


@lru_cache(maxsize=1)
def _database(process: int) -> duckdb.DuckDBPyConnection:
    """One database for a process: each session has its own tables, which go with it."""
    return duckdb.connect(config=_CLOSED)
