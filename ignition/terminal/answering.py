"""How every command ends: with an answer, or with a sentence about what was asked wrongly."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from rich.console import Console

from ignition.errors import IgnitionError
from ignition.wording import Lang


class Exit(IntEnum):
    """What the exit code says."""

    FINE = 0
    NOTHING_READ = 1
    WRONG_USE = 2
    PROBLEMS = 3
    """Only with `--strict`."""


def answered(answer: Callable[[Console, Console], Exit], lang: Lang) -> Exit:
    """`answer` gets the consoles of standard output and standard error. Returns the exit code."""
    out, err = Console(highlight=False), Console(stderr=True, highlight=False)
    try:
        return answer(out, err)
    except IgnitionError as wrong:
        err.print(wrong.sentence.say(lang), style="red", markup=False)
        return Exit.WRONG_USE
