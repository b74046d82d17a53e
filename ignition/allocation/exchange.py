"""Hours left over at the end of the queue, put to use: a step more, or one or two near the margin given for others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.allocation.steps import Steps
from ignition.gains import Flags, Floats, Ints

WINDOW = 50
"""Steps on either side of the margin that are looked at."""
NEAR = 12
"""Of those that may go and those that may come, the nearest to the margin: exchanged one or two at a time."""
FILLINGS, EXCHANGES = 50, 12
"""Rounds at most. In each, every person makes the one change that adds most."""
AT_A_TIME = 500
"""Persons looked at together, so that a large company needs no more memory than a small one."""
_OUTWARD = np.stack([np.arange(WINDOW), -1 - np.arange(WINDOW)], axis=1).ravel()
_ONE, _OTHER = (np.concatenate([[0], place]) for place in np.triu_indices(NEAR + 1, k=1))
"""Nothing, each single one and each pair of the near ones, of which number 0 is none."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Steps by person, the best return first; `start[p]` to `split[p]` fit into the hours, up to `start[p + 1]` do not."""

    order: Ints
    start: Ints
    split: Ints

    @property
    def waits(self) -> Flags:
        return self.split < self.start[1:]


def exchange(steps: Steps, queue: Queue, on: Flags, left: Floats) -> None:
    """Changes in place which steps are `on`, and the hours `left` for each person; the total gain only ever grows."""
    waiting = np.flatnonzero(queue.waits & (left > 1e-6))
    bench = _Bench(steps, queue, on, left, np.bincount(steps.offer[on], minlength=int(steps.offer.max(initial=0)) + 1))
    for first in range(0, len(waiting), AT_A_TIME):
        people = waiting[first : first + AT_A_TIME]
        for improve, rounds in ((bench.fill, FILLINGS), (bench.swap, EXCHANGES)):
            active = people
            for _ in range(rounds):
                active = active[improve(active)]
                if not len(active):
                    break


@dataclass(frozen=True, slots=True)
class _Bench:
    """`given` is the number of steps each offer has been given so far."""

    steps: Steps
    queue: Queue
    on: Flags
    left: Floats
    given: Ints

    def fill(self, people: Ints) -> Flags:
        """The one step that adds most in the hours left; says for whom there was one."""
        step, may_come, _ = self._around(people)
        fits = may_come & (self.steps.hours[step] <= self.left[people, None] + 1e-6)
        best = np.where(fits, self.steps.gain[step], -np.inf).argmax(axis=1)
        found: Flags = fits[np.arange(len(people)), best]
        self._turn(people[found], step[found, best[found]], True)
        return found

    def swap(self, people: Ints) -> Flags:
        """The exchange that adds most: at most two steps go, at most two come."""
        step, may_come, may_go = self._around(people)
        comes, goes = _nearest(step, may_come), _nearest(step, may_go)
        hours_in, gain_in = self._bundles(comes, -np.inf)
        hours_out, gain_out = self._bundles(goes, np.inf)
        fits = hours_in[:, None, :] - hours_out[:, :, None] <= self.left[people, None, None] + 1e-6
        fits &= ~self._of_one_offer(goes, comes)
        added = np.where(fits, gain_in[:, None, :] - gain_out[:, :, None], -np.inf).reshape(len(people), -1)
        best = added.argmax(axis=1)
        found: Flags = added[np.arange(len(people)), best] > 1e-9
        out, into = np.divmod(best, len(_ONE))
        for side, bundle, come in ((goes, out, False), (comes, into, True)):
            for place in (_ONE, _OTHER):
                which = place[bundle] - 1
                moves = found & (which >= 0)
                self._turn(people[moves], side[moves, which[moves]], come)
        return found

    def _around(self, people: Ints) -> tuple[Ints, Flags, Flags]:
        """Steps about the margin, the nearest first; which of them may come, and which may go, by their order in their offer."""
        near = self.queue.split[people, None] + _OUTWARD
        inside = (near >= self.queue.start[people, None]) & (near < self.queue.start[people + 1, None])
        step = self.queue.order[np.where(inside, near, self.queue.start[people, None])]
        level, number, on = self.given[self.steps.offer[step]], self.steps.number[step], self.on[step]
        return step, inside & ~on & (number == level), inside & on & (number == level - 1)

    def _bundles(self, side: Ints, nothing: float) -> tuple[Floats, Floats]:
        """Hours and gain of none, each one and each pair; a place that is empty can never pay."""
        hours = np.pad(np.where(side >= 0, self.steps.hours[side], 0.0), ((0, 0), (1, 0)))
        gain = np.pad(np.where(side >= 0, self.steps.gain[side], nothing), ((0, 0), (1, 0)))
        return hours[:, _ONE] + hours[:, _OTHER], gain[:, _ONE] + gain[:, _OTHER]

    def _of_one_offer(self, goes: Ints, comes: Ints) -> Flags:
        """A step cannot come where the one before it goes."""
        same = self.steps.offer[goes][:, :, None] == self.steps.offer[comes][:, None, :]
        same = np.pad(same, ((0, 0), (1, 0), (1, 0)))
        rows = same[:, _ONE] | same[:, _OTHER]
        either: Flags = rows[:, :, _ONE] | rows[:, :, _OTHER]
        return either

    def _turn(self, people: Ints, step: Ints, on: bool) -> None:
        """People differ, and so do their offers: nothing is written twice."""
        self.on[step] = on
        self.given[self.steps.offer[step]] += 1 if on else -1
        self.left[people] -= self.steps.hours[step] * (1 if on else -1)


def _nearest(step: Ints, may: Flags) -> Ints:
    """The first NEAR that may, -1 where there are fewer."""
    place = np.argsort(~may, axis=1, kind="stable")[:, :NEAR]
    nearest: Ints = np.where(np.take_along_axis(may, place, axis=1), np.take_along_axis(step, place, axis=1), -1)
    return nearest
