"""What to find out where no move passes: the trial or the missing fact worth most for what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.macro import words
from ignition.macro.changes import ASSUMED_SD
from ignition.macro.contenders import Contender
from ignition.macro.measured import Measured
from ignition.macro.weighing import Hours, Weighed
from ignition.wording import Sentence

TRIAL_SHARE = 1 / 8
"""Of a lever's hours: half of the cases, for a quarter of the year."""
RECORDING_HOURS = 0.05
LEAST_WORTH = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to find out: `worth` is the expected value of what it would tell, EUR; `p_changes` how likely it changes the choice."""

    name: str
    title: Sentence
    reason: Sentence
    worth: Estimate
    hours: float
    cost: float
    p_changes: float

    @property
    def per_euro(self) -> float | None:
        """Value of information per euro of hours; None where hours cost nothing."""
        return (self.worth.value or 0.0) / self.cost if self.cost > 0 else None


def what_to_learn(
    weighed: list[Weighed], contenders: list[Contender], gaps: list[Measured], hours: Hours, assumptions: Assumptions
) -> Lesson | None:
    """The lesson with the most value of information per euro among those that pay; None where none does.

    Pre-posterior analysis: a trial of one quarter on half of the cases tells the change with an error; what it will have made us
    believe is normal about today's mean with sd v / sqrt(v + s^2). Its value is E[max(G after, K)] - max(G now, K), where K is the
    best thing to do instead (nothing at least). Source: Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, ch. 5.
    """
    lessons = [*_trials(weighed, contenders, hours, assumptions), *_gaps(gaps, contenders, hours, assumptions)]
    paying = [one for one in lessons if (one.worth.value or 0.0) >= max(one.cost, LEAST_WORTH)]
    return max(paying, key=lambda one: (one.worth.value or 0.0) / max(one.hours, 1e-9), default=None)


def _trials(
    weighed: list[Weighed], contenders: list[Contender], hours: Hours, assumptions: Assumptions
) -> Iterator[Lesson]:
    for one in weighed:
        if one.part <= 0:
            continue
        slope = assumptions.margin * one.lever.revenue * one.part
        sd, error = one.change.size.sd, 2 * one.change.error
        believed = slope * sd**2 / float(np.hypot(sd, error)) if sd > 0 else 0.0
        takes = TRIAL_SHARE * float(one.hours.mean())
        gain = Sentence(words.TRIAL_WHY, {"gain": max(float(one.gain.mean()), 0.0)})
        title = words.TRIAL.of(lever=words.NAMES[one.lever.name])
        yield _lesson(
            f"trial:{one.lever.name}", title, gain, float(one.net.mean()), believed,
            _instead(contenders, one.lever.name), takes, hours, one.lever.now.n, assumptions.interval,
        )  # fmt: skip


def _gaps(
    gaps: list[Measured], contenders: list[Contender], hours: Hours, assumptions: Assumptions
) -> Iterator[Lesson]:
    """A price nobody writes down hides a lever of known revenue: half of what is not known of it would be told."""
    for gap in gaps:
        if gap.name != "discount" or gap.revenue <= 0:
            continue
        believed = assumptions.margin * gap.revenue * ASSUMED_SD / np.sqrt(2)
        takes = gap.units * RECORDING_HOURS
        yield _lesson(
            "record:discount", words.RECORD_PRICES.of(), words.RECORD_PRICES_WHY.of(), 0.0, float(believed),
            _instead(contenders, gap.name), takes, hours, 0, assumptions.interval,
        )  # fmt: skip


def _instead(contenders: list[Contender], name: str) -> float:
    others = [float(one.net.mean()) for one in contenders if one.feasible and one.name != name]
    return max([0.0, *others])


def _lesson(
    name: str, title: Sentence, reason: Sentence, mean: float, sd: float, instead: float,
    takes: float, hours: Hours, n: int, mass: float,
) -> Lesson:  # fmt: skip
    now = max(mean, instead)
    z = (mean - instead) / sd if sd > 0 else np.inf * np.sign(mean - instead or 1.0)
    after = instead + (mean - instead) * norm.cdf(z) + sd * norm.pdf(z) if sd > 0 else now
    ends = mean + sd * norm.ppf([(1 - mass) / 2, (1 + mass) / 2]) if sd > 0 else np.array([mean, mean])
    value = max(float(after - now), 0.0)
    low, high = (max(float(end), instead) - now for end in ends)
    worth = Estimate(value, min(max(low, 0.0), value), max(high, value), n, Grade.ASSUMED, "value_of_information")
    changes = float(norm.cdf(-abs(z))) if sd > 0 else 0.0
    return Lesson(name, title, reason, worth, takes, takes * hours.price, changes)
