"""The best return first, person by person, then the hours left over at the end put to use by exchange."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ignition.allocation.exchange import Queue, exchange
from ignition.allocation.steps import Steps, running
from ignition.gains import Floats, Ints


@dataclass(frozen=True, slots=True)
class Greedy:
    """`taken`: indices of the steps taken. Per person: `prices` in EUR an hour, `marginal` the step that sets it (-1: none),
    and `bounds`, the optimum of the relaxation in which the last step may be given in part."""

    taken: Ints
    prices: Floats
    marginal: Ints
    bounds: Floats


def greedy(steps: Steps, person: Ints, budgets: Floats) -> Greedy:
    """`person` is that of each step. No step behind the first one that does not fit belongs to the optimum of the relaxation."""
    order = np.lexsort((-steps.returns, person))
    ranked = person[order]
    fits = running(steps.hours[order], ranked) <= budgets[ranked] + 1e-6
    fits &= running((~fits).astype(np.float64), ranked) == 0
    start = np.searchsorted(ranked, np.arange(len(budgets) + 1))
    queue = Queue(order, start, start[:-1] + np.bincount(ranked[fits], minlength=len(budgets)))
    left = budgets - np.bincount(ranked[fits], steps.hours[order[fits]], minlength=len(budgets))
    bounds = np.bincount(ranked[fits], steps.gain[order[fits]], minlength=len(budgets)) + _in_part(steps, queue, left)
    marginal = _marginal(queue)
    prices = np.where(marginal >= 0, steps.returns[marginal], 0.0) if len(order) else np.zeros(len(budgets))
    on = np.zeros(len(order), dtype=bool)
    on[order[fits]] = True
    exchange(steps, queue, on, left)
    return Greedy(np.flatnonzero(on), prices, marginal, bounds)


def _in_part(steps: Steps, queue: Queue, left: Floats) -> Floats:
    """What the first step that does not fit would bring in the hours left over."""
    part = np.zeros(len(left))
    first = queue.order[queue.split[queue.waits]]
    part[queue.waits] = np.maximum(left[queue.waits], 0.0) * steps.returns[first]
    return part


def _marginal(queue: Queue) -> Ints:
    """The last step taken, or the first refused where none was; -1 where everything fits and hours are left over."""
    marginal = np.full(len(queue.split), -1, dtype=np.int64)
    last = np.where(queue.split > queue.start[:-1], queue.split - 1, queue.split)
    marginal[queue.waits] = queue.order[last[queue.waits]]
    return marginal
