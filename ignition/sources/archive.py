"""Documents inside a zip, one at a time, with every known trick refused by a sentence.

Nothing is ever written to disk. What is refused is one entry where possible, the archive where not; the rest goes on.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ignition.records import Document, Problem
from ignition.sources.names import climbs_out, is_junk
from ignition.wording import Sentence, Text

DEEPEST = 2
"""A zip inside a zip is common (the tax portal makes them); a third level is not."""
MOST_ENTRIES = 50_000
LARGEST_ENTRY = 512 * 2**20
LARGEST_TOTAL = 2 * 2**30
HIGHEST_RATIO = 200
"""Unpacked to packed size, for entries above a megabyte. XML reaches 30; a bomb starts at 1,000."""
_RATIO_MATTERS_ABOVE = 2**20
_ALWAYS_WELCOME = 64 * 2**20
"""Bytes that even the smallest archive may unpack to; beyond it the whole archive keeps to the ratio as well."""

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked, shared by an archive and those inside it."""

    entries: int
    size: int
    whole: int

    @classmethod
    def of(cls, file: BinaryIO) -> _Budget:
        packed = file.seek(0, io.SEEK_END)
        whole = min(LARGEST_TOTAL, max(_ALWAYS_WELCOME, HIGHEST_RATIO * packed))
        return cls(MOST_ENTRIES, whole, whole)


def is_archive(content: bytes | BinaryIO) -> bool:
    """A zip of documents, by its content; not an Office document, which is a zip too."""
    file = _file(content)
    file.seek(0)
    if file.read(4) not in _ZIP_STARTS:
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return not _OFFICE_PARTS.intersection(archive.NameToInfo)
    except _BROKEN:
        file.seek(0)
        return b"[Content_Types].xml" not in file.read(4096)


def open_archive(name: str, content: bytes | BinaryIO) -> Iterator[Document | Problem]:
    """Every document of a zip, named `name/path inside`, and a Problem for each entry refused. Never raises.

    `content` is the archive's bytes, or an open binary file where it is too large to hold.

    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as made:
    ...     made.writestr("marzo/uno.xml", "<a/>")
    >>> [found.name for found in open_archive("fatture.zip", file.getvalue())]
    ['fatture.zip/marzo/uno.xml']
    """
    file = _file(content)
    yield from _open(name, file, 1, _Budget.of(file))


def _open(name: str, file: BinaryIO, depth: int, budget: _Budget) -> Iterator[Document | Problem]:
    if depth > DEEPEST:
        yield _refused(name, _TOO_DEEP.of(limit=DEEPEST), _UNPACK.of())
        return
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN:
        yield _refused(name, _TRUNCATED.of(), _DOWNLOAD_AGAIN.of())
        return
    with archive:
        yield from _entries(name, archive, depth, budget)


def _entries(name: str, archive: zipfile.ZipFile, depth: int, budget: _Budget) -> Iterator[Document | Problem]:
    infos = [info for info in archive.infolist() if not info.filename.endswith("/") and not is_junk(info.filename)]
    budget.entries -= len(infos)
    if budget.entries < 0:
        yield _refused(name, _TOO_MANY.of(n=len(infos), limit=MOST_ENTRIES), _SPLIT.of())
        return
    if not infos:
        yield _refused(name, _EMPTY.of(), _DOWNLOAD_AGAIN.of())
    for info in infos:
        yield from _entry(f"{name}/{info.filename}", archive, info, depth, budget)


def _entry(
    name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int, budget: _Budget
) -> Iterator[Document | Problem]:
    if refused := _why_refused(info, budget):
        yield _refused(name, *refused)
        return
    budget.size -= info.file_size
    try:
        content = archive.read(info)
    except _BROKEN:
        yield _refused(name, _BROKEN_ENTRY.of(), _DOWNLOAD_AGAIN.of())
        return
    if is_archive(content):
        yield from _open(name, io.BytesIO(content), depth + 1, budget)
    else:
        yield Document(name, content)


def _why_refused(info: zipfile.ZipInfo, budget: _Budget) -> tuple[Sentence, Sentence] | None:
    if climbs_out(info.orig_filename):
        return _CLIMBS.of(), _ASK_SENDER.of()
    if stat.S_ISLNK(info.external_attr >> 16):
        return _LINK.of(), _ASK_SENDER.of()
    if info.flag_bits & 0x1:
        return _LOCKED.of(), _UNLOCK.of()
    if info.file_size > LARGEST_ENTRY:
        return _TOO_LARGE.of(size=info.file_size / 2**20, limit=LARGEST_ENTRY / 2**20), _SPLIT.of()
    if info.file_size > _RATIO_MATTERS_ABOVE and info.file_size > HIGHEST_RATIO * info.compress_size:
        return _BOMB.of(size=info.file_size / 2**20), _ASK_SENDER.of()
    if info.file_size > budget.size:
        return _TOO_MUCH.of(limit=budget.whole / 2**20), _SPLIT.of()
    return None


def _file(content: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _refused(name: str, reason: Sentence, remedy: Sentence) -> Problem:
    return Problem(name, "", reason, remedy, fatal=True)


_TOO_DEEP = Text(
    it="Archivi dentro archivi per più di {limit} livelli: non aperto.",
    en="Archives inside archives beyond {limit} levels: not opened.",
)
_UNPACK = Text(
    it="Estrai l'archivio interno e caricalo da solo.", en="Extract the inner archive and load it by itself."
)
_TRUNCATED = Text(it="L'archivio è troncato o rovinato.", en="The archive is cut off or damaged.")
_BROKEN_ENTRY = Text(
    it="Questo file dell'archivio è rovinato o compresso in un modo che non conosciamo.",
    en="This file of the archive is damaged, or packed in a way we do not know.",
)
_DOWNLOAD_AGAIN = Text(it="Scaricalo di nuovo.", en="Download it again.")
_TOO_MANY = Text(
    it="L'archivio contiene {n:number} file: il massimo è {limit:number}.",
    en="The archive holds {n:number} files: the most is {limit:number}.",
)
_SPLIT = Text(it="Dividilo, per esempio un mese alla volta.", en="Split it, one month at a time for instance.")
_EMPTY = Text(it="L'archivio non contiene documenti.", en="The archive holds no documents.")
_CLIMBS = Text(it="Il nome punta fuori dall'archivio: rifiutato.", en="Its name points outside the archive: refused.")
_LINK = Text(it="È un collegamento, non un documento: rifiutato.", en="It is a link, not a document: refused.")
_ASK_SENDER = Text(it="Chiedi a chi ti ha dato l'archivio.", en="Ask whoever gave you the archive.")
_LOCKED = Text(it="È protetto da password.", en="It is protected by a password.")
_UNLOCK = Text(it="Estrailo con la password e caricalo.", en="Extract it with the password and load it.")
_TOO_LARGE = Text(
    it="Pesa {size:number} MB: oltre {limit:number} MB non lo apriamo.",
    en="It has {size:number} MB: beyond {limit:number} MB we do not open it.",
)
_BOMB = Text(
    it="Si gonfierebbe fino a {size:number} MB, come fanno gli archivi ostili: rifiutato.",
    en="It would swell to {size:number} MB, as hostile archives do: refused.",
)
_TOO_MUCH = Text(
    it="Aperto del tutto, l'archivio supererebbe {limit:number} MB: questo file non è stato aperto.",
    en="Opened in full, the archive would exceed {limit:number} MB: this file was not opened.",
)
