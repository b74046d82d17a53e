"""The 3-2-1 as strict JSON: said in the chosen language, with plain numbers beside the words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ignition.moves import Move, Moves
from ignition.records import Problem


def to_json(moves: Moves, points: Sequence[Move], problems: Sequence[Problem], lang: str) -> str:
    """Raises `ValueError` rather than write a number JSON does not have."""
    answer = {
        "on": moves.on.isoformat(),
        "language": lang,
        "points": [_point(number, point, lang) for number, point in enumerate(points, 1)],
        "bottleneck": _bottleneck(moves, lang),
        "notes": [note.say(lang) for note in moves.notes],
        "problems": [_problem(problem, lang) for problem in problems],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False)


def _point(number: int, point: Move, lang: str) -> dict[str, Any]:
    kept = ("slot", "play", "subject", "subject_id", "customer_id", "customer_name", "person", "hours", "net_gain")
    plain = point.to_dict()
    return {
        "number": number,
        "title": point.title.say(lang),
        "reason": point.reason.say(lang),
        **{
            name: plain[name]
            for name in (*kept, "index", "at_risk", "p_positive", "p_top3", "chance", "due_on", "gain")
        },
        "fuel": plain["fuel"],
        "next_on": plain["next_on"],
        "lit_since": plain["since"],
        "facts": [{"fact": fact.sentence.say(lang), "source": fact.source.say(lang)} for fact in point.facts],
    }


def _bottleneck(moves: Moves, lang: str) -> dict[str, Any] | None:
    """What is scarcest, over everybody: what an hour is worth, never whose."""
    found = moves.bottleneck
    if found is None:
        return None
    worth = {"value": found.worth.value, "low": found.worth.low, "high": found.worth.high, "n": found.worth.n}
    grade = found.worth.grade.value
    return {"resource": found.resource, "said": found.say().say(lang), "an_hour": {**worth, "grade": grade}}


def _problem(problem: Problem, lang: str) -> dict[str, Any]:
    return {
        "file": problem.file,
        "place": problem.place,
        "reason": problem.reason.say(lang),
        "remedy": problem.remedy.say(lang),
        "fatal": problem.fatal,
        "harmless": problem.harmless,
    }
