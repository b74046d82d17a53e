"""Paths in, a Book out: fetch, read, bind."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ignition import readers, sources
from ignition.binding import bind
from ignition.book import Book
from ignition.errors import IgnitionError
from ignition.records import Party, Problem, Reading
from ignition.wording import Text

Progress = Callable[[int, int | None, str], None]
"""Told how many documents are read, of how many where that is known, and the name of the latest."""


def read(*paths: str | os.PathLike[str], own: Sequence[Party] | Party = (), progress: Progress | None = None) -> Book:
    """Read every document below `paths` (files, folders, zips) and bind them into one Book.

    `own` is our company, where the documents do not tell. What could not be used is in `book.problems`; the rest goes on.
    Raises `IgnitionError` for a path that does not exist, and for no path at all.

    >>> read("nowhere")
    Traceback (most recent call last):
    ...
    ignition.errors.IgnitionError: There is nothing at “nowhere”. Check the path.
    """
    if not paths:
        raise IgnitionError(_NO_PATH.of())
    for path in paths:
        if not Path(path).exists():
            raise IgnitionError(_MISSING.of(path=os.fspath(path)))
    ours = (own,) if isinstance(own, Party) else own
    return bind(_readings(paths, progress), ours, today=dt.datetime.now(tz=dt.UTC).date())


def _readings(paths: Sequence[str | os.PathLike[str]], progress: Progress | None) -> Iterator[Reading]:
    done = 0
    for path in paths:
        for found in sources.fetch(path):
            done += 1
            if isinstance(found, Problem):
                yield Reading(found.file, "", problems=(found,))
            else:
                yield readers.read(found.name, found.content)
            if progress:
                progress(done, None, found.file if isinstance(found, Problem) else found.name)


_MISSING = Text(
    it="In «{path}» non c'è niente. Controlla il percorso.", en="There is nothing at “{path}”. Check the path."
)
_NO_PATH = Text(it="Indica almeno un file o una cartella.", en="Name at least one file or folder.")
