"""Write the calendar: visits, a weekly meeting that skips a week, a visit called off, a private appointment."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from ignition.datasets.demo.clients import PEOPLE
from ignition.datasets.demo.company import Client, Seller, Truth

ROME = ZoneInfo("Europe/Rome")
VISITED = slice(16, 56)


def write(folder: Path, truth: Truth, today: dt.date) -> list[Path]:
    """Returns the one file written."""
    folder.mkdir(parents=True, exist_ok=True)
    calendar = Calendar()
    calendar.add("prodid", "-//Officine Tramontana//Agenda//IT")
    calendar.add("version", "2.0")
    for event in (_weekly(today), *_visits(truth, today), _called_off(truth, today), _private(today)):
        calendar.add_component(event)
    calendar.add_missing_timezones(first_date=dt.date(today.year - 2, 1, 1), last_date=dt.date(today.year + 1, 1, 1))
    path = folder / "agenda-vendite.ics"
    path.write_bytes(calendar.to_ical())
    return [path]


def _weekly(today: dt.date) -> Event:
    """Every Monday since a year ago, but not in the week before last."""
    monday = today - dt.timedelta(days=today.weekday())
    event = _event("weekly", "Riunione vendite", monday - dt.timedelta(weeks=52), 9, 45)
    event.add(
        "rrule", {"freq": "weekly", "until": dt.datetime.combine(today, dt.time(), dt.UTC) + dt.timedelta(weeks=8)}
    )
    event.add("exdate", dt.datetime.combine(monday - dt.timedelta(weeks=2), dt.time(9), ROME))
    for person in PEOPLE:
        _invite(event, person.name, person.email)
    return event


def _visits(truth: Truth, today: dt.date) -> list[Event]:
    """A visit every nine days or so, the last ones still to come."""
    days = range(-320, 20, 9)
    return [
        _visit(f"visit-{n}", client, today + dt.timedelta(days=offset))
        for n, (client, offset) in enumerate(zip(truth.clients[VISITED], days, strict=False))
    ]


def _visit(key: str, client: Client, day: dt.date) -> Event:
    day -= dt.timedelta(days=max(0, day.weekday() - 4))
    event = _event(key, f"Visita {client.name}", day, 10, 90, client.owner)
    event.add("location", f"{client.address.street}, {client.address.city}")
    _invite(event, client.owner.name, client.owner.email)
    _invite(event, client.contact.full_name, client.contact.email)
    return event


def _called_off(truth: Truth, today: dt.date) -> Event:
    event = _visit("called-off", truth.clients[0], today - dt.timedelta(days=8))
    event.add("status", "CANCELLED")
    return event


def _private(today: dt.date) -> Event:
    event = _event("private", "Dentista", today - dt.timedelta(days=5), 15, 60)
    event.add("class", "PRIVATE")
    return event


def _event(key: str, title: str, day: dt.date, hour: int, minutes: int, organizer: Seller = PEOPLE[0]) -> Event:
    start = dt.datetime.combine(day, dt.time(hour), ROME)
    event = Event()
    event.add("uid", f"{key}@demo.example")
    event.add("dtstamp", start.astimezone(dt.UTC))
    event.add("dtstart", start)
    event.add("dtend", start + dt.timedelta(minutes=minutes))
    event.add("summary", title)
    event.add("organizer", _who(organizer.name, organizer.email))
    return event


def _invite(event: Event, name: str, email: str) -> None:
    event.add("attendee", _who(name, email), encode=False)


def _who(name: str, email: str) -> Any:
    who = vCalAddress(f"mailto:{email}")
    who.params["CN"] = vText(name)
    return who
