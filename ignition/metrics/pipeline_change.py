"""Why the pipeline of a period is not what it was: a waterfall that balances to the cent."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ignition.estimate import Estimate
from ignition.metrics.columns import Column, Flags, aligned, same_length
from ignition.metrics.outcomes import Codes, Outcome, ended_without, outcome_codes
from ignition.metrics.stating import account

Cents = npt.NDArray[np.int64]
PARTS = ("start", "created", "pulled_in", "raised", "lowered", "pushed_out", "lost", "won", "end")


def pipeline_change(
    start_value: Column, start_due: Column, end_value: Column, end_due: Column, outcome: Column
) -> dict[str, Estimate]:
    """From the open value due in the period at one moment to that at a later one, part by part.

    Formula: start + created + pulled_in + raised - lowered - pushed_out - lost - won = end. Unit: EUR, each part positive.
    One row a deal known at either moment: `start_value` (missing: it did not exist yet), `start_due` (due in the period then),
    `end_value` and `end_due` (at the later moment, or when it closed), `outcome` (empty while open). Accounts, to the cent.
    Source: usual waterfall of pipeline reviews. Edge cases: a deal enters at the value it had at the start (new: at its last
    one); won and lost leave with their last value, pushed out with the first, since what changes later belongs to the period
    it went to. Won counts as due whenever it was expected; opened and closed between the two moments is created, then won or
    lost. A missing last value is the first one; a deal with neither is left out.

    >>> parts = pipeline_change([100, 200, None], [True, True, False], [120, 200, 50], [True, False, True], ["won", "", ""])
    >>> {name: part.value for name, part in parts.items() if part.value}
    {'start': 300.0, 'created': 50.0, 'raised': 20.0, 'pushed_out': 200.0, 'won': 120.0, 'end': 50.0}
    """
    codes = outcome_codes(outcome)
    first, was_due, last, is_due = aligned(start_value, start_due, end_value, end_due)
    same_length(codes, first)
    existed, last = ~np.isnan(first), np.where(np.isnan(last), first, last)
    first = np.where(existed, first, last)
    inside, stays = existed & (was_due == 1), (is_due == 1) | (codes == Outcome.WON)
    known = ~np.isnan(last) & (inside | stays)
    parts = _parts(_cents(first[known]), _cents(last[known]), inside[known], stays[known], existed[known], codes[known])
    return {name: account(f"pipeline_change.{name} v1", parts[name] / 100, int(known.sum())) for name in PARTS}


def _parts(first: Cents, last: Cents, inside: Flags, stays: Flags, existed: Flags, codes: Codes) -> dict[str, int]:
    lost, still_open = ended_without(codes), codes == Outcome.OPEN
    pushed = inside & ~stays & still_open
    change = np.where(pushed, 0, last - first)
    return {
        "start": _sum(first, inside),
        "created": _sum(first, ~existed),
        "pulled_in": _sum(first, existed & ~inside),
        "raised": _sum(change, change > 0),
        "lowered": _sum(-change, change < 0),
        "pushed_out": _sum(first, pushed),
        "lost": _sum(last, lost),
        "won": _sum(last, codes == Outcome.WON),
        "end": _sum(last, stays & still_open),
    }


def _cents(euros: npt.NDArray[np.float64]) -> Cents:
    return np.rint(euros * 100).astype(np.int64)


def _sum(cents: Cents, chosen: Flags) -> int:
    return int(cents[chosen].sum())
