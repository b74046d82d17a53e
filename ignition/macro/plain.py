"""The macro view as plain values: what `--json` prints and what a page shows, so that both hold the same numbers."""

from __future__ import annotations

from typing import Any

from ignition.estimate import Estimate
from ignition.macro.answers import Levers
from ignition.macro.learning import Lesson
from ignition.macro.lever import Lever
from ignition.macro.org_moves import OrgMove


def plain(found: Levers, lang: str) -> dict[str, Any]:
    """Numbers to six digits; sentences in one language."""
    ignition = found.ignition
    return {
        "on": found.on.isoformat(),
        "language": lang,
        "levers": [_lever(one, lang) for one in found.levers],
        "moves": [_move(one, lang) for one in found.moves],
        "ignition": ignition
        and {
            **_move(ignition.move, lang),
            "fuel_hours": _short(ignition.fuel),
            "next_on": ignition.next_on.isoformat(),
            "resource": ignition.resource,
            "since": ignition.since.isoformat(),
        },
        "learn": found.learn and _lesson(found.learn, lang),
        "verdict": [sentence.say(lang) for sentence in found.verdict()],
        "bottleneck": found.bottleneck
        and {
            "resource": found.bottleneck.resource,
            "an_hour": _estimate(found.bottleneck.worth),
            "said": found.bottleneck.say().say(lang),
        },
        "velocity": found.velocity
        and {
            "a_day": _estimate(found.velocity.flow),
            "cycle_days": _estimate(found.velocity.cycle),
            "said": found.velocity.say().say(lang),
        },
        "notes": [note.say(lang) for note in found.notes],
    }


def _lever(one: Lever, lang: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title.say(lang),
        "meaning": one.meaning.say(lang),
        "kind": one.kind,
        "now": _estimate(one.now),
        "reached": _short(one.reached),
        "part": _short(one.part),
        "per_hour": one.per_hour and _estimate(one.per_hour),
        "gain": one.gain and _estimate(one.gain),
        "hours": one.hours and _estimate(one.hours),
        "net_gain": _short(one.net_gain),
        "p_positive": _short(one.p_positive),
        "grade": one.grade.value,
        "source": one.source,
        "stage": one.stage,
        "reason": one.reason.say(lang),
    }


def _move(one: OrgMove, lang: str) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "name": one.name,
        "title": one.title.say(lang),
        "reason": one.reason.say(lang),
        "sure": one.sure().say(lang),
        "hours": _short(one.hours),
        "gain": _estimate(one.gain),
        "net_gain": _short(one.net_gain),
        "p_positive": _short(one.p_positive),
        "p_top3": _short(one.p_top3),
        "unproven": one.rests_on_chances,
        "feasible": one.feasible,
        "customers": list(one.customers),
    }


def _lesson(one: Lesson, lang: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title.say(lang),
        "reason": one.reason.say(lang),
        "worth": _estimate(one.worth),
        "hours": _short(one.hours),
        "per_euro": _short(one.per_euro),
        "p_changes": _short(one.p_changes),
    }


def _estimate(one: Estimate) -> dict[str, Any]:
    values = {name: _short(getattr(one, name)) for name in ("value", "low", "high")}
    return {**values, "n": one.n, "grade": one.grade.value, "definition": one.definition}


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
