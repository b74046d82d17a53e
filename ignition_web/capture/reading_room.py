"""The reading room: a process of its own in which documents are opened, with a limit on time and memory.

Whoever sends a document may have made it to hurt: expand without end, eat memory, crash a parser. In here it can only end
this process. The room imports no Django, knows no password, writes no file; it gets a path and hands records back.

    python -m ignition_web.capture.reading_room MEMORY_MB

Requests and answers go over its standard input and output, as frames of a length and a pickle. The main process unpickles with
`records_only`, which makes nothing but records, sentences and plain values.
"""

from __future__ import annotations

import io
import os
import pickle
import resource
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ignition.readers import read
from ignition.sources.archive import open_archive

_LENGTH = struct.Struct(">Q")


def main() -> None:
    requests, answers = _channels()
    _limit(int(sys.argv[1]))
    while (request := receive_frame(requests)) is not None:
        for answer in _serve(*pickle.loads(request)):
            send_frame(answers, pickle.dumps(answer))


def _channels() -> tuple[IO, IO]:
    """Standard input and output for us alone: what a parser prints goes to the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _limit(memory_mb: int) -> None:
    memory = _memory_now() + memory_mb * 2**20
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def _memory_now() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize()


def _serve(verb: str, name: str, path: str) -> Iterator[Any]:
    content = Path(path).read_bytes()
    if verb == "open":
        yield from open_archive(name, content)
        yield None
    else:
        yield read(name, content)


def send_frame(channel: IO[bytes], content: bytes) -> None:
    channel.write(_LENGTH.pack(len(content)) + content)
    channel.flush()


def receive_frame(channel: IO[bytes]) -> bytes | None:
    """The next frame; None when the other side is gone."""
    head = channel.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    content = channel.read(length)
    return content if len(content) == length else None


class _RecordsOnly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN or module in _OURS:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"a reading may not hold {module}.{name}")


_OURS = frozenset({"ignition.records", "ignition.wording"})
_PLAIN = frozenset(
    {
        ("decimal", "Decimal"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "timezone"),
        ("datetime", "timedelta"),
    }
)


def records_only(content: bytes) -> Any:
    """What the room answered. Raises `UnpicklingError` on anything but records and plain values."""
    return _RecordsOnly(io.BytesIO(content)).load()


if __name__ == "__main__":
    main()
