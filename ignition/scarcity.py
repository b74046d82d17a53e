"""What is scarce: how much one more hour is worth, and what holds the company back. Never a list of persons by price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ignition.estimate import Estimate
from ignition.wording import Sentence, Text

Resource = Literal["hours", "moves"]
_HOURS = Text(
    it="A mancare sono le ore con i clienti: un'ora in più potrebbe valere circa {worth:money}[ (da {low:money} a {high:money})].",
    en="What is scarce is time with customers: one more hour could be worth about {worth:money}[ ({low:money} to {high:money})].",
)
_MOVES = Text(
    it="Le ore bastano per tutto ciò che vale la pena: a mancare sono le occasioni, non il tempo.",
    en="There are hours enough for everything worth doing: what is scarce are opportunities, not time.",
)
_HARDLY = Text(
    it="Le ore con i clienti bastano quasi: un'ora in più potrebbe valere meno di 1 €.",
    en="Time with customers nearly suffices: one more hour could be worth less than €1.",
)
LEAST_SAID = 0.5
"""EUR; what is less reads as 0, and an hour that is scarce is not worth nothing."""
TEXTS = (_HOURS, _HARDLY, _MOVES)
"""Everything it can say."""


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The resource with the largest shadow price. `worth` is EUR for one more hour, shared out as the hours are today.

    Where the hours do for every move worth making, another one is worth nothing and moves are what is missing.
    """

    resource: Resource
    worth: Estimate

    def say(self) -> Sentence:
        if self.resource == "moves":
            return _MOVES.of()
        if (self.worth.value or 0.0) < LEAST_SAID:
            return _HARDLY.of()
        return _HOURS.of(worth=self.worth.value, low=self.worth.low, high=self.worth.high)


def bottleneck(an_hour: Mapping[str, Estimate], hours: Mapping[str, float]) -> Bottleneck | None:
    """`an_hour`: each person's shadow price; `hours` are theirs a week. None where nobody has any.

    The mean over persons, weighted by their hours. What is not known of one response is not known of all their prices
    alike, so that the bounds are the means of the bounds.
    """
    weights = {name: max(hours.get(name, 0.0), 0.0) for name in an_hour}
    total = sum(weights.values())
    if total <= 0:
        return None
    values = {name: (one.value or 0.0, one.low or 0.0, one.high or 0.0) for name, one in an_hour.items()}
    value, low, high = (sum(weights[name] * values[name][place] for name in an_hour) / total for place in range(3))
    first = next(iter(an_hour.values()))
    worth = Estimate(value, low, high, sum(one.n for one in an_hour.values()), first.grade, "shadow_price")
    return Bottleneck("hours" if value > 0 else "moves", worth)
