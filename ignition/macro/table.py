"""The seven in one table: what each could come to, what that is worth an hour, and why."""

from __future__ import annotations

import numpy as np

from ignition.macro import words
from ignition.macro.changes import Change
from ignition.macro.lever import Lever
from ignition.macro.measured import Measured
from ignition.macro.weighing import Weighed
from ignition.wording import Sentence


def table_of(measured: list[Measured], weighed: list[Weighed]) -> tuple[Lever, ...]:
    """Those that can be weighed, best first by euro per displaced hour; then the others in the order of the process."""
    known = sorted(
        (_row(one) for one in weighed), key=lambda row: -(row.per_hour.value or 0.0) if row.per_hour else 0.0
    )
    missing = (
        Lever(one.name, one.kind, _meaning(one), one.now, (one.missing or words.NO_WINS).of())
        for one in measured
        if not one.known
    )
    return (*known, *missing)


def _row(one: Weighed) -> Lever:
    return Lever(
        name=one.lever.name,
        kind=one.lever.kind,
        meaning=_meaning(one.lever),
        now=one.lever.now,
        reason=_reason(one),
        reached=one.reached,
        part=one.part,
        per_hour=one.per_hour,
        gain=one.gained,
        hours=one.hours_taken,
        net_gain=float(one.net.mean()),
        p_positive=float((one.net > 0).mean()),
        grade=one.grade,
        source=one.change.source,
        stage=one.lever.stage,
    )


def _meaning(one: Measured) -> Sentence:
    return (words.OF_CUSTOMERS if one.of_customers else words.MEANINGS)[one.name].of()


def _reason(one: Weighed) -> Sentence:
    said = {
        "now": words.figure(one.lever.now.value or 0.0, one.lever.kind),
        "to": words.figure(one.reached, one.lever.kind),
    }
    reason = _because(one.change, said)
    return words.AT_STAGE.of(reason=reason, stage=one.lever.stage) if one.lever.stage else reason


def _because(change: Change, said: dict[str, Sentence]) -> Sentence:
    if change.source == "assumption":
        return words.ASSUMPTION.of(change=float(np.expm1(change.size.mean)), **said)
    held = change.is_seen
    if change.source == "groups":
        return words.GROUPS.of(n=change.n, **said) if held else words.BARELY.of(n=change.n, now=said["now"])
    if not held:
        return words.AT_BEST.of(n=change.n, now=said["now"])
    return words.HISTORY.of(n=change.n, since=change.since, until=change.until, **said)
