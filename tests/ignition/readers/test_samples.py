"""A captured document in, the expected records out: every pair `tests/samples/<reader>/x.<ext>` and `x.json`.

To add one, put the document there, run this file with WRITE_SAMPLES=1, and read the JSON by eye before
committing it: it is the claim, and nobody else checks it.
"""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest

from ignition.readers import READERS, read
from ignition.records import Problem, Reading

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS = sorted(path for path in SAMPLES.glob("*/*") if path.is_file() and path.suffix != ".json")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_gives_its_records(document: Path) -> None:
    reading = read(document.name, document.read_bytes())
    expected = document.with_suffix(".json")
    if os.environ.get("WRITE_SAMPLES"):
        expected.write_text(json.dumps(as_json(reading), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert as_json(reading) == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_is_read_by_the_reader_whose_folder_it_lies_in(document: Path) -> None:
    assert read(document.name, document.read_bytes()).reader == document.parent.name


def test_every_reader_has_a_sample() -> None:
    assert {reader.NAME for reader in READERS} <= {document.parent.name for document in DOCUMENTS}


def test_no_expected_record_has_lost_its_document() -> None:
    documents = {document.with_suffix("") for document in DOCUMENTS}
    assert [path for path in SAMPLES.glob("*/*.json") if path.with_suffix("") not in documents] == []


def as_json(reading: Reading) -> dict[str, Any]:
    """The JSON form of a reading: what is empty is left out, amounts and days are texts."""
    return {
        "records": [{"record": type(record).__name__, **_filled(record)} for record in reading.records],
        "problems": [_problem(problem) for problem in reading.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    said = {"place": problem.place, "it": problem.reason.say("it"), "en": problem.reason.say("en")}
    return said | {mark: True for mark in ("fatal", "harmless") if getattr(problem, mark)}


def _filled(record: Any) -> dict[str, Any]:
    values = {field.name: _plain(getattr(record, field.name)) for field in dataclasses.fields(record)}
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, False)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return _filled(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
