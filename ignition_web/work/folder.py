"""The watched folder: each document that appears in it is taken in, and stays where it is."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ignition_web.capture.flows import receive
from ignition_web.capture.models import CameBy

SETTLED_FOR = 2.0
"""Seconds a file must not have changed: until then it may still be being written."""
MOST_A_SCAN = 2_000
"""Files taken in at one time; the rest comes with the next scan."""
_seen: dict[str, tuple[int, int]] = {}
"""What this process took in already (by size and time of change), so that a scan does not read it all again."""
_log = logging.getLogger(__name__)


def scan_folder() -> int:
    """Take in what is new. Returns how many documents were. Forgetting what was seen costs time, never a duplicate."""
    folder = settings.IGNITION_WATCHED_FOLDER
    if folder is None:
        return 0
    taken = 0
    for path, mark in _new_files(Path(folder)):
        taken += _take(path, Path(folder))
        _seen[str(path)] = mark
        if taken >= MOST_A_SCAN:
            break
    return taken


def _new_files(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Files that changed since they were seen; links, hidden ones and those still being written are passed over."""
    for place, folders, names in os.walk(folder, onerror=_cannot_look):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            try:
                state = path.lstat()
            except OSError:
                continue
            mark = (state.st_size, state.st_mtime_ns)
            settled = time.time() - state.st_mtime >= SETTLED_FOR
            if not name.startswith(".") and _is_plain(state.st_mode) and settled and _seen.get(str(path)) != mark:
                yield path, mark


def _is_plain(mode: int) -> bool:
    return (mode & 0o170000) == 0o100000


def _take(path: Path, folder: Path) -> bool:
    try:
        if path.stat().st_size > settings.IGNITION_UPLOAD_MB * 2**20:
            _log.warning("%s is larger than IGNITION_UPLOAD_MB: passed over", path.name)
            return False
        content = path.read_bytes()
    except OSError as trouble:
        _log.warning("%s cannot be read: %s", path.name, trouble.strerror)
        return False
    _arrival, created = receive(str(path.relative_to(folder)), content, came_by=CameBy.FOLDER)
    return created


def _cannot_look(trouble: OSError) -> None:
    _log.warning("the watched folder cannot be read: %s", trouble.strerror)
