"""Ignite again, or keep burning: when yesterday's Ignition Point stays, and when another takes its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ignition.book import Book
from ignition.gains import Floats
from ignition.wording import Text

SWITCHING_HOURS = 0.25
"""What it takes to leave one customer's matter and read up on another's, paid at the price of an hour."""
_NOTHING: Mapping[str, dt.date] = MappingProxyType({})
Spent = Literal["answered", "due", "fell_back", "refuted"]


@dataclass(frozen=True, slots=True)
class Standing:
    """An Ignition Point as it was last shown. `spent` says why it burns no longer; None while it may."""

    play: str
    subject: str
    subject_id: str
    lit_on: dt.date
    spent: Spent | None = None
    scarce: str | None = None
    """What its person was short of then, hours or moves; None where nobody wrote it down."""

    def burns_on(self, price: float) -> bool:
        """Whether it may go on burning where an hour is worth `price` today, EUR: not once the binding resource has changed.

        >>> point = Standing("advance", "deal", "D1", dt.date(2026, 1, 1), scarce="hours")
        >>> point.burns_on(price=30.0), point.burns_on(price=0.0)
        (True, False)
        """
        return self.spent is None and self.scarce in (None, "hours" if price > 0 else "moves")


def standing_points(
    known: Book, on: dt.date, fallen_back: Collection[str] = (), refuted: Mapping[str, dt.date] = _NOTHING
) -> tuple[Standing, ...]:
    """Ignition Points shown up to the day, the latest first, one for each customer or deal.

    One is spent when it was answered (done: its fuel is given; no or later: it waits), when its promise is due and held
    against what happened, when its play fell back to an assumption, or when a lot has refuted since what it promised
    (`refuted`: plays and the day).
    """
    points = known.points
    lit = points.filter(
        pc.and_(pc.equal(points["slot"], "ignition"), pc.fill_null(pc.not_equal(points["shown"], 0), True))
    )
    if not lit.num_rows:
        return ()
    answered = set(known.answers["point_id"].to_pylist())
    found: dict[tuple[str, str], Standing] = {}
    for row in sorted(lit.to_pylist(), key=lambda row: (row["at"], row["point_id"]), reverse=True):
        subject, subject_id = ("deal", row["deal_id"]) if row["deal_id"] else ("customer", row["customer_id"])
        play, lit_on = row["play"], row["at"].date()
        spent = _spent(row["point_id"] in answered, row["due_on"], on, play in fallen_back)
        if spent is None and lit_on <= refuted.get(play, dt.date.min):
            spent = "refuted"
        one = Standing(play, subject, subject_id, lit_on, spent, row["scarce"])
        found.setdefault((subject, subject_id), one)
    return tuple(found.values())


def _spent(answered: bool, due_on: dt.date | None, on: dt.date, fell_back: bool) -> Spent | None:
    if answered:
        return "answered"
    if due_on is not None and due_on <= on:
        return "due"
    return "fell_back" if fell_back else None


def rows_of(table: pa.Table, standing: Collection[Standing]) -> dict[int, Standing]:
    """Which of the candidates each standing point is today; those no longer proposed have gone out by themselves."""
    if not standing:
        return {}
    wanted = pa.table(
        {
            name: pa.array([getattr(one, name) for one in standing], pa.string())
            for name in ("play", "subject", "subject_id")
        }
    )
    keys = ("play", "subject", "subject_id")
    place = pc.index_in(_key(table, keys), _key(wanted, keys).combine_chunks())
    rows = np.flatnonzero(pc.is_valid(place).to_numpy())
    which = place.take(pa.array(rows)).to_pylist()
    ordered = tuple(standing)
    return {int(row): ordered[code] for row, code in zip(rows.tolist(), which, strict=True)}


def stays(net: Floats, draws: Floats, best: int, old: int, price: float) -> bool:
    """Hysteresis: another one takes over only if G_new - G_old > switching cost + one posterior sd of that difference.

    `best` and `old` are places in `net`, EUR, and in the columns of `draws`, the same net gains in the same worlds.

    >>> worlds = np.array([[90.0, 60.0], [110.0, 140.0]])
    >>> stays(np.array([100.0, 95.0]), worlds, best=0, old=1, price=40.0)
    True
    >>> stays(np.array([100.0, 20.0]), worlds - [0, 80], best=0, old=1, price=40.0)
    False
    """
    if best == old:
        return True
    sd = float((draws[:, best] - draws[:, old]).std())
    return bool(net[best] - net[old] <= SWITCHING_HOURS * price + sd)


def _key(table: pa.Table, names: tuple[str, ...]) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(*(pc.fill_null(table[name], "") for name in names), "\x1f")


KEPT = Text(
    it="Acceso il {since:date}: nessun'altra mossa vale abbastanza di più da lasciarlo.",
    en="Lit on {since:date}: no other move is worth enough more to leave it.",
)
TEXTS = (KEPT,)
"""Everything it can say."""
