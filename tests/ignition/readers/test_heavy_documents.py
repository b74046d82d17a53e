"""Documents made to be slow: each is read or refused in a moment. Half a megabyte here; the drill takes five."""

from __future__ import annotations

import time

import pytest

from ignition.readers import read

HEAD = b"From: a@b.example\nDate: Tue, 3 Mar 2026 10:15:00 +0100\n"
EVENT = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260401T080000Z\nDTSTART:19700101T100000Z\n"
END = b"END:VEVENT\nEND:VCALENDAR\n"
MAKERS = {
    "one line of columns.csv": lambda size: b"a,b," * (size // 4),
    "a cell that never ends.csv": lambda size: b'customer,date,amount\nA,2026-01-01,"' + b"9" * size,
    "only quotes.csv": lambda size: b"customer,date,amount\n" + b'"' * size,
    "quoted to the end.eml": lambda size: HEAD + b"\n" + b"> " * (size // 2),
    "words that begin a quote.eml": lambda size: HEAD + b"\n" + b"On Mon, On Il giorno " * (size // 21),
    "encoded words.eml": lambda size: HEAD + b"Subject: " + b"=?utf-8?q?a?= " * (size // 14) + b"\n\nx",
    "recipients.eml": lambda size: HEAD + b"To: " + b'"a" <a@b.example>, ' * (size // 19) + b"\n\nx",
    "comments in comments.eml": lambda size: HEAD + b"To: " + b"(" * size + b"\n\nx",
    "parts in parts.eml": lambda size: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(size // 500)
    ),
    "folded for ever.ics": lambda size: EVENT + b"DESCRIPTION:x\n" + b" aaaaaaaaa\n" * (size // 11) + END,
    "broken for ever.ics": lambda size: EVENT + b"DESCRIPTION:x\n" + b"aaaaaaaaaa\n" * (size // 11) + END,
    "every second.ics": lambda size: EVENT + b"RRULE:FREQ=SECONDLY\n" + END,
    "never.ics": lambda size: EVENT + b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n" + END,
    "no workbook.xlsx": lambda size: b"PK\x03\x04xl/workbook" + b"\0" * size,
}
PATIENCE = 5.0
"""Seconds, on a machine with better things to do. The ones it was written for took from 10 to 300."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MAKERS)
def test_a_document_made_to_be_slow_is_not(name: str) -> None:
    _read_in_time(name, 500_000)


@pytest.mark.drill
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MAKERS)
def test_ten_times_as_large_it_is_not_either(name: str) -> None:
    _read_in_time(name, 5_000_000)


def _read_in_time(name: str, size: int) -> None:
    content = MAKERS[name](size)
    began = time.process_time()
    reading = read(name, content)
    assert time.process_time() - began < PATIENCE
    assert reading.records or reading.problems
    assert "not foreseen" not in " ".join(problem.say("en") for problem in reading.problems)
