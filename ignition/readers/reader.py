"""The shape of a reader: one file, three names.

A reader turns the bytes of one document into records, or says why it cannot. It is a module (not a class)
with `NAME`, `recognises` and `read`, listed in `readers/__init__.py`. It opens no file, asks no network,
keeps no state, and looks at the content before the name: names in the wild lie.

What goes wrong, and how to say it:

- the whole document is useless: raise `UnreadableDocument(reason, remedy)`; the dispatcher turns it into a fatal Problem;
- one row or one body is useless: add a `Problem` with its place to the Reading, and go on with the next one;
- the document is understood but holds nothing to record (a receipt): a Reading with no records and a Problem that says so.

Its test is a pair of files, `tests/samples/<NAME>/x.<ext>` and `x.json`, found by itself.
"""

from __future__ import annotations

from typing import Protocol

from ignition.records import Problem, Reading
from ignition.wording import Sentence


class Reader(Protocol):
    """What a module in this folder offers. mypy checks each against it in `readers/__init__.py`."""

    NAME: str
    """One word, the module's own name: it is stored with every record that came from it."""

    def recognises(self, name: str, content: bytes) -> bool:
        """Is this document mine? Cheap, never raises, looks at the first bytes only where that is enough."""
        ...

    def read(self, name: str, content: bytes) -> Reading:
        """All records of the document, in its order. May raise `UnreadableDocument`."""
        ...


def refusal(file: str, reason: Sentence, remedy: Sentence, *, reader: str = "", place: str = "") -> Reading:
    """A Reading that says why nothing of the document could be used."""
    return Reading(file, reader, problems=(Problem(file, place, reason, remedy, fatal=True),))
