"""A forecast as plain values: what `--json` prints, strict, to the cent. What has not earned its place is not among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ignition.backtest import Judged
from ignition.estimate import Estimate
from ignition.predictors.forecast import PARTS, Forecast, Months
from ignition.records import Problem

Plain = dict[str, Any]


def plain(ahead: Forecast, judged: Judged, shown: bool, problems: Sequence[Problem], lang: str) -> Plain:
    skill = judged.skills["simple"]
    return {
        "on": ahead.on.isoformat(),
        "language": lang,
        "shown": judged.verdict.shown,
        "verdict": {
            "reasons": [reason.say(lang) for reason in judged.verdict.reasons],
            "skill": _estimate(skill),
            **{name: _estimate(figure) for name, figure in judged.figures.items()},
        },
        "months": [_span(month) for month in ahead.months] if shown else [],
        "whole": _span(ahead.whole) if shown else None,
        "simple_rule": _simple(ahead) if ahead.simple else None,
        "tried": ahead.tried and {
            "days": ahead.tried.looks,
            "months": ahead.tried.n,
            "within_interval": ahead.tried.held,
        },
        "notes": [note.say(lang) for note in ahead.notes],
        "problems": [problem.say(lang) for problem in problems if problem.file and not problem.harmless],
    }  # fmt: skip


def _simple(ahead: Forecast) -> Plain:
    months = [
        {"start": month.start.isoformat(), "until": month.until.isoformat(), "value": value}
        for month, value in zip(ahead.months, ahead.simple, strict=True)
    ]
    return {"a_year_before": ahead.a_year_before, "months": months, "value": round(sum(ahead.simple), 2)}


def _span(span: Months) -> Plain:
    parts = {name: _estimate(getattr(span, name)) for name in PARTS}
    return {"start": span.start.isoformat(), "until": span.until.isoformat(), **parts}


def _estimate(one: Estimate) -> Plain:
    return {"value": one.value, "low": one.low, "high": one.high, "n": one.n, "grade": one.grade.value}
