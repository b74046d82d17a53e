"""What a lever is worth: the achievable change, times the revenue it multiplies, times margin, for the hours it takes."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.gains import Floats
from ignition.macro.changes import Change
from ignition.macro.measured import Measured, Name

DRAWS = 4000
HOURS_EACH: Mapping[Name, float] = {
    "arrivals": 0.5,
    "conversion": 1.0,
    "value": 0.5,
    "discount": 0.25,
    "activation": 0.5,
    "retention": 0.5,
    "expansion": 1.0,
}
"""Hours that an effort on a lever takes for each deal, or each new or established customer, of a year. An assumption."""
HANDLING_HOURS = 3.0
"""Beyond finding them, what each deal more then takes."""
HOURS_SIGMA = 0.5
MOST_DISPLACED = 0.2
"""Of all the hours there are, those that a change may displace: one day a week. What would take more is done in part."""


LEAST_PRICE = 0.5
"""EUR below which an hour is said to cost nothing."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A company's hours over the horizon, and EUR for one of them; `price_sd` one standard deviation."""

    there_are: float
    price: float
    price_sd: float

    @property
    def are_scarce(self) -> bool:
        """Whether one more is worth saying a price for."""
        return self.price >= LEAST_PRICE

    def prices(self, on: dt.date) -> Floats:
        """In the same worlds for every move."""
        drawn = np.random.default_rng(zlib.crc32(f"{on}|price".encode())).standard_normal(DRAWS)
        prices: Floats = np.maximum(self.price + self.price_sd * drawn, 0.0)
        return prices


@dataclass(frozen=True, slots=True)
class Weighed:
    """A lever with the worlds it was weighed in: EUR, hours and net EUR, one element a world, for the part that is feasible."""

    lever: Measured
    change: Change
    part: float
    gain: Floats
    hours: Floats
    net: Floats
    mass: float

    @property
    def grade(self) -> Grade:
        return min(self.change.grade, self.lever.now.grade)

    @property
    def per_hour(self) -> Estimate:
        """EUR of contribution for each hour displaced: one grade with the hours, which are assumed."""
        with np.errstate(invalid="ignore", divide="ignore"):
            each = self.gain / self.hours
        return self._stated(each, float(self.gain.mean() / self.hours.mean()), "lever_per_hour v1", Grade.ASSUMED)

    @property
    def gained(self) -> Estimate:
        return self._stated(self.gain, float(self.gain.mean()), "lever_gain v1", self.grade)

    @property
    def hours_taken(self) -> Estimate:
        return self._stated(self.hours, float(self.hours.mean()), "lever_hours v1", Grade.ASSUMED)

    @property
    def reached(self) -> float:
        """The parameter after the change, were all of it done; what it is now where no change for the better is expected."""
        now = self.lever.now.value or 0.0
        after = now * float(np.exp(max(self.change.size.mean, 0.0)))
        return float(min(after, max(self.lever.most, now)))

    def _stated(self, worlds: Floats, value: float, definition: str, grade: Grade) -> Estimate:
        low, high = np.quantile(worlds, [(1 - self.mass) / 2, (1 + self.mass) / 2])
        return Estimate(value, min(float(low), value), max(float(high), value), self.lever.now.n, grade, definition)


def weigh_lever(
    lever: Measured, change: Change, hours: Hours, on: dt.date, assumptions: Assumptions, each: float
) -> Weighed:
    """Gain = margin x R x (new over old - 1); every elasticity of a product is 1, so that R is the same for all of its factors.

    `each`: hours for each of the lever's units. What is not known of the change, of R, of the hours and of their price is drawn.
    """
    rng = np.random.default_rng(zlib.crc32(f"{on}|{lever.name}".encode()))
    relative = np.expm1(np.clip(change.size.draw(rng, DRAWS), -1.0, 1.0))
    if lever.now.value:
        relative = np.minimum(relative, max(lever.most / lever.now.value - 1, 0.0))
    revenue = lever.revenue * np.exp(lever.revenue_error * rng.standard_normal(DRAWS) - lever.revenue_error**2 / 2)
    takes = lever.units * each * np.exp(HOURS_SIGMA * rng.standard_normal(DRAWS) - HOURS_SIGMA**2 / 2)
    if lever.name == "arrivals":
        takes = takes + lever.units * HANDLING_HOURS * np.maximum(relative, 0.0)
    takes = np.maximum(takes, 1e-6)
    part = min(1.0, MOST_DISPLACED * hours.there_are / float(takes.mean()))
    gain = assumptions.margin * revenue * relative
    part_done = part if part > 0 else 1.0
    gain, takes = gain * part_done, takes * part_done
    return Weighed(lever, change, part, gain, takes, gain - hours.prices(on) * takes, assumptions.interval)
