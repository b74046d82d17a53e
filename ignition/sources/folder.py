"""Documents in a folder or a single file, in the order of their names, one at a time.

A folder of a million files streams: only the names of the folder in hand are held. Links are followed to files
inside the folder, never out of it; pipes and devices are never opened.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ignition.records import Document, Problem
from ignition.sources.archive import is_archive, open_archive
from ignition.sources.names import is_junk
from ignition.wording import Sentence, Text

LARGEST_FILE = 512 * 2**20
"""Bytes of a file that is not an archive: it is read whole."""


def fetch(path: str | os.PathLike[str]) -> Iterator[Document | Problem]:
    """Every document below a path: a folder, an archive or a file. Never raises.

    Names are relative to the folder; a single file has its own name. Hidden files and system junk are skipped.

    >>> [found.say("en") for found in fetch("nowhere")]
    ['nowhere: There is nothing at this path. Check how it is written.']
    """
    given = Path(path)
    try:
        root = given.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        yield _problem(str(path), _NOTHING_THERE.of(), _CHECK_PATH.of())
        return
    if root.is_dir():
        yield from _folder(root)
    else:
        yield from _file(given.name, root)


def _folder(root: Path) -> Iterator[Document | Problem]:
    """Depth first without recursion: a hostile folder may be nested deeper than Python may call."""
    waiting = [iter([root])]
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
        elif not _is_folder(path):
            yield from _whatever(path, root)
        else:
            try:
                waiting.append(_inside(path))
            except OSError as error:
                yield _problem(_name(path, root), *_why(error))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _inside(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not is_junk(entry.name))
    return (folder / name for name in names)


def _whatever(path: Path, root: Path) -> Iterator[Document | Problem]:
    try:
        target = path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError) as error:
        yield _problem(_name(path, root), *_why(error))
        return
    if not target.is_relative_to(root):
        yield _problem(_name(path, root), _LEADS_OUT.of(), _COPY_IT.of())
    elif not target.is_dir():
        yield from _file(_name(path, root), target)


def _file(name: str, path: Path) -> Iterator[Document | Problem]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield _problem(name, _NO_FILE.of(), _COPY_IT.of())
            return
        with path.open("rb") as file:
            if is_archive(file):
                yield from open_archive(name, file)
            elif (size := path.stat().st_size) > LARGEST_FILE:
                yield _problem(name, _TOO_LARGE.of(size=size / 2**20, limit=LARGEST_FILE / 2**20), _SPLIT.of())
            else:
                file.seek(0)
                yield Document(name, file.read())
    except OSError as error:
        yield _problem(name, *_why(error))


def _name(path: Path, root: Path) -> str:
    """As a person reads it: bytes of a name that are no text become a question mark in a box."""
    relative = path.relative_to(root).as_posix()
    return os.fsencode(root.name if relative == "." else relative).decode("utf-8", "replace")


def _why(error: Exception) -> tuple[Sentence, Sentence]:
    if isinstance(error, PermissionError):
        return _FORBIDDEN.of(), _ALLOW.of()
    if isinstance(error, FileNotFoundError):
        return _GONE.of(), _CHECK_PATH.of()
    return _UNREADABLE.of(why=getattr(error, "strerror", "") or type(error).__name__), _COPY_IT.of()


def _problem(name: str, reason: Sentence, remedy: Sentence) -> Problem:
    return Problem(name, "", reason, remedy, fatal=True)


_NOTHING_THERE = Text(it="In questo percorso non c'è niente.", en="There is nothing at this path.")
_CHECK_PATH = Text(it="Controlla com'è scritto.", en="Check how it is written.")
_LEADS_OUT = Text(
    it="È un collegamento che porta fuori dalla cartella: non seguito.",
    en="It is a link that leads out of the folder: not followed.",
)
_NO_FILE = Text(it="Non è un file (è una pipe o un dispositivo).", en="It is no file (it is a pipe or a device).")
_COPY_IT = Text(it="Copia il file stesso nella cartella.", en="Copy the file itself into the folder.")
_TOO_LARGE = Text(
    it="Pesa {size:number} MB: oltre {limit:number} MB non lo apriamo.",
    en="It has {size:number} MB: beyond {limit:number} MB we do not open it.",
)
_SPLIT = Text(it="Dividilo in file più piccoli.", en="Split it into smaller files.")
_FORBIDDEN = Text(it="Manca il permesso di leggerlo.", en="There is no permission to read it.")
_ALLOW = Text(
    it="Dai il permesso di lettura a chi avvia Ignition.", en="Give read permission to whoever runs Ignition."
)
_GONE = Text(it="Non c'è più, o il collegamento porta a niente.", en="It is gone, or its link leads nowhere.")
_UNREADABLE = Text(it="Non si riesce a leggerlo ({why}).", en="It cannot be read ({why}).")
