"""Names of files: which are system junk, which try to climb out of their archive."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "@eadir"})
_DRIVE = re.compile(r"^[A-Za-z]:")


def is_junk(path: str) -> bool:
    """Hidden files and what operating systems leave behind: skipped without a word.

    >>> is_junk("a/.DS_Store"), is_junk("__MACOSX/a.xml"), is_junk("~$list.xlsx"), is_junk("a/b.xml")
    (True, True, True, False)
    """
    return any(_is_junk_step(step) for step in PurePosixPath(path.replace("\\", "/")).parts)


def climbs_out(path: str) -> bool:
    """Would this name of an archive's entry leave the folder it is unpacked to?

    >>> climbs_out("../x"), climbs_out("/etc/passwd"), climbs_out("C:x"), climbs_out("a\\\\..\\\\..\\\\x"), climbs_out("a/b")
    (True, True, True, True, False)
    """
    plain = path.replace("\\", "/")
    return plain.startswith("/") or bool(_DRIVE.match(plain)) or ".." in plain.split("/")


def _is_junk_step(step: str) -> bool:
    hidden = step.startswith(".") and step not in (".", "..")
    return hidden or step.startswith("~$") or step.lower() in _JUNK
