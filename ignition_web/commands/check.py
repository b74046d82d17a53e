"""`ignition check`: is everything as it must be? One line a thing, with a hint where it is not. Imported once Django is set up."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import typer
from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from ignition.wording import Lang, Sentence, Text


def check(lang: Lang) -> bool:
    """Print what was looked at; true when all is well."""
    well = True
    for name, wrong in ((name, look()) for name, look in _LOOKS.items()):
        well = well and wrong is None
        typer.echo(f"{'ok' if wrong is None else '!!'}  {name}" + (f": {wrong.say(lang)}" if wrong else ""))
    return well


def _settings() -> Sentence | None:
    found = [str(message.msg) for message in run_checks()]
    return _DJANGO.of(found="; ".join(found)) if found else None


def _database() -> Sentence | None:
    try:
        connection.ensure_connection()
    except DatabaseError as trouble:
        return _NO_DATABASE.of(trouble=str(trouble).strip())
    return None


def _migrations() -> Sentence | None:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as trouble:
        return _NO_DATABASE.of(trouble=str(trouble).strip())
    return _BEHIND.of(n=len(behind)) if behind else None


def _durable() -> Sentence | None:
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    return None if found == ["wal", 2, 1] else _NOT_DURABLE.of(found=str(found))


def _folder() -> Sentence | None:
    folder: Path = settings.IGNITION_DATA_FOLDER
    return None if os.access(folder, os.W_OK | os.X_OK) else _NOT_WRITABLE.of(folder=str(folder))


def _private() -> Sentence | None:
    open_to_others = [path.name for path in _secret_files() if path.stat().st_mode & (stat.S_IRWXO | stat.S_IRWXG)]
    return _READABLE.of(files=", ".join(open_to_others)) if open_to_others else None


def _secret_files() -> Iterator[Path]:
    key = settings.IGNITION_DATA_FOLDER / "secret-key"
    database = Path(str(connection.settings_dict["NAME"]))
    yield from (path for path in (key, database) if path.is_file())


def _watched() -> Sentence | None:
    folder = settings.IGNITION_WATCHED_FOLDER
    return None if folder is None or os.access(folder, os.R_OK | os.X_OK) else _NOT_READABLE.of(folder=str(folder))


_LOOKS: dict[str, Callable[[], Sentence | None]] = {
    "settings": _settings,
    "database": _database,
    "migrations": _migrations,
    "durability": _durable,
    "data folder": _folder,
    "private files": _private,
    "watched folder": _watched,
}
_DJANGO = Text(it="{found}", en="{found}")
_NO_DATABASE = Text(
    it="la base dati non risponde ({trouble}): controlla DATABASE_URL.",
    en="the database does not answer ({trouble}): see DATABASE_URL.",
)
_BEHIND = Text(
    it="{n:number} aggiornamenti delle tabelle da fare: li fa «ignition serve» quando parte.",
    en="{n:number} changes to the tables are due: “ignition serve” makes them when it starts.",
)
_NOT_DURABLE = Text(
    it="SQLite non è impostato per resistere a una caduta di corrente ({found}).",
    en="SQLite is not set to survive a power cut ({found}).",
)
_NOT_WRITABLE = Text(it="non posso scrivere in {folder}.", en="{folder} cannot be written to.")
_READABLE = Text(
    it="altri possono leggere {files}: togli i permessi (chmod 600).",
    en="others can read {files}: take that away (chmod 600).",
)
_NOT_READABLE = Text(it="non posso leggere {folder}.", en="{folder} cannot be read.")
