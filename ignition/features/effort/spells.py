"""Waits for a result: a deal from its opening to its end, a customer from one purchase to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ignition.features.effort.touches import Ints

RESULTS = ("deal", "second", "next")
FORTNIGHT = 14
LONGEST = 52
"""Fortnights after which nobody waits any more."""
DAYS = 4_000_000
"""More days than there are in the calendar, in multiples of which a code and a day share one number."""
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spells:
    """One element a wait. `kind`: what it is compared with, beside its segment: size of a deal, pace of a customer.

    `spell` and `block` are the activities in it: which wait, and in which of its fortnights, from 0.
    """

    result: Ints
    segment: Ints
    kind: Ints
    start: Ints
    blocks: Ints
    """Full fortnights it lasted, and the one it ended in; at most `LONGEST`."""
    won: Flags
    ended: Flags
    spell: Ints
    block: Ints
    segments: tuple[str, ...]


def joined(one: Spells, other: Spells) -> Spells:
    """Both, one after the other."""
    columns = ("result", "kind", "start", "blocks", "won", "ended", "block")
    both = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in columns}
    return Spells(
        **both,
        segment=np.concatenate([one.segment, other.segment + len(one.segments)]),
        spell=np.concatenate([one.spell, other.spell + len(one.start)]),
        segments=(*one.segments, *other.segments),
    )


def spells(
    *,
    result: Ints,
    segment: Ints,
    kind: Ints,
    start: Ints,
    stop: Ints,
    won: Flags,
    ended: Flags,
    reached: tuple[Ints, Ints],
    names: tuple[str, ...],
) -> Spells:
    """Waits by their first and last day, with the activities in them as `within` gives them."""
    blocks = (stop - start) // FORTNIGHT
    in_time = blocks <= LONGEST
    spell, day = reached
    return Spells(
        result=result,
        segment=segment,
        kind=kind,
        start=start,
        blocks=np.minimum(blocks, LONGEST),
        won=won & in_time,
        ended=ended & in_time,
        spell=spell,
        block=(day - start[spell]) // FORTNIGHT,
        segments=names,
    )


def within(owner: Ints, start: Ints, stop: Ints, of: Ints, day: Ints) -> tuple[Ints, Ints]:
    """For each wait the activities of its owner from its first day until before its last: wait and day of each."""
    key = np.sort(of * DAYS + day)
    low = np.searchsorted(key, owner * DAYS + start)
    high = np.where(owner < 0, low, np.searchsorted(key, owner * DAYS + stop))
    many = np.maximum(high - low, 0)
    spell = np.repeat(np.arange(len(owner)), many)
    place = np.arange(len(spell)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low, many)
    return spell, key[place] % DAYS
