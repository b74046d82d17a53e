"""What could not be used: the first of each kind with place and remedy, then how many more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from ignition.records import Problem
from ignition.terminal import phrases

LISTED, LISTED_OF_A_KIND = 10, 3


def show_problems(console: Console, problems: Sequence[Problem], lang: str) -> None:
    """Those that lost a whole file come first; of a kind that comes often, the first three."""
    if not problems:
        return
    console.print(f"\n{phrases.PROBLEMS.of().say(lang)}", style="bold")
    listed = first_of_each_kind(sorted(problems, key=lambda problem: not problem.fatal))[:LISTED]
    for problem in listed:
        console.print(f"  • {escape(problem.say(lang))}", highlight=False, soft_wrap=True)
    more = len(problems) - len(listed)
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
