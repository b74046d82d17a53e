"""Folders as people keep them."""

from __future__ import annotations

import os
import socket
import tracemalloc
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from ignition.readers import read
from ignition.records import Document, Problem
from ignition.sources import fetch


def test_documents_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.xml", "a/2.xml", "a/1.xml", "c.csv"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a/1.xml", "a/2.xml", "b.xml", "c.csv"]


def test_a_single_file_is_a_document(tmp_path: Path) -> None:
    assert list(fetch(put(tmp_path / "a.xml", b"<a/>"))) == [Document("a.xml", b"<a/>")]


def test_an_archive_is_opened_by_its_content_in_a_folder_or_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "download.bin", "w") as made:
        made.writestr("a.xml", "<a/>")
    put(tmp_path / "list.zip", b"customer;date;amount\n")
    assert names(tmp_path) == ["download.bin/a.xml", "list.zip"]
    assert names(tmp_path / "download.bin") == ["download.bin/a.xml"]


def test_hidden_files_and_system_junk_are_skipped(tmp_path: Path) -> None:
    for name in (".git/config", ".hidden", "Thumbs.db", "desktop.ini", "__MACOSX/a.xml", "~$a.xlsx", "good.xml"):
        put(tmp_path / name)
    assert names(tmp_path) == ["good.xml"]
    assert problems(tmp_path) == []


def test_nothing_there_is_said(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "nowhere")
    assert "non c'è niente" in problem.say("it")


def test_a_path_that_cannot_be_is_said() -> None:
    assert [type(one) for one in fetch("a\0b")] == [Problem]


def test_a_link_to_a_file_inside_is_followed_and_one_that_leads_out_is_not(tmp_path: Path) -> None:
    put(tmp_path / "outside" / "secret.xml", b"secret")
    inside = tmp_path / "inside"
    put(inside / "a.xml", b"<a/>")
    (inside / "b.xml").symlink_to(inside / "a.xml")
    (inside / "c.xml").symlink_to(tmp_path / "outside" / "secret.xml")
    (inside / "d").symlink_to(tmp_path / "outside")
    assert names(inside) == ["a.xml", "b.xml"]
    assert [problem.file for problem in problems(inside)] == ["c.xml", "d"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    put(tmp_path / "a" / "x.xml")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert names(tmp_path) == ["a/x.xml"]


def test_a_folder_deeper_than_python_may_call_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1500
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("a.xml").write_bytes(b"<a/>")
    put(tmp_path / "z.xml")
    try:
        assert [Path(name).name for name in names(tmp_path)] == ["a.xml", "z.xml"]
    finally:
        os.remove("a.xml")  # by hand, because pytest's own cleaning recurses
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")


def test_a_link_to_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to(tmp_path / "gone.xml")
    assert "non c'è più" in problems(tmp_path)[0].say("it").lower()


def test_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(tmp_path / "socket.xml"))
        assert [problem.file for problem in problems(tmp_path)] == ["pipe.xml", "socket.xml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "a.xml").chmod(0)
    put(tmp_path / "b.xml")
    assert names(tmp_path) == ["b.xml"]
    assert "permesso" in problems(tmp_path)[0].say("it")


def test_a_refused_permission_is_said_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.xml")

    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "Dai il permesso di lettura" in problems(tmp_path)[0].say("it")


def test_a_name_that_is_no_text_does_not_stop_the_walk(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caff\xe8.xml"))).write_bytes(b"<a/>")
    assert names(tmp_path) == ["caff\ufffd.xml"]


def test_documents_are_read_only_when_asked_for(tmp_path: Path) -> None:
    for n in range(300):
        put(tmp_path / f"{n:03}.bin", b"x" * 1_000_000)
    tracemalloc.start()
    assert sum(len(one.content) for one in fetch(tmp_path) if isinstance(one, Document)) == 300_000_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_folder_that_changes_under_the_walk_does_not_stop_it(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml", "c.xml"):
        put(tmp_path / name)
    walk = fetch(tmp_path)
    first = next(walk)
    (tmp_path / "b.xml").unlink()
    rest = list(walk)
    assert isinstance(first, Document)
    assert [type(one) for one in rest] == [Problem, Document]


@pytest.mark.drill
def test_a_folder_of_a_million_files_starts_at_once(tmp_path: Path) -> None:
    for n in range(1_000_000):
        os.close(os.open(tmp_path / f"{n:07}.xml", os.O_CREAT | os.O_WRONLY))
    tracemalloc.start()
    assert [one.name for one in islice(fetch(tmp_path), 2) if isinstance(one, Document)] == [
        "0000000.xml",
        "0000001.xml",
    ]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000


def test_every_real_document_of_a_folder_and_of_its_zip_is_read_alike(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "fatturapa"
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, path.relative_to(folder))
    loose = [read(one.name, one.content).records for one in documents(folder)]
    packed = [read(one.name, one.content).records for one in documents(tmp_path / "all.zip")]
    assert loose == packed
    assert sum(map(len, loose)) == 49


def put(path: Path, content: bytes = b"<a/>") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def documents(path: Path) -> list[Document]:
    return [one for one in fetch(path) if isinstance(one, Document)]


def names(path: Path) -> list[str]:
    return [one.name for one in documents(path)]


def problems(path: Path) -> list[Problem]:
    return [one for one in fetch(path) if isinstance(one, Problem)]
