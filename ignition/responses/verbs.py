"""What may be said of a response: the rung of the ladder chooses the verb."""

from __future__ import annotations

from collections.abc import Mapping

from ignition.estimate import Estimate, Grade
from ignition.wording import Sentence, Text

TWICE: Mapping[Grade, Text] = {
    Grade.POOLED: Text(
        it="Di solito con il doppio dell'impegno il risultato è più alto di circa {more:percent}[ (da {low:percent} a {high:percent})]; {n:number} casi.",
        en="With twice the effort the result is usually about {more:percent} higher[ ({low:percent} to {high:percent})]; {n:number} cases.",
    ),
    Grade.SEGMENT: Text(
        it="Nei casi simili con il doppio dell'impegno il risultato è più alto di circa {more:percent}[ (da {low:percent} a {high:percent})]; "
        "{n:number} casi.",
        en="In similar cases with twice the effort the result is about {more:percent} higher[ ({low:percent} to {high:percent})]; {n:number} cases.",
    ),
    Grade.FITTED: Text(
        it="Il doppio dell'impegno è associato a un risultato più alto di circa {more:percent}[ (da {low:percent} a {high:percent})], prima e dopo; "
        "{n:number} casi.",
        en="Twice the effort is associated with a result about {more:percent} higher[ ({low:percent} to {high:percent})], earlier and later alike; "
        "{n:number} cases.",
    ),
    Grade.MEASURED: Text(
        it="Il doppio dell'impegno causa un risultato più alto di circa {more:percent}[ (da {low:percent} a {high:percent})], misurato a sorte; "
        "{n:number} casi.",
        en="Twice the effort causes a result about {more:percent} higher[ ({low:percent} to {high:percent})], measured by lot; {n:number} cases.",
    ),
}
"""By rung; of a hypothesis nothing is said as a fact."""
SOURCES: Mapping[Grade, Text] = {
    Grade.POOLED: Text(it="attività e risultati, grado L1", en="activities and results, grade L1"),
    Grade.SEGMENT: Text(it="attività e risultati, grado L2", en="activities and results, grade L2"),
    Grade.FITTED: Text(it="attività e risultati, grado L3", en="activities and results, grade L3"),
    Grade.MEASURED: Text(it="punti tirati a sorte, grado L4", en="points drawn by lot, grade L4"),
}


def say_response(evidence: Estimate) -> tuple[Sentence, Sentence] | None:
    """The fact behind a gain and its source; None where it is a hypothesis.

    >>> said = say_response(Estimate(0.3, 0.1, 0.5, 412, Grade.FITTED, "effort_elasticity"))
    >>> said[0].say("en")
    'Twice the effort is associated with a result about 23% higher (7% to 41%), earlier and later alike; 412 cases.'
    """
    if evidence.grade not in TWICE or evidence.value is None or evidence.low is None or evidence.high is None:
        return None
    more, low, high = (2**elasticity - 1 for elasticity in (evidence.value, evidence.low, evidence.high))
    return TWICE[evidence.grade].of(more=more, low=low, high=high, n=evidence.n), SOURCES[evidence.grade].of()
