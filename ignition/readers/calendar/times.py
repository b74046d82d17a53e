"""When an event is, in UTC."""

from __future__ import annotations

import datetime as dt
from typing import Any

_LONGEST = dt.timedelta(days=366)


def span(event: Any) -> tuple[dt.datetime, dt.datetime] | None:
    """Start and end; None where there is no start. A day without an hour lasts its whole day, an hour without an end nothing."""
    first = begins(event)
    if first is None:
        return None
    start, end = utc(first), _end(event, first)
    return start, min(max(end, start), start + _LONGEST)


def begins(event: Any) -> dt.date | None:
    """The event's start as written; of several the first. None where it has none."""
    if "DTSTART" not in event:
        return None
    found = event.decoded("DTSTART")
    first = found[0] if isinstance(found, list) else found
    if not isinstance(first, dt.date):
        raise ValueError("DTSTART is no date")
    return first


def utc(moment: dt.date) -> dt.datetime:
    """A day, a floating hour or an hour in a zone as a moment in UTC.

    A floating hour carries no zone: it is taken as UTC.
    """
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time(), dt.UTC)
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _end(event: Any, first: dt.date) -> dt.datetime:
    try:
        if "DTEND" in event:
            return utc(event.decoded("DTEND"))
        if "DURATION" in event:
            length: dt.timedelta = event.decoded("DURATION")
            return utc(first) + length
    except (ValueError, TypeError, OverflowError):
        pass
    return utc(first) + (dt.timedelta() if isinstance(first, dt.datetime) else dt.timedelta(days=1))
