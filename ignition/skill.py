"""What the engine may say of this company: which of its numbers passed the backtest on the company's own past, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ignition.assumptions import Assumptions
from ignition.backtest import Judged, Report, backtest
from ignition.book import Book
from ignition.estimate import Estimate, Grade
from ignition.wording import Sentence

NUMBERS = ("buys", "purchases", "wins", "base", "deals", "unborn", "total")
"""Everything a backtest judges: that customers buy, how often, that deals are won, revenue of the base, of the open deals,
of those not there yet, and of all of them."""
AS_STATED = Assumptions()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One number: whether it may be shown, over how many cases, why not, and its skill beside the hardest of the simple rules."""

    name: str
    shown: bool
    n: int
    skill: Estimate | None
    reasons: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Skill:
    """The verdicts as of a day, after so many looks back, each followed for `horizon` days."""

    on: dt.date
    looks: int
    horizon: int
    verdicts: tuple[Verdict, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        """What may not be shown: what did not pass, and what could not be judged. Too few cases are no proof."""
        return frozenset(NUMBERS) - {one.name for one in self.verdicts if one.shown}

    def to_dict(self) -> dict[str, Any]:
        """Plain values that survive JSON; `Skill.from_dict` gives the same back."""
        return {
            "on": self.on.isoformat(),
            "looks": self.looks,
            "horizon": self.horizon,
            "verdicts": [_to_dict(one) for one in self.verdicts],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Skill:
        verdicts = tuple(_from_dict(one) for one in stored["verdicts"])
        return cls(dt.date.fromisoformat(stored["on"]), stored["looks"], stored["horizon"], verdicts)


def prove(book: Book, on: dt.date | None = None, assumptions: Assumptions = AS_STATED, within: float = 60.0) -> Skill:
    """Look back from past days of the book for at most about `within` seconds, and judge what the engine would have said.

    Source and rules as `ignition.backtest.backtest` and `ignition.gate.gate`. It fails, by hiding, where the history is short or
    the time too little for enough looks: nothing is shown that was not judged.

    >>> prove(Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.5}])).hidden == frozenset(NUMBERS)
    True
    """
    day = on or book.last_day or dt.date.min
    report = backtest(book, until=day, assumptions=assumptions, within=within)
    return skill_of(report, day)


def skill_of(report: Report, on: dt.date) -> Skill:
    """The verdicts of a backtest that was run anyway."""
    return Skill(on, len(report.origins), report.horizon, tuple(_verdict(one) for one in report.judged))


def _verdict(judged: Judged) -> Verdict:
    skills = [skill for skill in judged.skills.values() if skill.value is not None]
    hardest = min(skills, key=lambda skill: skill.value or 0.0, default=None)
    return Verdict(judged.name, judged.verdict.shown, judged.n, hardest, judged.verdict.reasons)


def _to_dict(one: Verdict) -> dict[str, Any]:
    skill = one.skill
    told = skill and {
        "value": skill.value,
        "low": skill.low,
        "high": skill.high,
        "n": skill.n,
        "grade": skill.grade.value,
        "definition": skill.definition,
    }
    reasons = [reason.to_dict() for reason in one.reasons]
    return {"name": one.name, "shown": one.shown, "n": one.n, "skill": told, "reasons": reasons}


def _from_dict(stored: Mapping[str, Any]) -> Verdict:
    told = stored["skill"]
    skill = Estimate(**{**told, "grade": Grade(told["grade"])}) if told else None
    reasons = tuple(Sentence.from_dict(reason) for reason in stored["reasons"])
    return Verdict(stored["name"], stored["shown"], stored["n"], skill, reasons)
