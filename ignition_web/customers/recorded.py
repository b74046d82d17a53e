"""What every captured row carries: when we came to know it, and which document said it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils import timezone


class Recorded(models.Model):
    """`arrival` is the public id of the document that made the row (null when a person did): undo finds its rows by it.

    It is an id and not a foreign key because capture stands on this app, never the reverse.
    """

    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    arrival = models.UUIDField(null=True, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True


def plain(text: str, most: int | None = None) -> str:
    """Text as a database takes it: no NUL, no half of a sign, no blanks around, no longer than its column."""
    clean = text.encode("utf-8", "replace").decode().replace("\0", "").strip()
    return clean if most is None else clean[:most]


def fingerprint(*parts: object) -> str:
    """The key under which the same fact, said again, is recognised."""
    said = "\x1f".join(str(part).strip().casefold() for part in parts)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def in_batches(keys: Iterable[Any], size: int = 5000) -> Iterator[list[Any]]:
    """SQLite takes a limited number of values in one question."""
    rest = list(keys)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]
