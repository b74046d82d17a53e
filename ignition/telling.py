"""From a chosen offer to a move somebody can read: its sentences, its facts, its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from ignition.assumptions import Assumptions
from ignition.candidate import Play
from ignition.choice import Chosen, Field
from ignition.estimate import Estimate, Grade
from ignition.gains import Offers
from ignition.learning import Lesson
from ignition.moves import Fact, Move
from ignition.relighting import KEPT
from ignition.responses import Response, say_response
from ignition.wording import Sentence, Text

Values = dict[str, Any]

PROMISE_DAYS = 91
"""A promise is held against what happened a quarter later, for the part of the horizon that has then passed."""
FACTS = 4
LEAST_SAID, MOST_SAID = 0.01, 0.99
"""A probability is never said to be 0 or 100 %."""
_CERTAIN = frozenset({"silence_p", "p_alive", "p_win"})

AT_RISK = Text(
    it="circa {at_risk:money} di margine in 12 mesi potrebbero mancare",
    en="about {at_risk:money} of margin over 12 months could be missing",
)
_AT_RISK_DAYS = Text(
    it="circa {at_risk:money} di margine in {horizon_days:number} giorni potrebbero mancare",
    en="about {at_risk:money} of margin over {horizon_days:number} days could be missing",
)
_SURE = Text(
    it="Probabilità che valga più del tempo che chiede: {p_positive:percent}; che sia tra le prime tre mosse: {p_top3:percent}.",
    en="Probability that it is worth more than the time it takes: {p_positive:percent}; that it is among the first three moves: "
    "{p_top3:percent}.",
)
_REASONING = Text(it="calcolo di Ignition, ipotesi di grado L0", en="Ignition's reckoning, assumptions of grade L0")
_CHANGES = Text(
    it="La risposta potrebbe cambiare la mossa migliore in circa {p_changes:percent} dei casi.",
    en="The answer could change the best move in about {p_changes:percent} of cases.",
)


def tell(chosen: Chosen, offers: Offers, play: Play, row: Values, on: dt.date, assumptions: Assumptions) -> Move:
    """`row` holds the columns of the candidate and of its subject's situation."""
    values = sayable(row)
    if chosen.slot == "risk" and play.risk is not None:
        title, reason = play.risk, _risk_reason(assumptions)
    else:
        title, reason = _title(play, row), _reason(play, row)
    return Move(
        slot=chosen.slot,
        rank=chosen.rank,
        play=play.name,
        subject=row["subject"],
        subject_id=row["subject_id"],
        customer_id=row["customer_id"] or "",
        customer_name=row["customer_name"],
        person=chosen.person,
        hours=float(offers.dose[chosen.row] - offers.frees[chosen.row]),
        gain=_gain(chosen, offers, row),
        net_gain=chosen.net_gain,
        index=chosen.index,
        p_positive=chosen.p_positive,
        p_top3=chosen.p_top3,
        at_risk=row["at_risk"],
        chance=chosen.chance,
        due_on=on + dt.timedelta(days=PROMISE_DAYS),
        title=_sentence(title, values),
        reason=_sentence(reason, {**values, "horizon_days": assumptions.horizon_days}),
        facts=(*facts_of(play, values), *_learnt(chosen, offers), *_sureness(chosen)),
        fuel=chosen.fuel,
        next_on=chosen.next_on,
        since=chosen.since,
        response=_response(chosen, offers).evidence if offers.dose[chosen.row] > 0 else None,
    )


def _gain(chosen: Chosen, offers: Offers, row: Values) -> Estimate:
    """At the grade of the response, but no higher than that of the stake; what was measured holds both, EUR against EUR.

    An act that frees hours is worth what they bring elsewhere: an assumption still.
    """
    stake, evidence = Grade(row["stake_grade"]), _response(chosen, offers).evidence
    grade = evidence.grade if evidence.grade is Grade.MEASURED else min(evidence.grade, stake)
    if offers.dose[chosen.row] <= 0:
        grade = Grade.ASSUMED
    n = int(row["n"]) if grade is Grade.ASSUMED else evidence.n
    return Estimate(chosen.gain, chosen.low, chosen.high, n, grade, "incremental_contribution")


def _response(chosen: Chosen, offers: Offers) -> Response:
    return offers.responses[offers.plays[offers.play[chosen.row]]]


def _learnt(chosen: Chosen, offers: Offers) -> tuple[Fact, ...]:
    """What stands behind the gain where it is more than a hypothesis."""
    said = say_response(_response(chosen, offers).evidence) if offers.dose[chosen.row] > 0 else None
    return () if said is None else (Fact(*said),)


def _title(play: Play, row: Values) -> Text:
    return play.title if row["customer_id"] or play.nameless is None else play.nameless


def _reason(play: Play, row: Values) -> Text:
    if play.reason_where_known is None:
        return play.reason
    column, reason = play.reason_where_known
    return play.reason if row.get(column) is None else reason


def tell_lesson(lesson: Lesson, field: Field, row: Values, on: dt.date) -> Move:
    """`row`: the candidate's columns where the lesson asks about one, else empty."""
    values = sayable(row)
    return Move(
        slot="ignition",
        rank=1,
        play="learn",
        subject=lesson.subject,
        subject_id=lesson.subject_id,
        customer_id=row.get("customer_id") or "",
        customer_name=row.get("customer_name", ""),
        person=field.person,
        hours=lesson.hours,
        gain=Estimate(
            lesson.value, lesson.low, lesson.high, int(row.get("n", 0)), Grade.ASSUMED, "value_of_information"
        ),
        net_gain=lesson.net(field.price),
        index=lesson.value / lesson.hours / field.price if field.price > 0 else None,
        p_positive=lesson.p_changes,
        p_top3=field.sure_to_lead(0),
        at_risk=row.get("at_risk"),
        chance=1.0,
        due_on=on + dt.timedelta(days=PROMISE_DAYS),
        title=_sentence(lesson.title, values),
        reason=lesson.reason,
        facts=(Fact(_CHANGES.of(p_changes=_probability(lesson.p_changes)), _REASONING.of()),),
    )


def facts_of(play: Play, values: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The first facts whose columns are known, and not merely zero."""
    known = [fact for fact in play.evidence if all(values.get(name) not in (None, "", 0) for name in fact.needs)]
    return tuple(Fact(_sentence(fact.text, values), fact.source.of()) for fact in known[:FACTS])


def sayable(row: Mapping[str, Any]) -> Values:
    """Values as a person says them: whole days, no probability of nought."""
    return {name: _sayable(name, value) for name, value in row.items()}


def _sayable(name: str, value: Any) -> Any:
    if isinstance(value, float) and "days" in name:
        return round(value)
    if name in _CERTAIN and value is not None:
        return _probability(value)
    return value


def _probability(value: float) -> float:
    return min(max(value, LEAST_SAID), MOST_SAID)


def _sentence(text: Text, values: Mapping[str, Any]) -> Sentence:
    """Only the values the text names: what is stored with a move is what it says."""
    named = {name: value for name, value in values.items() if f"{{{name}" in text.it + text.en}
    return text.of(**named)


def _sureness(chosen: Chosen) -> tuple[Fact, ...]:
    if chosen.slot != "ignition":
        return ()
    sure = _SURE.of(p_positive=_probability(chosen.p_positive), p_top3=_probability(chosen.p_top3))
    kept = () if chosen.since is None else (Fact(KEPT.of(since=chosen.since), _REASONING.of()),)
    return (Fact(sure, _REASONING.of()), *kept)


def _risk_reason(assumptions: Assumptions) -> Text:
    return AT_RISK if assumptions.horizon_days == 365 else _AT_RISK_DAYS
