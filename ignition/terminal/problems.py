"""What could not be read: the first few with place and remedy, then how many more."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape

from ignition.records import Problem
from ignition.terminal import phrases

LISTED = 10


def show_problems(console: Console, problems: Sequence[Problem], lang: str) -> None:
    """Those that lost a whole file come first."""
    if not problems:
        return
    console.print(f"\n{phrases.PROBLEMS.of().say(lang)}", style="bold")
    for problem in sorted(problems, key=lambda problem: not problem.fatal)[:LISTED]:
        console.print(f"  • {escape(problem.say(lang))}", highlight=False, soft_wrap=True)
    more = len(problems) - LISTED
    if more == 1:
        console.print(f"  {phrases.ONE_MORE_PROBLEM.of().say(lang)}")
    elif more > 1:
        console.print(f"  {phrases.MORE_PROBLEMS.of(n=more).say(lang)}", highlight=False)
