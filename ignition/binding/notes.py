"""What binding has to tell: inferred, left out, in doubt."""

from __future__ import annotations

from collections import defaultdict

from ignition.records import Problem
from ignition.wording import Sentence, Text

SHOWN_DOUBTS = 20


class Notes:
    """Problems of binding. What happens often is counted by file and said once."""

    def __init__(self) -> None:
        self._said: list[Problem] = []
        self._counts: dict[tuple[str, Text, Text], int] = defaultdict(int)

    def say(self, file: str, reason: Sentence, remedy: Sentence, place: str = "") -> None:
        self._said.append(Problem(file, place, reason, remedy))

    def count(self, file: str, reason: Text, remedy: Text) -> None:
        """`reason` is said once a file, with `n`, how often it was met."""
        self._counts[file, reason, remedy] += 1

    def found(self) -> tuple[Problem, ...]:
        counted = sorted(self._counts.items(), key=lambda item: (item[0][0], item[0][1].en))
        return (
            *self._said,
            *(Problem(file, "", reason.of(n=n), remedy.of()) for (file, reason, remedy), n in counted),
        )
