"""Zips of documents, friendly and hostile, all made here."""

from __future__ import annotations

import io
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ignition.records import Document, Problem
from ignition.sources import archive, is_archive, open_archive


def test_documents_come_out_in_their_order_with_their_path_inside() -> None:
    found = documents(zipped({"marzo/b.xml": b"<b/>", "a.csv": b"x;y"}))
    assert [(one.name, one.content) for one in found] == [("z.zip/marzo/b.xml", b"<b/>"), ("z.zip/a.csv", b"x;y")]


def test_a_zip_inside_a_zip_is_opened_and_a_third_is_not() -> None:
    inner = zipped({"deep.xml": b"<a/>"})
    middle = zipped({"inner.zip": inner, "middle.xml": b"<a/>"})
    outer = zipped({"middle.zip": middle, "outer.xml": b"<a/>"})
    found = fetched(outer)
    assert names(found) == ["z.zip/middle.zip/middle.xml", "z.zip/outer.xml"]
    assert problem_names(found) == ["z.zip/middle.zip/inner.zip"]


def test_a_zip_named_as_a_table_is_opened_by_its_content() -> None:
    inner = zipped({"a.xml": b"<a/>"})
    assert names(fetched(zipped({"list.csv": inner}))) == ["z.zip/list.csv/a.xml"]


def test_a_table_named_as_a_zip_is_a_document() -> None:
    assert not is_archive(b"customer;date;amount\n")
    assert names(fetched(zipped({"list.zip": b"customer;date;amount\n"}))) == ["z.zip/list.zip"]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_no_archive(part: str) -> None:
    office = zipped({"xl/workbook.xml": b"<a/>", part: b"application/vnd.oasis.opendocument.spreadsheet"})
    assert not is_archive(office)
    assert names(fetched(zipped({"sales.xlsx": office}))) == ["z.zip/sales.xlsx"]


def test_hidden_files_and_system_junk_are_skipped_without_a_word() -> None:
    junk = {"__MACOSX/._a.xml": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "~$list.xlsx": b"x", "a.xml": b"<a/>"}
    found = fetched(zipped(junk))
    assert (names(found), problem_names(found)) == (["z.zip/a.xml"], [])


@pytest.mark.parametrize("name", ["../evil.xml", "a/../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "..\\evil.xml"])
def test_a_name_that_climbs_out_is_refused_and_the_rest_goes_on(name: str) -> None:
    found = fetched(zipped({name: b"<a/>", "good.xml": b"<a/>"}))
    assert names(found) == ["z.zip/good.xml"]
    assert "fuori dall'archivio" in only_problem(found).say("it")


def test_a_link_is_refused() -> None:
    info = zipfile.ZipInfo("link.xml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "link" in only_problem(fetched(zipped({info: b"/etc/passwd", "good.xml": b"<a/>"}))).say("en")


def test_a_locked_entry_is_refused_and_says_password() -> None:
    locked = bytearray(zipped({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    found = fetched(bytes(locked))
    assert names(found) == ["z.zip/b.xml"]
    assert "password" in only_problem(found).say("it")


@pytest.mark.parametrize("megabytes", [5, 100])
def test_a_bomb_is_refused_without_being_unpacked(megabytes: int) -> None:
    bomb = zipped({"bomb.xml": b"\0" * (megabytes << 20), "good.xml": b"<a/>"})
    tracemalloc.start()
    found = fetched(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert names(found) == ["z.zip/good.xml"]
    assert "gonfierebbe" in only_problem(found).say("it")
    assert peak < 20 << 20


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_declares() -> None:
    honest = zipped({"bomb.xml": b"\0" * (8 << 20)})
    lying = honest.replace(struct.pack("<I", 8 << 20), struct.pack("<I", 1000))
    assert "rovinato" in only_problem(fetched(lying)).say("it")


def test_honest_xml_that_packs_well_is_no_bomb() -> None:
    rows = b"".join(b"<row><day>2026-03-%02d</day><amount>%d.00</amount></row>" % (n % 28, n) for n in range(60_000))
    assert names(fetched(zipped({"big.xml": rows}))) == ["z.zip/big.xml"]


def test_what_exceeds_the_total_is_refused_and_smaller_documents_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 1000)
    found = fetched(zipped({"a.xml": b"a" * 600, "b.xml": b"b" * 600, "c.xml": b"c" * 100}))
    assert names(found) == ["z.zip/a.xml", "z.zip/c.xml"]
    assert problem_names(found) == ["z.zip/b.xml"]


def test_twenty_thousand_documents_are_welcome() -> None:
    start = time.process_time()
    assert len(documents(zipped({f"{n}.xml": b"<a/>" for n in range(20_000)}))) == 20_000
    assert time.process_time() - start < 10


def test_too_many_documents_are_refused_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert archive.MOST_ENTRIES >= 20_000
    monkeypatch.setattr(archive, "MOST_ENTRIES", 1000)
    problem = only_problem(fetched(zipped({f"{n}.xml": b"" for n in range(1001)})))
    assert "1.001" in problem.say("it")


def test_entries_are_counted_over_all_inner_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 50)
    inner = zipped({f"{n}.xml": b"" for n in range(30)})
    found = fetched(zipped({"one.zip": inner, "two.zip": inner}))
    assert len(names(found)) == 30
    assert problem_names(found) == ["z.zip/two.zip"]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_is_refused_with_a_sentence(kept: float) -> None:
    whole = zipped({f"{n}.xml": b"<a/>" * 50 for n in range(50)})
    assert "troncato" in only_problem(fetched(whole[: int(len(whole) * kept)])).say("it")


def test_an_entry_spoilt_by_one_byte_is_refused_and_the_rest_goes_on() -> None:
    spoilt = bytearray(zipped({"a.xml": b"<a/>" * 100, "b.xml": b"<b/>"}, packing=zipfile.ZIP_STORED))
    spoilt[60] ^= 0xFF
    found = fetched(bytes(spoilt))
    assert (names(found), problem_names(found)) == (["z.zip/b.xml"], ["z.zip/a.xml"])


def test_entries_that_share_their_bytes_swell_to_no_more_than_the_archive_may() -> None:
    bomb = overlapping(200)
    assert len(bomb) < 20_000
    found = fetched(bomb)
    assert len(found) == 200
    assert sum(len(one.content) for one in found if isinstance(one, Document)) <= 64 << 20
    assert "supererebbe 64 MB" in found[-1].say("it")  # type: ignore[union-attr]


def test_an_archive_without_documents_says_so() -> None:
    assert "non contiene documenti" in only_problem(fetched(zipped({}))).say("it")


def test_an_unknown_packing_is_refused_by_entry() -> None:
    odd = bytearray(zipped({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    odd[8] = 97
    odd[odd.index(b"PK\x01\x02") + 10] = 97
    found = fetched(bytes(odd))
    assert (names(found), problem_names(found)) == (["z.zip/b.xml"], ["z.zip/a.xml"])


@given(rest=st.binary(max_size=400), spoil=st.integers(0, 400))
@settings(max_examples=200, deadline=2000)
def test_random_bytes_never_raise(rest: bytes, spoil: int) -> None:
    whole = bytearray(zipped({"a.xml": b"<a/>", "b/c.xml": b"<b/>"}))
    whole[spoil : spoil + 3] = rest[:3]
    for content in (b"PK\x03\x04" + rest, bytes(whole)):
        assert all(isinstance(one, (Document, Problem)) for one in fetched(content))


def zipped(entries: Mapping[str | zipfile.ZipInfo, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return file.getvalue()


def overlapping(times: int) -> bytes:
    """One megabyte, packed to a thousandth, that `times` entries of the directory share."""
    one = zipped({"a.xml": b"\0" * (1 << 20)})
    start, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    directory = one[start:end] * times
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, times, times, len(directory), start, 0)
    return one[:start] + directory + tail


def fetched(content: bytes) -> list[Document | Problem]:
    return list(open_archive("z.zip", content))


def documents(content: bytes) -> list[Document]:
    return [one for one in fetched(content) if isinstance(one, Document)]


def names(found: list[Document | Problem]) -> list[str]:
    return [one.name for one in found if isinstance(one, Document)]


def problem_names(found: list[Document | Problem]) -> list[str]:
    return [one.file for one in found if isinstance(one, Problem)]


def only_problem(found: list[Document | Problem]) -> Problem:
    (problem,) = [one for one in found if isinstance(one, Problem)]
    return problem
