"""A desk on Spark: the same expressions as on DuckDB, over tables that no single machine needs to hold.

`connect_spark` takes a session that its caller started, with their cluster's settings, so that nothing here imports PySpark
(`pip install ignition-sales[spark]`). What is kept between two steps is written as Parquet to `scratch`, a folder that driver and
executors both reach: a worker that is lost costs its part of one step, not the run. docs/scale.md says how to run it.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from ignition.backends import Desk
from ignition.book import TABLES, Book
from ignition.book.tables import IBIS_TYPE, Column, TableSpec, schema_of

Sources = Mapping[str, str]
"""Names of `TABLES`, each with the path of its Parquet files or the name of a table that the session knows."""
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
}
"""What equal answers ask of a session: moments are in UTC and carry no zone, as in the Book."""
_ENDS = ("outcome", "closed_on", "won_amount", "stage")
_FINITE = 1e300
_EARLIEST, _LATEST = "1900-01-01", "2200-01-01"


class SparkDesk(Desk):
    """A Book, or the tables of `Sources`, laid out on Spark: these as they were known at the end of the day `on`."""

    def __init__(self, session: Any, book: Book | Sources, scratch: str, on: dt.date | None = None) -> None:
        super().__init__(ibis.pyspark.connect(session), book if isinstance(book, Book) else Book())
        self._session = session
        self._sources: Sources = {} if isinstance(book, Book) else book
        self._scratch, self._on = scratch.rstrip("/"), on
        self._number = itertools.count()

    def table(self, name: str) -> ir.Table:
        if name in self._sources and name not in self._laid:
            source = self._sources[name]
            known = self._session.catalog.tableExists(source) if "/" not in source else False
            frame = self._session.table(source) if known else self._session.read.parquet(source)
            taken = taken_in(self._view(name, frame), TABLES[name])
            self._laid[name] = taken if self._on is None else known_on(taken, TABLES[name], self._on)
        return super().table(name)

    def holds(self, *names: str) -> bool:
        return super().holds(*names) or any(name in self._sources for name in names)

    def lay(self, name: str, table: pa.Table) -> ir.Table:
        self._laid[name] = self._view(name, self._session.createDataFrame(table))
        return self._laid[name]

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        self._laid[name] = self._written(name, self._frame(expression))
        return self._laid[name]

    def fetch(self, expression: ir.Table) -> pa.Table:
        table: pa.Table = self._frame(expression).toArrow()
        return table.cast(expression.schema().to_pyarrow())

    def each(
        self, name: str, table: ir.Table, columns: tuple[Column, ...], work: Callable[[pa.Table], pa.Table]
    ) -> ir.Table:
        """Executors do the work, a batch of rows at a time; they need Ignition installed."""
        schema = schema_of(columns)
        empty = self._session.createDataFrame(schema.empty_table())
        frame = self._frame(table).mapInArrow(partial(_worked, work=work, schema=schema), empty.schema)
        self._laid[name] = self._written(name, frame)
        return self._laid[name]

    def _frame(self, expression: ir.Table) -> Any:
        """Spark takes 0.5 in a query for a decimal: what is a float to Ibis is made one again."""
        frame = self._session.sql(self._backend.compile(expression))
        decimals = [field.name for field in frame.schema.fields if field.dataType.typeName() == "decimal"]
        return frame.withColumns({name: frame[name].cast("double") for name in decimals}) if decimals else frame

    def _written(self, name: str, frame: Any) -> ir.Table:
        path = f"{self._scratch}/{name}_{next(self._number)}"
        frame.write.parquet(path)
        return self._view(name, self._session.read.parquet(path))

    def _view(self, name: str, frame: Any) -> ir.Table:
        view = f"ignition_{name}_{next(self._number)}"
        frame.createOrReplaceTempView(view)
        return self._backend.table(view)


@contextmanager
def connect_spark(session: Any, book: Book | Sources, scratch: str, on: dt.date | None = None) -> Iterator[SparkDesk]:
    """A desk on a running session. `scratch` grows by what is kept; it is the caller's, and so is its end.

    Of `Sources`, rows recorded or happened after the day `on` are not looked at; a Book comes as its caller knows it (`as_of`).

    >>> with connect_spark(session, {"purchases": "s3://company/purchases"}, "s3://company/scratch") as desk:  # doctest: +SKIP
    ...     desk.fetch(desk.table("purchases").aggregate(revenue=lambda rows: rows.amount.sum()))
    """
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    yield SparkDesk(session, book, scratch, on)


def taken_in(raw: ir.Table, spec: TableSpec) -> ir.Table:
    """The columns of the contract, as a Book takes them in: what cannot be read is null, a row that lacks what it must have is left out."""
    columns = {column.name: _cast(raw, column) for column in spec.columns}
    typed = raw.select(**columns)
    return typed.filter(*[typed[name].notnull() for name in spec.required]) if spec.required else typed


def known_on(table: ir.Table, spec: TableSpec, on: dt.date) -> ir.Table:
    """The rows known at the end of the day, as `Book.as_of` has them: a deal that closed later is open."""
    midnight = ibis.timestamp(dt.datetime.combine(on + dt.timedelta(days=1), dt.time()))
    known = table.filter((table.recorded_at < midnight).fill_null(True))
    if spec.happened:
        known = known.filter((known[spec.happened].cast("timestamp") < midnight).fill_null(True))
    if spec.name != "deals":
        return known
    closes_later = (known.closed_on > ibis.literal(on)).fill_null(False)
    return known.mutate(
        **{name: ibis.ifelse(closes_later, ibis.null(known[name].type()), known[name]) for name in _ENDS}
    )


def _cast(raw: ir.Table, column: Column) -> Any:
    if column.name not in raw.columns:
        return ibis.null(IBIS_TYPE[column.type])
    value = raw[column.name]
    if column.type == "text":
        return value.cast("string").strip().nullif("")
    if value.type() != ibis.dtype(IBIS_TYPE[column.type]):
        value = value.try_cast(IBIS_TYPE[column.type])
    if column.type == "number":
        return ibis.ifelse(value.abs() < _FINITE, value, ibis.null("float64"))
    if column.type in ("day", "moment"):
        bounds = (ibis.literal(bound).cast(IBIS_TYPE[column.type]) for bound in (_EARLIEST, _LATEST))
        return ibis.ifelse(value.between(*bounds), value, ibis.null(IBIS_TYPE[column.type]))
    return value


def _worked(
    batches: Iterator[pa.RecordBatch], work: Callable[[pa.Table], pa.Table], schema: pa.Schema
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from work(pa.Table.from_batches([batch])).select(schema.names).cast(schema).to_batches()
