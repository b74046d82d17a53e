"""What a document gave, counted over all the times it was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GIVEN = ("documents", "purchases", "customers", "contacts", "deals", "stages", "products", "activities")
"""Rows a document brings. Read again, it finds them there: they are still its own."""
_MET_AGAIN = ("documents", "purchases", "customers", "deals")
"""Those of them that count as known when they are met again."""


def in_all(before: Mapping[str, Any], now: Mapping[str, int]) -> dict[str, int]:
    """The outcome of this reading, and what earlier readings of the same document had brought.

    >>> in_all({"purchases": 3, "waiting": 1}, {"purchases": 1, "known": 3})
    {'purchases': 4}
    """
    given = {name: before.get(name, 0) + now.get(name, 0) for name in GIVEN}
    its_own = sum(before.get(name, 0) for name in _MET_AGAIN)
    known = max(0, now.get("known", 0) - its_own)
    return {name: number for name, number in {**now, **given, "known": known}.items() if number}
