"""Which reader gets a document, and what is said when none can."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ignition import readers
from ignition.errors import UnreadableDocument
from ignition.readers import READERS, read
from ignition.records import Reading
from ignition.wording import Text

WHY = Text(it="La pagina tre manca.", en="Page three is missing.")


def reader(**answers: object) -> SimpleNamespace:
    """A reader that takes everything, and answers as told."""
    defaults = {
        "NAME": "odd",
        "recognises": lambda name, content: True,
        "read": lambda name, content: Reading(name, "odd"),
    }
    return SimpleNamespace(**(defaults | answers))


def raising(error: Exception) -> object:
    def fail(name: str, content: bytes) -> Reading:
        raise error

    return fail


def test_readers_have_names_of_their_own() -> None:
    assert len({one.NAME for one in READERS}) == len(READERS)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "un PDF"),
        (b"\x89PNG\r\n", "un'immagine"),
        (b"Rar!\x1a", "un archivio RAR"),
        (b"PK\x03\x04rest", "un archivio"),
        (b"<html><body>", "una pagina web"),
        (b"<!DOCTYPE html><html>", "una pagina web"),
        (b"<Catalogo/>", "un XML di un tipo"),
        (b"\x00\x01\x02\x03", "un file binario"),
        (b"ciao", "un testo"),
    ],
)
def test_what_no_reader_knows_is_called_by_its_kind(content: bytes, kind: str) -> None:
    reading = read("x", content)
    assert reading.reader == ""
    assert f"sembra {kind}" in reading.problems[0].say("it")
    assert "fatture elettroniche" in reading.problems[0].say("it")


def test_a_web_page_is_not_called_hostile() -> None:
    assert "DOCTYPE" not in read("x", b"<!doctype html>\n<html></html>").problems[0].say("it")


def test_a_refusal_carries_reason_remedy_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = UnreadableDocument(WHY.of(), place="page 3")
    monkeypatch.setattr(readers, "READERS", (reader(read=raising(refused)),))
    reading = read("x.txt", b"abc")
    assert reading.reader == "odd"
    assert reading.problems[0].fatal
    assert reading.problems[0].say("en") == "x.txt, page 3: Page three is missing. Ask its sender for another copy."


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), KeyError("y"), MemoryError()])
def test_a_fault_of_our_own_is_called_ours(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    for broken in (reader(read=raising(error)), reader(recognises=raising(error))):
        monkeypatch.setattr(readers, "READERS", (broken,))
        reading = read("x.txt", b"secret words")
        assert "non avevamo previsto" in reading.problems[0].say("it")


def test_the_log_of_a_fault_holds_nothing_of_the_document(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(readers, "READERS", (reader(read=raising(ValueError("no"))),))
    read("mario-rossi.txt", b"secret words")
    assert "A reader failed" in caplog.text
    assert "secret" not in caplog.text
    assert "mario" not in caplog.text


def test_a_document_that_holds_nothing_is_not_passed_over_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "READERS", (reader(),))
    assert "niente da registrare" in read("x.txt", b"abc").problems[0].say("it")


def test_the_first_reader_that_recognises_a_document_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = reader(NAME="first"), reader(NAME="second", recognises=lambda name, content: False)
    monkeypatch.setattr(readers, "READERS", (second, first))
    assert read("x.txt", b"abc").reader == "first"
