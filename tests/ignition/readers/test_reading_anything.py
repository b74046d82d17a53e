"""Whatever the bytes, `read` answers with a Reading: records, or a problem that says why there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ignition.readers import read
from ignition.records import Invoice, Reading

SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "samples").glob("*/*") if path.suffix != ".json")
names = st.sampled_from(
    ["x.xml", "x.xml.p7m", "x.csv", "x.zip", "x", "", "\u202egpj.x", "a/b/\0.eml", "x.ics", "x.xlsx"]
)
starts = st.sampled_from(
    [b"", b"<FatturaElettronica>", b"<?xml", b"\x30\x80", b"MIIA", b"PK\x03\x04", b"\xff\xfe<\0", b"BEGIN:VCALENDAR\n", b"From: a\n"]
)  # fmt: skip


@given(name=names, start=starts, rest=st.binary(max_size=600))
@settings(max_examples=200, deadline=2000)
def test_random_bytes_never_raise(name: str, start: bytes, rest: bytes) -> None:
    answers(name, start + rest)


@given(name=names, text=st.text(max_size=300))
@settings(max_examples=80, deadline=2000)
def test_random_text_never_raises(name: str, text: str) -> None:
    answers(name, text.encode("utf-8", "surrogatepass"))


@given(document=st.sampled_from(SAMPLES), data=st.data())
@settings(max_examples=120, deadline=2000)
def test_a_sample_with_random_damage_never_raises(document: Path, data: st.DataObject) -> None:
    damage(document, data)


@pytest.mark.drill
@given(document=st.sampled_from(SAMPLES), data=st.data())
@settings(max_examples=5000, deadline=2000)
def test_a_long_drill_of_random_damage_never_raises(document: Path, data: st.DataObject) -> None:
    damage(document, data)


def damage(document: Path, data: st.DataObject) -> None:
    content = bytearray(document.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content)))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    answers(document.name, bytes(content))


def answers(name: str, content: bytes) -> Reading:
    reading = read(name, content)
    assert reading.file == name
    assert reading.records or reading.problems
    assert all(problem.say(lang) for problem in reading.problems for lang in ("it", "en"))
    assert all(one.net.is_finite() and one.number for one in reading.records if isinstance(one, Invoice))
    assert not any("non avevamo previsto" in problem.say("it") for problem in reading.problems)
    return reading
