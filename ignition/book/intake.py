"""Any frame in, an Arrow table of the contract's columns out, with a problem for each row left aside."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache, reduce
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ignition.book.tables import SQL_TYPE, Column, TableSpec, schema_of
from ignition.errors import UnusableBook
from ignition.records import Problem
from ignition.wording import Text

SHOWN_PROBLEMS = 100
"""Rows listed one by one; beyond it a last problem says how many more."""

_NO_COLUMN = Text(
    it="La tabella «{table}» non ha la colonna «{column}». Colonne trovate: {found}.",
    en="Table “{table}” has no column “{column}”. Columns found: {found}.",
)
_NOT_A_TABLE = Text(
    it="«{table}» deve essere una tabella (Arrow, Polars, pandas, DuckDB, Ibis o il percorso di un Parquet), non {kind}.",
    en="“{table}” must be a table (Arrow, Polars, pandas, DuckDB, Ibis or the path of a Parquet file), not {kind}.",
)
_BAD_VALUE = Text(
    it="«{value}» non è un valore valido per la colonna «{column}» ({type}).",
    en="“{value}” is not a valid value for column “{column}” ({type}).",
)
_MISSING = Text(it="manca il valore di «{column}».", en="the value of “{column}” is missing.")
_MORE = Text(it="altre {n:number} righe hanno problemi simili.", en="{n:number} more rows have similar problems.")
_FIX_ROW = Text(it="Correggi la riga: le altre sono state prese.", en="Mend the row: the others were taken.")


def take_in(spec: TableSpec, data: Any) -> tuple[pa.Table, tuple[Problem, ...]]:
    """Cast `data` to the columns of `spec`.

    Unknown columns are dropped, missing optional ones become null, and a row whose value cannot be cast or
    whose required value is missing is left out and reported with its number (from 1).
    Raises `UnusableBook` when `data` is no table or lacks a required column.
    """
    raw = _to_arrow(spec, data)
    _check_columns(spec, raw)
    given = [column for column in spec.columns if column.name in raw.column_names]
    with _duckdb(os.getpid()).cursor() as connection:
        connection.register("raw", raw)
        cast = connection.sql(f"SELECT {', '.join(map(_cast, given))} FROM raw").to_arrow_table()
        problems = _problems(connection, spec, given, raw, cast)
    return _completed(spec, _usable(spec, cast)), problems


@lru_cache(maxsize=1)
def _duckdb(process: int) -> duckdb.DuckDBPyConnection:
    """One database for a process, of which each intake is a session: opening one a table costs fifty times more."""
    return duckdb.connect()


def _to_arrow(spec: TableSpec, data: Any) -> pa.Table:
    if isinstance(data, pa.Table):
        return data
    if isinstance(data, (str, os.PathLike)):
        return duckdb.read_parquet(os.fspath(data)).to_arrow_table()
    for method in ("to_pyarrow", "to_arrow_table"):
        if hasattr(data, method):
            return getattr(data, method)()
    if hasattr(data, "__arrow_c_stream__"):
        return pa.table(data)
    if isinstance(data, dict):
        return pa.table(data)
    if isinstance(data, list):
        names = dict.fromkeys(name for row in data for name in row)
        return pa.table({name: _column([row.get(name) for row in data]) for name in names})
    raise UnusableBook(_NOT_A_TABLE.of(table=spec.name, kind=type(data).__name__))


def _column(values: list[Any]) -> pa.Array:
    """Values of several kinds, as days and their spellings, are taken as they are written."""
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if value is None else str(value) for value in values], pa.string())


def _check_columns(spec: TableSpec, raw: pa.Table) -> None:
    for name in spec.required:
        if name not in raw.column_names:
            found = ", ".join(raw.column_names) or "-"
            raise UnusableBook(_NO_COLUMN.of(table=spec.name, column=name, found=found))


def _cast(column: Column) -> str:
    value = f'TRY_CAST("{column.name}" AS {SQL_TYPE[column.type]})'
    if column.type == "number":
        value = f"CASE WHEN isfinite({value}) THEN {value} END"
    if column.type in ("day", "moment"):
        value = f"CASE WHEN {value} BETWEEN '1900-01-01' AND '2200-01-01' THEN {value} END"
    if column.type == "text":
        value = f"NULLIF(TRIM({value}), '')"
    return f'{value} AS "{column.name}"'


def _usable(spec: TableSpec, cast: pa.Table) -> pa.Table:
    lacking = [name for name in spec.required if cast[name].null_count]
    return cast.filter(reduce(pc.and_, (pc.is_valid(cast[name]) for name in lacking))) if lacking else cast


def _completed(spec: TableSpec, cast: pa.Table) -> pa.Table:
    """With the columns that nobody gave, all null."""
    rows, schema = cast.num_rows, schema_of(spec.columns)
    return pa.table(
        [cast[name] if name in cast.column_names else pa.nulls(rows, schema.field(name).type) for name in schema.names],
        schema,
    )


def _problems(
    connection: duckdb.DuckDBPyConnection, spec: TableSpec, given: Iterable[Column], raw: pa.Table, cast: pa.Table
) -> tuple[Problem, ...]:
    found: list[Problem] = []
    total = 0
    for column in given:
        if not cast[column.name].null_count:
            continue
        wrong = _wrong_cells(connection, column, raw[column.name], cast[column.name])
        total += wrong.num_rows
        shown = wrong.slice(0, SHOWN_PROBLEMS - len(found)).to_pylist()
        found += [_problem(spec, column, cell["row_number"], cell["value"]) for cell in shown]
    if total > len(found):
        found.append(Problem(spec.name, "", _MORE.of(n=total - len(found)), _FIX_ROW.of()))
    return tuple(found)


def _wrong_cells(
    connection: duckdb.DuckDBPyConnection, column: Column, given: pa.ChunkedArray, taken: pa.ChunkedArray
) -> pa.Table:
    """Number and written value of the rows whose value was lost, or is missing where there must be one."""
    suspect = pc.is_null(taken) if column.required else pc.and_(pc.is_null(taken), pc.is_valid(given))
    rows = pc.indices_nonzero(suspect)
    connection.register("cells", pa.table({"row_number": pc.add(rows, 1), "cell": given.take(rows)}))
    written = "SELECT row_number, CAST(cell AS VARCHAR) AS value FROM cells"
    told = "" if column.required else " WHERE TRIM(CAST(cell AS VARCHAR)) <> ''"
    return connection.sql(written + told).to_arrow_table()


def _problem(spec: TableSpec, column: Column, number: int, value: str | None) -> Problem:
    if value is None or not value.strip():
        reason = _MISSING.of(column=column.name)
    else:
        reason = _BAD_VALUE.of(value=value[:60], column=column.name, type=column.type)
    return Problem(spec.name, f"row {number}", reason, _FIX_ROW.of())
