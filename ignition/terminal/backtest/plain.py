"""A backtest as plain values: what `--json` prints and what the page is made of, so that both hold the same numbers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ignition.allocation import Contest
from ignition.backtest import Judged, MoveAfter, Period, PlayAfter, Report
from ignition.estimate import Estimate
from ignition.notes import tell_contest
from ignition.records import Problem
from ignition.terminal.backtest import words
from ignition.terminal.choosing import MOST
from ignition.wording import Sentence

Plain = dict[str, Any]
SAME = 0.005
"""Less than half a per cent either way is said as no difference."""


def plain(report: Report, problems: Sequence[Problem], lang: str, contest: Contest | None = None) -> Plain:
    """Numbers to six digits; sentences in one language."""
    return {
        "language": lang,
        "headline": headline(report).say(lang),
        "looked": [sentence.say(lang) for sentence in looked(report)],
        "origins": [day.isoformat() for day in report.origins],
        "horizon_days": report.horizon,
        "until": report.until and report.until.isoformat(),
        "hidden": list(report.hidden),
        "numbers": [_judged(one, lang) for one in report.judged],
        "plays": [_play(one, lang) for one in report.plays],
        "moves": [_move(one, lang) for one in three_two_one(report.moves)],
        "notes": [note.say(lang) for note in (*report.notes, *tell_contest(contest), *_undecided(contest))],
        "problems": [problem.say(lang) for problem in problems if problem.file and not problem.harmless],
    }


def _undecided(contest: Contest | None) -> Iterator[Sentence]:
    if contest is not None and contest.lead.why is not None:
        yield contest.lead.why.of()


def headline(report: Report) -> Sentence:
    if not report.judged:
        return words.HEADLINE_NONE.of()
    return words.HEADLINE.of(n=len(report.judged), kept=len(report.judged) - len(report.hidden))


def looked(report: Report) -> list[Sentence]:
    if not report.origins:
        return []
    days = {"first": report.origins[0], "last": report.origins[-1], "horizon": report.horizon}
    return [(words.LOOKED if len(report.origins) > 1 else words.LOOKED_ONCE).of(looks=len(report.origins), **days)]


def answer(one: Judged) -> Sentence:
    """The number's own answer: how it does beside the best simple rule."""
    known = [skill.value for skill in one.skills.values() if skill.value is not None]
    title = words.TITLES[one.name]
    if not known:
        return words.UNKNOWN.of(title=title)
    least = min(known)
    if abs(least) < SAME:
        return words.EQUAL.of(title=title)
    return (words.BETTER if least >= 0 else words.WORSE).of(title=title, skill=abs(least))


def stands_on(one: Judged) -> Sentence:
    if one.periods:
        return words.PERIODS.of(n=one.n)
    several = words.DEAL_CASES if one.name == "wins" else words.CUSTOMER_CASES
    single = words.ONE_DEAL if one.name == "wins" else words.ONE_CUSTOMER
    cases = single if one.subjects == 1 else several
    return cases.of(n=one.n, subjects=one.subjects)


def _judged(one: Judged, lang: str) -> Plain:
    return {
        "name": one.name,
        "title": words.TITLES[one.name].of().say(lang),
        "answer": answer(one).say(lang),
        "stands_on": stands_on(one).say(lang),
        "n": one.n,
        "subjects": one.subjects,
        "shown": one.verdict.shown,
        "reasons": [reason.say(lang) for reason in one.verdict.reasons],
        "skills": {rule: _estimate(skill, lang) for rule, skill in one.skills.items()},
        "figures": {name: _estimate(figure, lang) for name, figure in one.figures.items()},
        "bins": [{"said": _short(said), "happened": _estimate(share, lang)} for said, share in one.bins],
        "periods": [_period(period, lang) for period in one.periods],
    }


def _estimate(one: Estimate, lang: str) -> Plain:
    found: Plain = {"value": _short(one.value), "low": _short(one.low), "high": _short(one.high), "n": one.n}
    return found if one.why is None else {**found, "why": one.why.of().say(lang)}


def _period(one: Period, lang: str) -> Plain:
    return {
        "on": one.on.isoformat(),
        "until": one.until.isoformat(),
        "said": _estimate(one.said, lang),
        "happened": _short(one.happened),
        "simple": _short(one.simple),
        "a_year_before": one.a_year_before,
    }


def _play(one: PlayAfter, lang: str) -> Plain:
    title = words.PLAYS[one.play].of().say(lang) if one.play in words.PLAYS else one.play
    return {
        "play": one.play,
        "title": title,
        "subject": one.subject,
        "after": _estimate(one.after, lang),
        "others": _estimate(one.others, lang),
    }


def _move(one: MoveAfter, lang: str) -> Plain:
    return {
        "on": one.on.isoformat(),
        "slot": one.slot,
        "play": one.play,
        "title": one.title.say(lang),
        "reason": one.reason.say(lang),
        "net_gain": _short(one.net_gain),
        "happened": one.happened.say(lang),
    }


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def three_two_one(moves: Sequence[MoveAfter]) -> Iterator[MoveAfter]:
    """Of each look the three actions, two risks and one Ignition Point worth most, whoever's they would have been."""
    taken: Counter[tuple[dt.date, str]] = Counter()
    for move in moves:
        taken[move.on, move.slot] += 1
        if taken[move.on, move.slot] <= MOST[move.slot]:
            yield move
