"""What every command of the engine takes: documents, and a day."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from ignition.book import Book
from ignition.errors import IgnitionError
from ignition.reading import read
from ignition.records import Party
from ignition.terminal import phrases
from ignition.terminal.waiting import counting


def take_day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise IgnitionError(phrases.NOT_A_DAY.of(value=text)) from wrong


def take_book(paths: Sequence[Path], own: Sequence[str], lang: str, err: Console) -> Book:
    """The documents as a Book; a bar comes up on `err` where it takes long."""
    ours = [Party(vat_id=vat_id) for vat_id in own]
    with counting(err, phrases.READING.of().say(lang)) as tick, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries think of a document is for developers
        return read(*paths, own=ours, progress=tick)
