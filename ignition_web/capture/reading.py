"""The main process's side of the reading room: hand a document in, get its reading, end the room when it takes too long."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from ignition.records import Document, Problem, Reading
from ignition.wording import Text
from ignition_web.capture.reading_room import receive_frame, records_only, send_frame


class RoomDied(Exception):
    """The document ended the process that read it, or took too long."""


class ReadingRoom:
    """One reading process, started at the first need and again after a document ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def read(self, name: str, path: Path) -> Reading:
        """What the document says; a fatal Problem when it took too much time or memory. Never raises."""
        try:
            (reading,) = self._ask("read", name, path)
            return reading
        except RoomDied:
            return Reading(name, "", problems=(_too_much(name),))

    def open_archive(self, name: str, path: Path) -> Iterator[Document | Problem]:
        """The documents of a zip, one at a time."""
        try:
            yield from self._ask("open", name, path)
        except RoomDied:
            yield _too_much(name)

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _ask(self, verb: str, name: str, path: Path) -> Iterator[Any]:
        with self._one_at_a_time:
            process = self._running()
            clock = threading.Timer(settings.IGNITION_READ_SECONDS, process.kill)
            clock.start()
            whole = False
            try:
                yield from _conversation(process, verb, name, path)
                whole = True
            finally:
                clock.cancel()
                if not whole:
                    self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = _start()
        return self._process


def _conversation(process: subprocess.Popen[bytes], verb: str, name: str, path: Path) -> Iterator[Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        send_frame(process.stdin, pickle.dumps((verb, name, str(path))))
        while (frame := receive_frame(process.stdout)) is not None:
            answer = records_only(frame)
            if answer is None:
                return
            yield answer
            if verb == "read":
                return
    except (OSError, pickle.UnpicklingError) as trouble:
        raise RoomDied from trouble
    raise RoomDied


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ignition_web.capture.reading_room", str(settings.IGNITION_READ_MEMORY_MB)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **_HARMLESS},
    )


_HARMLESS = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR") if name in os.environ}
"""The room's environment: no address of a database, no key."""

_room = ReadingRoom()
atexit.register(_room.close)


def reading_room() -> ReadingRoom:
    """The room of this process."""
    return _room


def _too_much(name: str) -> Problem:
    return Problem(name, "", _TOO_MUCH.of(seconds=settings.IGNITION_READ_SECONDS), _SMALLER.of(), fatal=True)


_TOO_MUCH = Text(
    it="La lettura ha superato il tempo ({seconds:number} s) o la memoria concessi ed è stata fermata.",
    en="Reading went beyond the time ({seconds:number} s) or memory granted, and was stopped.",
)
_SMALLER = Text(
    it="Se il file è buono, dividilo in parti più piccole e caricale; il file resta conservato com'è.",
    en="If the file is good, split it into smaller parts and load them; the file is kept as it is.",
)
