"""Any frame in, an Arrow table of the contract's columns out, with a problem for each row left aside."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa

from ignition.book.tables import SQL_TYPE, Column, TableSpec
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
    with _duckdb(os.getpid()).cursor() as connection:
        connection.register("raw", raw)
        connection.execute(f"CREATE TEMP TABLE cast_rows AS {_cast_query(spec, raw)}")
        good = connection.sql(_good_rows(spec)).to_arrow_table()
        problems = _problems(connection, spec, raw)
    return good, problems


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


def _cast_query(spec: TableSpec, raw: pa.Table) -> str:
    columns = ", ".join(_cast(column, raw) for column in spec.columns)
    return f"SELECT row_number() OVER () AS row_number, {columns} FROM raw"


def _cast(column: Column, raw: pa.Table) -> str:
    if column.name not in raw.column_names:
        return f'CAST(NULL AS {SQL_TYPE[column.type]}) AS "{column.name}"'
    value = f'TRY_CAST("{column.name}" AS {SQL_TYPE[column.type]})'
    if column.type == "number":
        value = f"CASE WHEN isfinite({value}) THEN {value} END"
    if column.type in ("day", "moment"):
        value = f"CASE WHEN {value} BETWEEN '1900-01-01' AND '2200-01-01' THEN {value} END"
    if column.type == "text":
        value = f"NULLIF(TRIM({value}), '')"
    return f'{value} AS "{column.name}"'


def _good_rows(spec: TableSpec) -> str:
    names = ", ".join(f'"{column.name}"' for column in spec.columns)
    present = " AND ".join(f'"{name}" IS NOT NULL' for name in spec.required) or "TRUE"
    return f"SELECT {names} FROM cast_rows WHERE {present} ORDER BY row_number"


def _problems(connection: duckdb.DuckDBPyConnection, spec: TableSpec, raw: pa.Table) -> tuple[Problem, ...]:
    connection.execute("CREATE TEMP TABLE numbered AS SELECT row_number() OVER () AS row_number, * FROM raw")
    given = [column for column in spec.columns if column.name in raw.column_names]
    found: list[Problem] = []
    total = 0
    for column, number in zip(given, _counts(connection, given), strict=True):
        if not number:
            continue
        wrong = _wrong_rows(column)
        total += number
        rows = connection.execute(f"{wrong} ORDER BY 1 LIMIT {SHOWN_PROBLEMS - len(found)}").fetchall()
        found += [_problem(spec, column, number, value) for number, value in rows]
    if total > len(found):
        found.append(Problem(spec.name, "", _MORE.of(n=total - len(found)), _FIX_ROW.of()))
    return tuple(found)


def _is_wrong(column: Column) -> str:
    given = f'CAST(numbered."{column.name}" AS VARCHAR)'
    lost = f"(cast_rows.\"{column.name}\" IS NULL AND NULLIF(TRIM({given}), '') IS NOT NULL)"
    missing = f'cast_rows."{column.name}" IS NULL' if column.required else "FALSE"
    return f"({lost} OR {missing})"


def _wrong_rows(column: Column) -> str:
    return (
        f'SELECT cast_rows.row_number, CAST(numbered."{column.name}" AS VARCHAR) FROM cast_rows '
        f"JOIN numbered USING (row_number) WHERE {_is_wrong(column)}"
    )


def _counts(connection: duckdb.DuckDBPyConnection, columns: list[Column]) -> tuple[int, ...]:
    """Wrong rows of each column, counted in one go: mostly there are none."""
    if not columns:
        return ()
    counted = ", ".join(f"count(*) FILTER (WHERE {_is_wrong(column)})" for column in columns)
    row = connection.execute(f"SELECT {counted} FROM cast_rows JOIN numbered USING (row_number)").fetchone()
    return tuple(int(number) for number in row or ())


def _problem(spec: TableSpec, column: Column, number: int, value: str | None) -> Problem:
    if value is None or not value.strip():
        reason = _MISSING.of(column=column.name)
    else:
        reason = _BAD_VALUE.of(value=value[:60], column=column.name, type=column.type)
    return Problem(spec.name, f"row {number}", reason, _FIX_ROW.of())
