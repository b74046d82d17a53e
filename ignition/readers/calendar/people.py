"""Who is invited to an event."""

from __future__ import annotations

from typing import Any

from ignition.records import Party

_ROOMS = frozenset(("RESOURCE", "ROOM"))


def organizer(event: Any) -> Party:
    return _party(event.get("ORGANIZER")) or Party()


def attendees(event: Any) -> tuple[Party, ...]:
    """People invited who did not decline, each once. Rooms are nobody."""
    given = event.get("ATTENDEE", [])
    listed = given if isinstance(given, list) else [given]
    found = {party.email: party for one in listed if _comes(one) and (party := _party(one))}
    return tuple(found.values())


def _comes(one: Any) -> bool:
    params = getattr(one, "params", {})
    declined = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
    return not declined and str(params.get("CUTYPE", "")).upper() not in _ROOMS


def _party(one: Any) -> Party | None:
    if isinstance(one, list):
        one = one[0] if one else None
    address = str(one or "").strip()
    if address.lower().startswith("mailto:"):
        address = address[7:]
    name = str(getattr(one, "params", {}).get("CN", "")).strip(' "')
    if "@" not in address:
        return Party(name=name) if name else None
    return Party(name="" if name.lower() == address.lower() else name, email=address.strip().lower())
