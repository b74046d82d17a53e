"""How fast the deals bring revenue, and what a shorter cycle would add."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.macro import words
from ignition.macro.reading import Dealt
from ignition.macro.weighing import Hours
from ignition.metrics.flow import flow_velocity
from ignition.metrics.stages import sales_cycle
from ignition.wording import Sentence

_YEAR = 365


@dataclass(frozen=True, slots=True)
class Velocity:
    """What the deals bring a day, how long one takes, and what a shorter cycle would add."""

    flow: Estimate
    cycle: Estimate
    law: Sentence

    def say(self) -> Sentence:
        if self.flow.value is None or self.cycle.value is None:
            return self.law
        return words.VELOCITY.of(velocity=self.flow.value, cycle=self.cycle.value, law=self.law)


def velocity_of(deals: Dealt | None, today: int, hours: Hours) -> Velocity | None:
    if deals is None:
        return None
    window = min(float(_YEAR), max(today - float(np.nanmin(deals.opened, initial=today)), 1.0))
    arrived = int((today - deals.opened < window).sum())
    recent = today - deals.closed < window
    worth = np.where(np.isnan(deals.agreed), deals.asked, deals.agreed)
    flow = flow_velocity(arrived, window, deals.outcome[recent], worth[recent])
    cycle = sales_cycle(deals.ages(today), deals.outcome)
    law = words.BINDS.of(price=hours.price) if hours.are_scarce else words.ADDS_NOTHING.of()
    return Velocity(flow, cycle, law)
