"""What could not be used: the first of each kind with place and remedy, then how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from ignition.records import Problem
from ignition.terminal import phrases
from ignition.wording import Text

LISTED, LISTED_OF_A_KIND = 10, 3


def show_problems(console: Console, problems: Sequence[Problem], lang: str) -> None:
    """Those that lost a whole file come first; of a kind that comes often, the first three. Then what was taken for granted."""
    lost = sorted(what_was_lost(problems), key=lambda problem: not problem.fatal)
    notes = [problem for problem in problems if not problem.file]
    if lost:
        listed = first_of_each_kind(lost)[:LISTED]
        _list(console, phrases.PROBLEMS, listed, lang)
        _count(console, len(lost) - len(listed), lang)
    if notes:
        _list(console, phrases.TAKEN_FOR_GRANTED, first_of_each_kind(notes)[:LISTED], lang)


def what_was_lost(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of documents, without what is told only so that nobody wonders."""
    return [problem for problem in problems if problem.file and not problem.harmless]


def _list(console: Console, heading: Text, problems: Sequence[Problem], lang: str) -> None:
    console.print(f"\n{heading.of().say(lang)}", style="bold")
    for problem in problems:
        console.print(f"  • {escape(problem.say(lang))}", highlight=False, soft_wrap=True)


def _count(console: Console, more: int, lang: str) -> None:
    if more == 1:
        console.print(f"  {phrases.ONE_MORE_PROBLEM.of().say(lang)}")
    elif more > 1:
        console.print(f"  {phrases.MORE_PROBLEMS.of(n=more).say(lang)}", highlight=False)


def first_of_each_kind(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of one kind say the same sentence, with other values."""
    seen: Counter[str] = Counter()
    kept = []
    for problem in problems:
        kind = problem.reason.text.en
        seen[kind] += 1
        if seen[kind] <= LISTED_OF_A_KIND:
            kept.append(problem)
    return kept
