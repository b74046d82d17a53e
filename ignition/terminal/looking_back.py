"""What the company's own past says of the engine, before anything is shown: remembered, for it takes several looks."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyarrow as pa

from ignition.allocation import Contest
from ignition.book import TABLES, Book
from ignition.proving import plan_against_rule
from ignition.skill import NUMBERS, Skill, prove

LOOK_SECONDS, CONTEST_SECONDS = 10.0, 5.0
"""How long a look back may take beside somebody who waits for the day's moves."""
MOST_ROWS = 300_000
"""A larger book is not looked back at in passing: `ignition backtest` takes the time it needs."""


@dataclass(frozen=True, slots=True)
class Past:
    """Which numbers earned their place, and whether plan or simple rule did better. `skill` is None where nobody looked."""

    skill: Skill | None = None
    contest: Contest | None = None

    @property
    def hidden(self) -> frozenset[str]:
        """What was not looked at has not earned its place either."""
        return frozenset(NUMBERS) if self.skill is None else self.skill.hidden


def look_back(book: Book, on: dt.date) -> Past:
    """As remembered of this very book and day; else looked at now, for at most about fifteen seconds, and remembered."""
    if sum(book.table(name).num_rows for name in ("purchases", "deals", "activities")) > MOST_ROWS:
        return Past()
    remembered = _folder() / f"past-{_digest(book, on)}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads(remembered.read_text(encoding="utf-8"))
        return Past(Skill.from_dict(stored["skill"]), Contest.from_dict(stored["contest"]))
    contest = plan_against_rule(book, on, within=CONTEST_SECONDS)
    skill = prove(book, on, within=LOOK_SECONDS)
    with contextlib.suppress(OSError):
        remembered.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        stored = {"skill": skill.to_dict(), "contest": contest.to_dict()}
        remembered.write_text(json.dumps(stored, allow_nan=False), encoding="utf-8")
    return Past(skill, contest)


def _folder() -> Path:
    """Where programs keep what they can work out again. It holds verdicts and no customer."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ignition"


def _digest(book: Book, on: dt.date) -> str:
    """Of everything in the book, the day and this version."""
    digest = hashlib.sha256(f"{on.isoformat()} {_version()}".encode())
    for name in sorted(TABLES):
        if name in book:
            with pa.ipc.new_stream(_Hashing(digest), book.table(name).schema) as stream:
                stream.write_table(book.table(name).combine_chunks())
    return digest.hexdigest()[:40]


def _version() -> str:
    try:
        return version("ignition-sales")
    except PackageNotFoundError:
        return ""


class _Hashing:
    """A file that keeps nothing of what is written but its digest."""

    closed = False

    def __init__(self, digest: hashlib._Hash) -> None:
        self._digest = digest

    def write(self, data: pa.Buffer) -> int:
        self._digest.update(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""
