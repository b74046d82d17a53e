"""Calendars (ICS): meetings, with recurrences written out up to the day the calendar was last touched.

A private event counts as busy only: no title, no place, nobody's name. A cancelled one says so, and a calendar sent to cancel
(`METHOD:CANCEL`) cancels all it names. An event that is broken is left out with a problem; the others are read.
"""

from __future__ import annotations

from ignition.errors import UnreadableDocument
from ignition.readers.calendar.events import meetings
from ignition.readers.calendar.lines import calendars, lines_of
from ignition.records import Problem, Reading, Record
from ignition.wording import Text

NAME = "calendar"

_COMPONENTS = tuple(b"BEGIN:" + kind for kind in (b"VEVENT", b"VTIMEZONE", b"VTODO", b"VFREEBUSY", b"VAVAILABILITY"))


def recognises(name: str, content: bytes) -> bool:
    """It begins a calendar, or an event that lost its calendar."""
    start = content[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper()
    return (b"BEGIN:VCALENDAR" in start and start[:1].isalpha()) or start.startswith(_COMPONENTS)


def read(name: str, content: bytes) -> Reading:
    """Its meetings, in order of time. Raises `UnreadableDocument` where it holds events and none can be used."""
    records: list[Record] = []
    problems: list[Problem] = []
    for lines in calendars(lines_of(content)):
        found, wrong = meetings(name, lines)
        records += found
        problems += wrong
    if problems and not records:
        raise UnreadableDocument(problems[0].reason, problems[0].remedy, problems[0].place)
    if not records:
        problems.append(Problem(name, "", _NO_MEETING.of(), _NOTHING_TO_DO.of()))
    return Reading(name, NAME, tuple(records), tuple(problems))


_NO_MEETING = Text(it="Il calendario non contiene impegni.", en="The calendar holds no events.")
_NOTHING_TO_DO = Text(it="Non devi fare niente.", en="Nothing to do.")
