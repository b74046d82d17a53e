"""The database: durable SQLite by default, PostgreSQL by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_SQLITE_START = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA busy_timeout = 20000;
PRAGMA cache_size = -32000;
PRAGMA temp_store = MEMORY;
"""
# WAL + FULL: an answered commit survives a power cut (with NORMAL the last ones are lost).
# IMMEDIATE: a transaction that will write takes the lock at its start, so that it can wait for it and never
# fails half-way because somebody wrote in between.


def database(url: dict[str, Any] | None, data_folder: Path) -> dict[str, Any]:
    """Django's connection settings."""
    if url is None:
        return _sqlite(str(data_folder / "ignition.sqlite3"))
    if url["engine"] == "sqlite":
        return _sqlite(url["name"])
    return _postgresql(url)


def _sqlite(name: str) -> dict[str, Any]:
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": _SQLITE_START}
    file = Path(name)
    _make_private(file)
    beside = str(file.with_name(f"test-{file.name}"))
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options, "TEST": {"NAME": beside}}


def _make_private(file: Path) -> None:
    """Only its owner reads the database; SQLite gives the same rights to the files beside it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.touch(mode=0o600)


def _postgresql(url: dict[str, Any]) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url["name"],
        "USER": url["user"],
        "PASSWORD": url["password"],
        "HOST": url["host"],
        "PORT": url["port"],
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": url["options"],
    }
