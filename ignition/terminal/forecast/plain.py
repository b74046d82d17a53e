"""A forecast as plain values: what `--json` prints, strict, to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ignition.estimate import Estimate
from ignition.predictors.forecast import PARTS, Forecast, Months
from ignition.records import Problem

Plain = dict[str, Any]


def plain(ahead: Forecast, problems: Sequence[Problem], lang: str) -> Plain:
    return {
        "on": ahead.on.isoformat(),
        "language": lang,
        "months": [_span(month) for month in ahead.months],
        "whole": _span(ahead.whole),
        "tried": ahead.tried and {
            "days": ahead.tried.looks,
            "months": ahead.tried.n,
            "within_interval": ahead.tried.held,
        },
        "notes": [note.say(lang) for note in ahead.notes],
        "problems": [problem.say(lang) for problem in problems if problem.file and not problem.harmless],
    }  # fmt: skip


def _span(span: Months) -> Plain:
    parts = {name: _estimate(getattr(span, name)) for name in PARTS}
    return {"start": span.start.isoformat(), "until": span.until.isoformat(), **parts}


def _estimate(one: Estimate) -> Plain:
    return {"value": one.value, "low": one.low, "high": one.high, "n": one.n, "grade": one.grade.value}
