"""Events of one calendar as meetings."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from ignition.readers.calendar.lines import blocks
from ignition.readers.calendar.people import attendees, organizer
from ignition.readers.calendar.times import begins, span, utc
from ignition.records import Meeting, Problem
from ignition.wording import Text

Zones = Mapping[str, list[str]]
"""The calendar's own time zones: name -> lines."""
MOST_REPEATS = 1000
"""Of one series. A daily meeting of three years fits."""
_TZID = re.compile(r';TZID="?([^";:]+)', re.IGNORECASE)
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_A_DAY = dt.timedelta(days=1)
_PRIVATE = frozenset(("PRIVATE", "CONFIDENTIAL"))


def meetings(file: str, lines: list[str]) -> tuple[list[Meeting], list[Problem]]:
    """Meetings in order of time, and a problem for each event that could not be understood."""
    found: list[Meeting] = []
    problems: list[Problem] = []
    zones = {name: block for block in blocks(lines, "VTIMEZONE") if (name := _value(block, "TZID"))}
    cancelled = any(line.strip().upper() == "METHOD:CANCEL" for line in lines)
    series = _series(lines)
    until = _last_touched(lines)
    for uid, events in series.items():
        try:
            held, whole = _one_series(uid, events, zones, until, cancelled)
            found += held
            if not whole:
                problems.append(Problem(file, f"event {uid}"[:120], _ODD_RULE.of(), _SEND_AGAIN.of()))
        except Exception:  # broken events raise from deep inside the library, in many ways
            problems.append(Problem(file, f"event {uid}"[:120], _BROKEN.of(), _SEND_AGAIN.of()))
    return sorted(found, key=lambda meeting: (meeting.start, meeting.uid)), problems


def _series(lines: list[str]) -> dict[str, list[list[str]]]:
    """Lines of the events of each UID: a series and the days that were changed in it belong together."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for number, block in enumerate(blocks(lines, "VEVENT"), start=1):
        found[_value(block, "UID") or f"no-uid-{number}"].append(block)
    return found


def _one_series(
    uid: str, events: list[list[str]], zones: Zones, until: dt.datetime | None, cancelled: bool
) -> tuple[list[Meeting], bool]:
    """Its meetings, and whether its rule was understood; where not, it counts as the single events that are written."""
    calendar = _parsed(zones, events)
    days: list[Any] = calendar.walk("VEVENT")
    whole = True
    if any(name in event for event in days for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        try:
            days = list(_written_out(calendar, days, until))
        except Exception:  # a rule nobody can follow raises in many ways
            whole = False
    return [meeting for event in days if (meeting := _meeting(uid, event, cancelled))], whole


def _value(block: list[str], name: str) -> str:
    """The value of the first property of that name."""
    return next(
        (line.partition(":")[2].strip() for line in block if line.upper().startswith((f"{name}:", f"{name};"))), ""
    )


def _parsed(zones: Zones, events: list[list[str]]) -> Calendar:
    """The events alone, with the calendar's own time zones where those can be understood."""
    body = [line for block in events for line in block]
    named = {name for line in body for name in _TZID.findall(line)}
    own = [line for name in sorted(named & set(zones)) for line in zones[name]]
    for context in (own, []):
        source = "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *context, *body, "END:VCALENDAR", ""))
        try:
            return Calendar.from_ical(source)
        except Exception:  # a broken zone: its name is as a rule enough
            if not context:
                raise
    raise ValueError("no calendar")


def _written_out(calendar: Calendar, events: list[Any], until: dt.datetime | None) -> Iterator[Any]:
    """The days of a series, from its first to the day the calendar was last touched."""
    rules = [str(event.get("RRULE", "")).upper() for event in events]
    if any(often in rule for rule in rules for often in _TOO_OFTEN):
        raise ValueError("no meeting recurs within a day")
    starts = [utc(begin) for event in events if (begin := begins(event))]
    first = min(starts)
    last = max(until or first, *starts) + _A_DAY
    found = recurring_ical_events.of(calendar, skip_bad_series=False).after(first - _A_DAY)
    for event in islice(found, MOST_REPEATS):
        if utc(event.start) >= last:
            return
        yield event


def _meeting(uid: str, event: Any, cancelled: bool) -> Meeting | None:
    times = span(event)
    if times is None:
        return None
    private = str(event.get("CLASS", "")).strip().upper() in _PRIVATE
    off = cancelled or str(event.get("STATUS", "")).strip().upper() == "CANCELLED"
    if private:
        return Meeting(uid, *times, cancelled=off, private=True)
    return Meeting(
        uid, *times, title=" ".join(str(event.get("SUMMARY", "")).split()), organizer=organizer(event),
        attendees=attendees(event), place=" ".join(str(event.get("LOCATION", "")).split()), cancelled=off,
    )  # fmt: skip


def _last_touched(lines: list[str]) -> dt.datetime | None:
    """The latest stamp in the calendar. What recurs after it was not yet held when it was exported."""
    stamps = (
        line.rpartition(":")[2].strip()
        for line in lines
        if line.upper().startswith(("DTSTAMP", "LAST-MODIFIED", "CREATED"))
    )
    latest = max((stamp for stamp in stamps if stamp[:8].isdigit() and "1980" < stamp[:4] < "2200"), default="")
    try:
        return dt.datetime.strptime(latest[:8], "%Y%m%d").replace(tzinfo=dt.UTC) if latest else None
    except ValueError:
        return None


_ODD_RULE = Text(
    it="La regola con cui l'impegno si ripete non si capisce: preso una volta sola.",
    en="The rule by which the event recurs cannot be understood: taken once.",
)
_BROKEN = Text(
    it="L'impegno non si capisce: date o regole rotte.", en="The event cannot be understood: broken dates or rules."
)
_SEND_AGAIN = Text(it="Aprilo nel calendario ed esportalo di nuovo.", en="Open it in the calendar and export it again.")
