"""Names for the arrays of this room, and where their days begin."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[Any]
"""Texts, as objects."""
_STRAGGLERS = 1000


def first_of(days: Ints) -> dt.date | None:
    """The first of days since 1970; one in a thousand may lie before it without moving it."""
    days = np.sort(days)
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(days[len(days) // _STRAGGLERS])) if len(days) else None
