"""What can go wrong at the engine's borders, and the sentence that says so."""

from __future__ import annotations

from ignition.wording import Sentence, Text


class IgnitionError(Exception):
    """A border was crossed with something the engine cannot use.

    `sentence` says what happened and what to do, in Italian and in English.
    """

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.say("en"))
        self.sentence = sentence


class UnreadableDocument(IgnitionError):
    """A reader cannot turn these bytes into records. The rest of the documents goes on.

    `remedy` says what would help; `place` is where in the document it stopped, empty for the whole of it.
    """

    def __init__(self, sentence: Sentence, remedy: Sentence | None = None, place: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy or _ANOTHER_COPY.of()
        self.place = place


_ANOTHER_COPY = Text(it="Chiedine un'altra copia a chi lo ha mandato.", en="Ask its sender for another copy.")


class UnusableBook(IgnitionError):
    """A table handed to the Book lacks a column, or has a shape that no row can be read from."""


class RefusedJudgement(IgnitionError):
    """The four answers of a judgement contradict each other."""
