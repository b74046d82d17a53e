"""Where the bytes lie: each document once, under its SHA-256, safe on disk before anybody is told it arrived."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings


def keep(content: bytes) -> str:
    """Put the bytes away and return their SHA-256. When this returns they survive a power cut."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not _is_whole(path, len(content)):
        _write(path, content)
    return sha256


def path_of(sha256: str) -> Path:
    return _folder() / sha256[:2] / sha256


def sweep() -> int:
    """Remove what was being written when a process died, a day ago or earlier. Returns how many there were."""
    day_ago = time.time() - 86400
    left = [path for path in (_folder().glob("*/.coming-*")) if path.stat().st_mtime < day_ago]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _folder() -> Path:
    return Path(settings.IGNITION_DATA_FOLDER) / "arrivals"


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".coming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
