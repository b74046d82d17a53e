"""One look ahead from one day, today or past: by the parts' own models, by the pace so far, and what then happened.

Only what was known on that day is learnt from. A past look is the same code on fewer rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ignition.predictors.customer_base import Base
from ignition.predictors.purchasing import Floats, Mask, Wholes
from ignition.predictors.revenue import base, pipeline, season
from ignition.predictors.revenue.base import Stream
from ignition.predictors.revenue.ledger import NEVER, Ledger, Purchases
from ignition.predictors.revenue.run_rate import BUCKET_DAYS, buckets, goes_on

YEAR_DAYS = 364
"""Whole weeks: a Monday against a Monday."""
LEARNING_DAYS = 84
MOST_LOOKS, LEARN_AGAIN = 18, 1.25
MOST_CUSTOMERS = 20_000
"""Past looks need no more of them to tell how far off the engine is; today's counts everybody."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One stream of money, of purchases or of deals, by span and before its season."""

    parts: tuple[Stream, ...]
    pace: Floats
    """The sum of the parts, by the pace so far."""
    factor: Floats
    factor_sd: Floats
    years: float
    happened: tuple[Floats, ...]
    """By part; NaN where the span is not over."""


@dataclass(frozen=True, slots=True)
class Look:
    """Flows of `buying` (one part: the base) and `dealing` (open deals, deals not yet born)."""

    on: int
    age: int
    """Days of the book's life until then."""
    buying: Flow
    dealing: Flow
    simple: Floats
    """As a year before, or as just before where the book is younger."""
    a_year_before: bool


def past_looks(ledger: Ledger, bought: Purchases, on: int, edges: Wholes) -> list[Look]:
    """From every fourth week before the day, as far as there is something to learn from; the oldest first.

    The models of buying are learnt anew where a quarter more purchases is known: what they learnt from before was known too.
    """
    days = range(on - BUCKET_DAYS, (ledger.first_day or on) + LEARNING_DAYS - 1, -BUCKET_DAYS)
    found: list[Look] = []
    model, learnt_from = None, 0
    for day in reversed(days[:MOST_LOOKS]):
        some, _ = _some(base.known_by(bought, day))
        if len(some.day) > learnt_from * LEARN_AGAIN:
            model, learnt_from = base.learn(some, day), len(some.day)
        found.append(look_from(ledger, bought, day, edges, on, model))
    return found


def counts(past: Sequence[Look], age: int) -> Floats:
    """What each past look counts for a book of that age: one from when it was half as old, half; together as many as they are worth.

    A book's beginning tells little of its later years, a year of an old book as much as the next. The sum of the weights is
    the effective number of looks (Kish 1965).
    """
    weight = np.array([look.age / max(age, 1) for look in past])
    return weight * weight.sum() / np.sum(weight**2) if weight.any() else weight


def look_today(ledger: Ledger, bought: Purchases, on: int, edges: Wholes) -> Look:
    model = base.learn(base.known_by(bought, on), on)
    return look_from(ledger, bought, on, edges, on, model, everybody=True)


def look_from(
    ledger: Ledger, bought: Purchases, on: int, edges: Wholes, until: int, model: Base | None, everybody: bool = False
) -> Look:  # fmt: skip
    """`bought` are the purchases that do not count with the deals; `until` is the last day of which is known what happened."""
    first = ledger.first_day or on
    over = on + edges[1:] <= until
    day, amount = _paid(ledger, bought)
    begun = int(day.min(initial=on))
    # the same weeks a year before, once they lie behind the first revenue
    back = YEAR_DAYS if on - begun >= YEAR_DAYS + BUCKET_DAYS and edges[-1] <= YEAR_DAYS else 0
    return Look(
        on=on,
        age=on - first,
        buying=_buying(base.known_by(bought, on), bought, on, edges, over, model, everybody),
        dealing=_dealing(ledger, on, first, edges, over),
        simple=_simple(day, amount, on, begun, edges, back),
        a_year_before=back > 0,
    )


def _buying(
    known: Purchases, bought: Purchases, on: int, edges: Wholes, over: Mask, model: Base | None, everybody: bool
) -> Flow:  # fmt: skip
    part = _base(known, model, on, edges, everybody)
    first = int(known.day.min()) if len(known.day) else on
    happened = np.where(
        over & (_has_begun(bought.day, on) | (not len(bought.day))),
        between(bought.day, bought.amount, on, edges),
        np.nan,
    )
    return _flow((part,), known.day, known.amount, first, on, edges, (happened,))


def _base(known: Purchases, model: Base | None, on: int, edges: Wholes, everybody: bool) -> Stream:
    """Known and new customers together; of some of them, and then as many more as they bought more."""
    some, scale = (known, 1.0) if everybody else _some(known)
    old, new = base.customers_ahead(some, model, on, edges)
    return Stream((old.mean + new.mean) * scale, (old.variance + new.variance) * scale, old.n, old.grade)


def _some(known: Purchases) -> tuple[Purchases, float]:
    """At most so many customers, spread over all of them; and how much more all of them bought."""
    step = -(-int(known.buyer[-1] + 1) // MOST_CUSTOMERS) if len(known.buyer) else 1
    some = known if step == 1 else known.those(known.buyer % step == 0)
    paid = some.amount.sum()
    return some, float(known.amount.sum() / paid) if step > 1 and paid > 0 else 1.0


def _dealing(ledger: Ledger, on: int, first: int, edges: Wholes, over: Mask) -> Flow:
    deals = ledger.deals
    parts = pipeline.deals_ahead(deals, on, first, edges)
    _, _, won = pipeline.known_by(deals, on)
    won = won & np.isfinite(deals.worth)
    brought = pipeline.brought_by(deals, on, edges[:-1], edges[1:])
    closed = deals.closed[deals.closed < NEVER]
    over = over & (_has_begun(closed, on) | (not len(deals.opened)))
    begun = closed[closed <= on]
    first_deal = max(int(begun.min()), first) if len(begun) else on
    return _flow(
        parts, deals.closed[won], deals.worth[won], first_deal, on, edges, tuple(np.where(over, part, np.nan) for part in brought)
    )  # fmt: skip


def _flow(
    parts: tuple[Stream, ...], day: Wholes, amount: Floats, first: int, on: int, edges: Wholes, happened: tuple[Floats, ...]
) -> Flow:  # fmt: skip
    start, stop = edges[:-1], edges[1:]
    known = season.learn(day, amount, first, on) if len(day) else season.NONE
    usual = known.of_days(day)
    even = np.divide(amount, usual, out=np.zeros_like(amount), where=usual > 0.05)
    pace = goes_on(buckets(day, even, first, on)).over(start, stop) * (stop - start)
    return Flow(parts, pace, known.over(on, start, stop), known.doubt(on, start, stop), known.years, happened)


def _has_begun(days: Wholes, on: int) -> bool:
    """Where a book holds one stream only from some day on, looks from before it tell nothing of it."""
    return bool(len(days)) and on >= int(days.min()) + LEARNING_DAYS


def between(day: Wholes, amount: Floats, on: int, edges: Wholes) -> Floats:
    """Sums after each edge until the next."""
    place = np.searchsorted(on + edges, day, "left") - 1
    inside = (place >= 0) & (place < len(edges) - 1)
    return np.asarray(np.bincount(place[inside], weights=amount[inside], minlength=len(edges) - 1), dtype=float)


def _paid(ledger: Ledger, bought: Purchases) -> tuple[Wholes, Floats]:
    deals = ledger.deals
    paid = deals.won & np.isfinite(deals.worth)
    return np.concatenate([bought.day, deals.closed[paid]]), np.concatenate([bought.amount, deals.worth[paid]])


def _simple(day: Wholes, amount: Floats, on: int, begun: int, edges: Wholes, back: int) -> Floats:
    if back:
        return between(day, amount, on - back, edges)
    # revenue younger than what is looked ahead to goes on as in the days it has; one day's sale is no daily pace
    spans, length = np.diff(edges), min(int(edges[-1]), max(on - begun + 1, BUCKET_DAYS))
    before = amount[(day > on - length) & (day <= on)].sum()
    return np.asarray(before * spans / length)


def with_open_deals(look: Look, open_deals: Stream) -> Look:
    """The same look, with the open deals foreseen by who knows more of them."""
    return replace(look, dealing=replace(look.dealing, parts=(open_deals, look.dealing.parts[1])))
