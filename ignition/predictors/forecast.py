"""Revenue of the coming months if we go on as usual, as a distribution from four named parts.

- **base**: customers who bought before, and those who will come (BG/NBD, Gamma-Gamma, arrivals);
- **deals**: the deals open today (competing risks);
- **unborn**: deals not yet opened (arrivals convolved with the time to the win);
- **season**: what the month and the days of the week put on or take off the three, as far as the data say so.

Belief: the models of the parts and the pace so far both know something; they are mixed as would have been best on past
days (`revenue.blending`). Parts add up to the total and months to the whole, to the cent. Intervals reach as far as
those of past days should have reached (`revenue.calibrating`), of what was known on each of those days alone. A deal that is
won and invoiced counts once (`revenue.counted_once`).

Where it fails: the first months of a book, where the interval is stated; a turn that nothing in the past resembles.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from ignition.assumptions import Assumptions
from ignition.estimate import Estimate, Grade
from ignition.predictors.purchasing import Wholes
from ignition.predictors.revenue import counted_once, looks, open_deals, pipeline
from ignition.predictors.revenue.fan import Band, Fan, spread_out
from ignition.predictors.revenue.ledger import Ledger, number_of, open_ledger
from ignition.predictors.revenue.looks import Look
from ignition.predictors.revenue.saying import tell
from ignition.predictors.revenue.trial import Trial, try_out
from ignition.wording import Sentence

PARTS = ("base", "deals", "unborn", "season", "total")


@dataclass(frozen=True, slots=True)
class Months:
    """Revenue in EUR from `start` to `until`, both within. `base`, `deals` and `unborn` stand before their season."""

    start: dt.date
    until: dt.date
    base: Estimate
    deals: Estimate
    unborn: Estimate
    season: Estimate
    total: Estimate


@dataclass(frozen=True, slots=True)
class Forecast:
    """`whole` is the sum of the `months`; `with_season` are base, deals and unborn of the whole, their season included.

    `tried` is how the same forecast did on past days; None where there are too few. `simple` is the rule it is held against,
    in EUR by month: the same days a year before, or, without `a_year_before`, the pace of just before; empty if nothing is known.
    """

    on: dt.date
    months: tuple[Months, ...]
    whole: Months
    with_season: dict[str, Estimate] = field(default_factory=dict)
    tried: Trial | None = None
    notes: tuple[Sentence, ...] = ()
    simple: tuple[float, ...] = ()
    a_year_before: bool = False

    @property
    def until(self) -> dt.date:
        return self.whole.until

    def seasoned(self, part: str) -> Estimate:
        """`base`, `deals` or `unborn` of the whole with its season: what is to be held against what happened."""
        return self.with_season.get(part, _undefined(part))


def foresee(
    purchases: pa.Table, deals: pa.Table, described: pa.Table, foreseen: pa.Table, on: dt.date, ends: Sequence[dt.date],
    assumptions: Assumptions,
) -> Forecast:  # fmt: skip
    """`purchases` of the book and its `deals` as known on the day; the open ones as `described` and as `foreseen` until the last end.

    `ends` are the last days of the spans, in order, all after `on`. A part nothing is known of is not defined.

    >>> from ignition.book import Book
    >>> nothing = Book()
    >>> bought = [{"customer_id": "A", "on": f"2026-{month:02d}-10", "amount": 100} for month in range(1, 7)]
    >>> ends = [dt.date(2026, 7, 31), dt.date(2026, 8, 31)]
    >>> ahead = foresee(Book(purchases=bought).purchases, nothing.deals, nothing.deals, nothing.deals, dt.date(2026, 6, 30), ends, Assumptions())
    >>> ahead.whole.total.low < ahead.whole.total.value < ahead.whole.total.high, ahead.whole.deals.value
    (True, None)
    """
    edges = np.array([0, *((end - on).days for end in ends)], dtype=np.int64)
    ledger = open_ledger(purchases, deals)
    invoices = counted_once.invoices_of_deals(ledger.purchases, ledger.deals)
    bought, day = ledger.purchases.those(~invoices), number_of(on)
    today = looks.look_today(ledger, bought, day, edges)
    today = _by_the_deals_themselves(today, ledger, described, foreseen, edges)
    past = looks.past_looks(ledger, bought, day, edges)
    fan = spread_out(today, past, assumptions.interval)
    trial = try_out(past, edges, assumptions.interval)
    notes = tell(ledger, today, fan, trial, int(invoices.sum()))
    return _stated(fan, today, ledger.unit, on, ends, trial, notes)


def _by_the_deals_themselves(
    today: Look, ledger: Ledger, described: pa.Table, foreseen: pa.Table, edges: Wholes
) -> Look:
    if not foreseen.num_rows:
        return today
    ages = pipeline.fates(ledger.deals, today.on, -(-int(edges[-1]) // 7))
    told = open_deals.of_foreseen(described, foreseen, ages, edges, ledger.unit)
    return today if told is None else looks.with_open_deals(today, told)


def _stated(
    fan: Fan, today: Look, unit: float, on: dt.date, ends: Sequence[dt.date], trial: Trial, notes: tuple[Sentence, ...]
) -> Forecast:  # fmt: skip
    known = _known(today, fan)
    starts = [on, *ends[:-1]]
    months = tuple(
        _months(fan, known, unit, at, start + dt.timedelta(days=1), end)
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    whole = _months(fan, known, unit, len(ends), on + dt.timedelta(days=1), ends[-1], months)
    seasoned = {
        name: _estimate(band, unit, len(ends), *known[name], None)
        for name, band in zip(PARTS[:3], fan.seasoned, strict=True)
        if name in known
    }
    simple = tuple(round(float(one) * unit, 2) for one in today.simple if "total" in known)
    return Forecast(on, months, whole, seasoned, trial if trial.n else None, notes, simple, today.a_year_before)


def _known(today: Look, fan: Fan) -> dict[str, tuple[int, Grade]]:
    """What each part stands on; a part nothing is known of is left out."""
    base, (deals, unborn) = today.buying.parts[0], today.dealing.parts
    told = {"base": base, "deals": deals, "unborn": unborn}
    known = {name: (part.n, part.grade) for name, part in told.items() if part.n or (unborn.n and name == "deals")}
    if known:
        n = base.n + deals.n
        grade = min(grade for _, grade in known.values()) if fan.scores else Grade.ASSUMED
        years = max(today.buying.years, today.dealing.years)
        known |= {"season": (int(years * 12), Grade.SEGMENT if years else Grade.ASSUMED), "total": (n, grade)}
    return known


def _months(
    fan: Fan, known: dict[str, tuple[int, Grade]], unit: float, at: int, start: dt.date, until: dt.date,
    months: Sequence[Months] = (),
) -> Months:  # fmt: skip
    """One span; or the whole, whose parts are the sums of those of the `months`."""
    told: dict[str, Estimate] = {}
    for name in PARTS[:-1]:
        band: Band = getattr(fan, name)
        value = round(sum(getattr(month, name).value or 0.0 for month in months), 2) if months else None
        told[name] = _estimate(band, unit, at, *known[name], value) if name in known else _undefined(name)
    if "total" not in known:
        return Months(start, until, **told, total=_undefined("total"))
    value = round(sum(one.value or 0.0 for one in told.values()), 2)
    return Months(start, until, **told, total=_estimate(fan.total, unit, at, *known["total"], value))


def _estimate(band: Band, unit: float, at: int, n: int, grade: Grade, value: float | None) -> Estimate:
    low, mean, high = (round(float(side[at]) * unit, 2) for side in (band.low, band.mean, band.high))
    value = mean if value is None else value
    return Estimate(value, min(low, value), max(high, value), n, grade, "expected revenue of a span of days, in EUR")


def _undefined(name: str) -> Estimate:
    return Estimate(None, None, None, 0, Grade.ASSUMED, f"expected revenue: {name}")
