"""A small world of moves, as the engine would return them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa

from ignition.estimate import Estimate, Grade
from ignition.moves import Fact, Move, Moves, Slot
from ignition.wording import Text

ON = dt.date(2026, 11, 24)


def a_move(slot: Slot = "action", customer: str = "Rossi Srl", **given: Any) -> Move:
    gain = Estimate(4200.0, 1900.0, 8000.0, 312, Grade.ASSUMED, "expected incremental contribution")
    fact = Fact(
        Text(it="Ha scritto il {on:date}.", en="They wrote on {on:date}.").of(on=ON),
        Text(it="attività", en="activities").of(),
    )
    values: dict[str, Any] = {
        "slot": slot,
        "rank": 1,
        "play": "answer",
        "subject": "customer",
        "subject_id": customer,
        "customer_id": customer,
        "customer_name": customer,
        "person": "Bob Monti",
        "hours": 0.25,
        "gain": gain,
        "net_gain": 4000.0,
        "index": 3.0,
        "p_positive": 0.97,
        "p_top3": 0.6,
        "at_risk": None,
        "chance": 1.0,
        "due_on": dt.date(2027, 2, 22),
        "title": Text(it="Rispondi a {who}", en="Answer {who}").of(who=customer),
        "reason": Text(it="aspetta una nostra risposta", en="is waiting for our answer").of(),
        "facts": (fact,),
    }
    return Move(**{**values, **given})


def moves(*shown: Move) -> Moves:
    return Moves(on=ON, table=pa.table({}), shown=shown)
