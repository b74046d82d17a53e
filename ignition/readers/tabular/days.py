"""Days and moments as people write them, with the order of day and month decided by the whole column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

Order = Literal["dmy", "mdy", "ymd"]
"""How `20-10-16` is to be read."""
_ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(19|20|21)\d{6}")
_SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(\d{1,2})[-/. ]+([^\W\d]{3,12})\.?[-/., ]+(\d{4}|\d{2})(?!\d)")
_NAMED_US = re.compile(r"([^\W\d]{3,12})\.? (\d{1,2}),? (\d{4})(?!\d)")
_SERIAL = re.compile(r"[2-7]\d{4}([.]\d+)?")
_CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,6})\d*)?)?\s*([ap]m)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?", re.I
)
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan gen ene", "feb", "mar", "apr abr", "may mag", "jun giu", "jul lug", "aug ago", "sep set", "oct ott",
         "nov", "dec dic"), start=1,
    )
    for name in names.split()
}  # fmt: skip


def day_order(values: Iterable[str]) -> tuple[Order, bool]:
    """The order in which most short dates of a column are days that exist, and whether another order does as well.

    Day first wins a draw: it is how Italy writes, and the draw is reported to the user.

    >>> day_order(["20-10-16", "01-03-17"]), day_order(["10/20/2016"]), day_order(["01/03/2017"])
    (('dmy', False), ('mdy', False), ('dmy', True))
    """
    short = [parts for value in set(values) if (parts := _short_parts(value))]
    fits = {order: sum(_assemble(parts, order) is not None for parts in short) for order in _ORDERS}
    best = max(_ORDERS, key=lambda order: fits[order])
    other: Order = "mdy" if best == "dmy" else "dmy"
    differ = any(_assemble(parts, best) != _assemble(parts, other) for parts in short)
    return best, best != "ymd" and bool(short) and fits[other] == fits[best] and differ


def settled_order(values: Iterable[str]) -> Order | None:
    """The order a column leaves no doubt about; None where it has no short dates, or dates that can be read two ways."""
    values = set(values)
    order, ambiguous = day_order(values)
    return None if ambiguous or not any(_short_parts(value) for value in values) else order


def day(value: str, order: Order = "dmy") -> dt.date | None:
    """The day written at the start of `value`; None where there is none or it does not exist.

    >>> day("2026-02-28 10:30"), day("28/02/2026"), day("28 feb 2026"), day("20260228"), day("31/02/2026")
    (datetime.date(2026, 2, 28), datetime.date(2026, 2, 28), datetime.date(2026, 2, 28), datetime.date(2026, 2, 28), None)
    """
    value = value.strip()
    if match := _ISO.match(value):
        return _day(*(int(part) for part in match.groups()))
    if parts := _short_parts(value):
        return _assemble(parts, order)
    if _COMPACT.fullmatch(value):
        return _day(int(value[:4]), int(value[4:6]), int(value[6:]))
    if _SERIAL.fullmatch(value):
        return _EXCEL_EPOCH + dt.timedelta(days=int(value[:5]))
    return _named(value)


def moment(value: str, order: Order = "dmy") -> dt.datetime | None:
    """The moment written in `value`, in UTC. A clock without a zone is taken as UTC, a day without a clock as midnight.

    >>> moment("2026-02-28T10:30:00+01:00").isoformat(), moment("28/02/2026 3:05 pm").isoformat()
    ('2026-02-28T09:30:00+00:00', '2026-02-28T15:05:00+00:00')
    """
    on = day(value, order)
    if on is None:
        return None
    clock = _CLOCK.search(value, _end_of_day(value.strip()) + len(value) - len(value.lstrip()))
    if not clock:
        return dt.datetime.combine(on, dt.time(), dt.UTC)
    try:
        return dt.datetime.combine(on, _time(clock), _zone(clock[6])).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _short_parts(value: str) -> tuple[int, int, str] | None:
    match = _SHORT.match(value.strip())
    return (int(match[1]), int(match[2]), match[3]) if match else None


def _assemble(parts: tuple[int, int, str], order: Order) -> dt.date | None:
    first, second, third = parts
    if order == "ymd":
        return _day(_year(f"{first:02}"), second, int(third)) if len(third) == 2 else None
    day_of, month = (first, second) if order == "dmy" else (second, first)
    return _day(_year(third), month, day_of)


def _named(value: str) -> dt.date | None:
    if match := _NAMED.match(value):
        day_of, name, year = match.groups()
    elif match := _NAMED_US.match(value):
        name, day_of, year = match.groups()
    else:
        return None
    month = _MONTHS.get(name[:3].lower())
    return _day(_year(year), month, int(day_of)) if month else None


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 70 else 1900)


def _day(year: int, month: int, day_of: int) -> dt.date | None:
    try:
        found = dt.date(year, month, day_of)
    except ValueError:
        return None
    return found if 1900 <= year < 2200 else None


def _end_of_day(value: str) -> int:
    for shape in (_ISO, _SHORT, _NAMED, _NAMED_US):
        if match := shape.match(value):
            return match.end()
    return len(value)


def _time(clock: re.Match[str]) -> dt.time:
    hour = int(clock[1])
    if clock[5]:
        hour = hour % 12 + (12 if clock[5].lower() == "pm" else 0)
    return dt.time(hour, int(clock[2]), int(clock[3] or 0), int((clock[4] or "0").ljust(6, "0")))


def _zone(written: str | None) -> dt.timezone:
    if not written or written[0] not in "+-":
        return dt.UTC
    ahead = dt.timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return dt.timezone(ahead if written[0] == "+" else -ahead)
