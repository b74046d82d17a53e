"""What can go wrong at the engine's borders, and the sentence that says so."""

from __future__ import annotations

from ignition.wording import Sentence


class IgnitionError(Exception):
    """A border was crossed with something the engine cannot use.

    `sentence` says what happened and what to do, in Italian and in English.
    """

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.say("en"))
        self.sentence = sentence


class UnreadableDocument(IgnitionError):
    """A reader cannot turn these bytes into records. The rest of the documents goes on."""


class UnusableBook(IgnitionError):
    """A table handed to the Book lacks a column, or has a shape that no row can be read from."""


class RefusedJudgement(IgnitionError):
    """The four answers of a judgement contradict each other."""
