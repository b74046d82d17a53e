"""No skill, no display: whether a number has earned its place.

Pure: figures in, a verdict with its reasons out. A backtest fills it in from the user's own history; anything that shows
a number may ask it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ignition.estimate import Estimate
from ignition.wording import Sentence, Text

SLOPES = (0.8, 1.2)
_WIDER = 1.96 / 1.2816
"""From the 80 % interval an estimate carries to one of 95 %: at 80 %, one right number in five would be hidden."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reasons` say why it is hidden; empty where it is shown."""

    shown: bool
    reasons: tuple[Sentence, ...] = ()


def gate(
    skills: Sequence[Estimate],
    slope: Estimate | None = None,
    intercept: Estimate | None = None,
    coverage: Estimate | None = None,
    promised: float = 0.80,
) -> Verdict:
    """Shown only if it beats every baseline, and is calibrated where calibration was looked at.

    `skills` are 1 - loss / baseline's loss: the whole 80 % interval must lie above 0. The slope of the calibration must be
    0.8 to 1.2 and the intercept's 95 % interval must cover 0; for intervals, the 95 % interval of their coverage must hold
    what was `promised`. What could not be worked out does not pass: too few cases are no proof.

    >>> from ignition.estimate import Grade
    >>> good = Estimate(0.2, 0.1, 0.3, 500, Grade.SEGMENT, "skill")
    >>> doubtful = Estimate(0.02, -0.03, 0.07, 60, Grade.SEGMENT, "skill")
    >>> gate([good]).shown, gate([good, doubtful]).shown
    (True, False)
    >>> gate([doubtful]).reasons[0].say("en")
    'It cannot be told from no skill: 2% less error than the simple rule, from 3% more to 7% less.'
    """
    reasons = (*_skill(skills), *_slope(slope), *_intercept(intercept), *_coverage(coverage, promised))
    return Verdict(not reasons, reasons)


def say_skill(value: float, low: float | None, high: float | None) -> Sentence:
    """1 - loss / the simple rule's loss, as people say it: less error than the rule, or more.

    >>> say_skill(0.12, 0.03, 0.21).say("en")
    '12% less error than the simple rule, from 3% to 21%'
    >>> say_skill(-0.22, -0.4, -0.04).say("en")
    '22% more error than the simple rule, from 4% to 40%'
    """
    said = (_SAME if abs(value) < _NO_DIFFERENCE else _LESS if value > 0 else _MORE).of(value=abs(value))
    if low is None or high is None:
        return said
    if low < 0 < high:
        return _EITHER.of(said=said, worse=-low, better=high)
    low, high = sorted((abs(low), abs(high)))
    return _WITHIN.of(said=said, low=low, high=high)


def _skill(skills: Sequence[Estimate]) -> Iterator[Sentence]:
    known = [skill for skill in skills if skill.value is not None]
    if not skills or len(known) < len(skills):
        yield _TOO_FEW.of()
    if not known:
        return
    worst = min(known, key=lambda skill: skill.value or 0.0)
    if worst.value is not None and worst.value <= 0:
        yield _WORSE.of(skill=-worst.value)
    elif any(skill.low is None or skill.low <= 0 for skill in known):
        doubt = min(known, key=lambda skill: -1.0 if skill.low is None else skill.low)
        yield _NOT_SURE.of(skill=say_skill(doubt.value or 0.0, doubt.low, doubt.high))


def _slope(slope: Estimate | None) -> Iterator[Sentence]:
    if slope is None:
        return
    if slope.value is None:
        yield _NO_CALIBRATION.of()
    elif not SLOPES[0] <= slope.value <= SLOPES[1]:
        yield (_TOO_BOLD if slope.value < 1 else _TOO_TIMID).of(slope=slope.value)


def _intercept(intercept: Estimate | None) -> Iterator[Sentence]:
    if intercept is None or intercept.value is None or intercept.low is None or intercept.high is None:
        return
    if not _covers(intercept, 0.0):
        yield (_TOO_LOW if intercept.value > 0 else _TOO_HIGH).of(intercept=intercept.value)


def _coverage(coverage: Estimate | None, promised: float) -> Iterator[Sentence]:
    if coverage is None:
        return
    if coverage.value is None:
        yield _NO_COVERAGE.of(n=coverage.n)
    elif not _covers(coverage, promised):
        yield _MISSES.of(promised=promised, found=coverage.value)


def _covers(estimate: Estimate, what: float) -> bool:
    value, low, high = estimate.value, estimate.low, estimate.high
    if value is None or low is None or high is None:
        return False
    return value - _WIDER * (value - low) <= what <= value + _WIDER * (high - value)


_NO_DIFFERENCE = 0.005
_SAME = Text(it="lo stesso errore della regola semplice", en="the same error as the simple rule")
_LESS = Text(
    it="{value:percent} di errore in meno della regola semplice",
    en="{value:percent} less error than the simple rule",
)
_MORE = Text(
    it="{value:percent} di errore in più della regola semplice",
    en="{value:percent} more error than the simple rule",
)
_WITHIN = Text(
    it="{said}[, da {low:percent} a {high:percent}]",
    en="{said}[, from {low:percent} to {high:percent}]",
)
_EITHER = Text(
    it="{said}, da {worse:percent} in più a {better:percent} in meno",
    en="{said}, from {worse:percent} more to {better:percent} less",
)
_TOO_FEW = Text(it="I casi sono troppo pochi per dirlo.", en="There are too few cases to tell.")
_WORSE = Text(
    it="La regola semplice fa meglio: qui {skill:percent} di errore in più.",
    en="The simple rule does better: here the error is {skill:percent} larger.",
)
_NOT_SURE = Text(
    it="Non si distingue dal non saperne nulla: {skill}.",
    en="It cannot be told from no skill: {skill}.",
)
_NO_CALIBRATION = Text(
    it="La calibrazione non si può calcolare con questi casi.",
    en="With these cases calibration cannot be worked out.",
)
_TOO_BOLD = Text(
    it="Le probabilità sono troppo sicure di sé: pendenza {slope:number}, deve stare fra 0,8 e 1,2.",
    en="The chances are too sure of themselves: slope {slope:number}, it must lie within 0.8 and 1.2.",
)
_TOO_TIMID = Text(
    it="Le probabilità sono troppo prudenti: pendenza {slope:number}, deve stare fra 0,8 e 1,2.",
    en="The chances are too timid: slope {slope:number}, it must lie within 0.8 and 1.2.",
)
_TOO_LOW = Text(
    it="A una su due le probabilità sono troppo basse: intercetta {intercept:number}, il suo intervallo non comprende 0.",
    en="At one in two the chances are too low: intercept {intercept:number}, its interval does not hold 0.",
)
_TOO_HIGH = Text(
    it="A una su due le probabilità sono troppo alte: intercetta {intercept:number}, il suo intervallo non comprende 0.",
    en="At one in two the chances are too high: intercept {intercept:number}, its interval does not hold 0.",
)
_NO_COVERAGE = Text(
    it="Periodi finora: {n:number}. Ne servono 12 per giudicare un intervallo.",
    en="Periods so far: {n:number}. It takes 12 to judge an interval.",
)
_MISSES = Text(
    it="Promesso {promised:percent}: gli intervalli hanno tenuto {found:percent}.",
    en="The intervals promise {promised:percent} and hold {found:percent}.",
)
