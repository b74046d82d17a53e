"""Documents are opened in a process of their own: what hurts there ends there."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import signal
from decimal import Decimal
from pathlib import Path

import pytest

from ignition.records import Document, Party, Problem, PurchaseRow, Reading
from ignition.wording import Text
from ignition_web.capture.reading import ReadingRoom
from ignition_web.capture.reading_room import records_only
from tests.ignition_web.documents import invoice, zipped


@pytest.fixture
def room(settings):
    settings.IGNITION_READ_MEMORY_MB = 256
    made = ReadingRoom()
    yield made
    made.close()


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "document"
    path.write_bytes(content)
    return path


def test_it_reads_what_the_readers_read(room, tmp_path):
    reading = room.read("a.xml", _file(tmp_path, invoice(net="12.50")))
    assert [record.net for record in reading.records] == [Decimal("12.50")]


def test_it_opens_an_archive_document_by_document(room, tmp_path):
    found = list(room.open_archive("a.zip", _file(tmp_path, zipped(uno=b"1", due=b"2"))))
    assert [(one.name, one.content) for one in found if isinstance(one, Document)] == [
        ("a.zip/uno.xml", b"1"),
        ("a.zip/due.xml", b"2"),
    ]


def test_a_document_that_takes_too_long_is_stopped_with_a_sentence_and_the_next_is_read(room, tmp_path, settings):
    settings.IGNITION_READ_SECONDS = 0.05
    slow = _file(tmp_path, b"customer,date,amount\n" + b"Rossi,2026-01-01,10\n" * 300_000)
    reading = room.read("slow.csv", slow)
    assert reading.records == ()
    assert "slow.csv" in reading.problems[0].say("it")
    settings.IGNITION_READ_SECONDS = 60
    assert room.read("a.xml", _file(tmp_path, invoice())).records


def test_a_document_that_eats_memory_hurts_only_the_room(room, tmp_path):
    greedy = _file(tmp_path, b"customer,date,amount\n" + b"R,2026-01-01,1\n" * 3_000_000)
    reading = room.read("greedy.csv", greedy)
    assert any(problem.fatal for problem in reading.problems)
    assert room.read("a.xml", _file(tmp_path, invoice())).records


def test_a_room_that_was_killed_is_opened_again(room, tmp_path):
    document = _file(tmp_path, invoice())
    assert room.read("a.xml", document).records
    os.kill(room._process.pid, signal.SIGKILL)
    room._process.wait()
    assert room.read("a.xml", document).records


def test_it_knows_no_secret(room, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u:secret@host/name")
    room.read("a.xml", _file(tmp_path, invoice()))
    environment = Path(f"/proc/{room._process.pid}/environ").read_bytes()
    assert b"secret" not in environment
    assert b"DATABASE_URL" not in environment


def test_records_come_through_as_they_are():
    row = PurchaseRow(Party(name="Rossi"), dt.date(2026, 1, 1), Decimal("1.10"))
    reason = Text(it="perché", en="why").of(on=dt.date(2026, 1, 1), n=3)
    reading = Reading("a", "b", (row,), (Problem("a", "row 1", reason, reason),))
    assert records_only(pickle.dumps(reading)) == reading


@pytest.mark.parametrize("hostile", [os.system, eval, Path, ReadingRoom, pickle.loads])
def test_anything_but_records_is_refused(hostile):
    class Bomb:
        def __reduce__(self):
            return hostile, ("true",)

    with pytest.raises(pickle.UnpicklingError):
        records_only(pickle.dumps(Bomb()))
