"""Three levers of those who buy: whether the new come back, whether the others stay, and whether they grow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.gains import Flags, Floats, Ints
from ignition.macro.changes import MOST_QUARTERS, QUARTER_DAYS
from ignition.macro.deal_levers import absent, arrivals_a_year, by_group
from ignition.macro.measured import NAMES, Measured
from ignition.macro.posterior import on_log_scale
from ignition.macro.reading import Bought
from ignition.macro.words import NO_NEW, NO_PURCHASES, SHORT_BASE
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.intervals import Z, mean
from ignition.metrics.starting import activation

ACTIVE_WITHIN = 91
"""Days within which a new customer's second purchase counts as activation: declared beforehand."""
WARM_UP_DAYS = 182
"""At the beginning of a history everybody looks new; those first seen in this time do not count as arrived."""
_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class _View:
    bought: Bought
    today: int
    window: float
    """Days that "a year" is, or half of the history where it is shorter than two years."""
    came: Ints
    """Day of each customer's first purchase."""
    back: Floats
    """Days to the second, NaN where there is none."""
    truly_new: Flags

    def spent(self, first: float, last: float) -> Floats:
        """Each customer's revenue more than `first` and at most `last` days ago."""
        ago = self.today - self.bought.day
        some = (ago > first) & (ago <= last)
        spent = np.bincount(self.bought.customer[some], self.bought.amount[some], minlength=len(self.came))
        return np.maximum(spent.astype(np.float64), 0.0)


def base_levers(bought: Bought | None, today: int, horizon: float, share: float) -> tuple[Measured, ...]:
    """Activation, retention, expansion. `share` of the revenue does not come from deals already counted elsewhere."""
    if bought is None or not len(bought.day):
        return tuple(absent(name, NO_PURCHASES) for name in NAMES[4:])
    view = _view(bought, today)
    return _activation(view, horizon, share), *_staying(view, horizon, share)


def arrivals_of_customers(bought: Bought, today: int, horizon: float) -> tuple[Measured, Measured]:
    """Where there are no deals: new customers arrive, and their first purchase is the value of one."""
    view = _view(bought, today)
    first = _first_values(view)

    def rate(start: float, end: float) -> Estimate:
        return arrivals_a_year(int(_came(view, start, end).sum()), end - start)

    quarters = max(_quarters(view) - WARM_UP_DAYS // QUARTER_DAYS, 0)
    seen = min(_history(view) - WARM_UP_DAYS, _YEAR)
    if seen < QUARTER_DAYS:
        return absent("arrivals", SHORT_BASE), absent("value", SHORT_BASE)
    now, here = rate(-1, seen - 1), _came(view, -1, seen - 1)
    value = mean("first_purchase v1", first[here & (first > 0)])
    y, se = on_log_scale([now, value])
    if np.isnan(y).any():
        return absent("arrivals", NO_NEW, now), absent("value", NO_NEW, value)
    again = view.spent(-1, seen - 1)[here].sum() * _YEAR / seen
    error, units = float(np.sqrt((se**2).sum())), (now.value or 0.0) * horizon / _YEAR
    firsts = _by_quarter(quarters, lambda a, b: mean("first_purchase v1", _of(first, view, a, b)))
    arrived = Measured("arrivals", now, "count", quarters=_by_quarter(quarters, rate), of_customers=True)
    worth = Measured("value", value, "money", quarters=firsts, of_customers=True)
    return (
        arrived.multiplying(max(again, 0.0) * horizon / _YEAR, error, units),
        worth.multiplying(float(np.exp(y.sum())) * horizon / _YEAR, error, units),
    )


def _view(bought: Bought, today: int) -> _View:
    start = np.searchsorted(bought.customer, np.arange(len(bought.names)))
    came = bought.day[start]
    second = np.minimum(start + 1, len(bought.day) - 1)
    again = (bought.customer[second] == np.arange(len(bought.names))) & (second > start)
    history = today - int(bought.day.min()) + 1
    return _View(
        bought=bought,
        today=today,
        window=min(_YEAR, history / 2),
        came=came,
        back=np.where(again, bought.day[second] - came, np.nan).astype(np.float64),
        truly_new=came >= bought.day.min() + WARM_UP_DAYS,
    )


def _activation(view: _View, horizon: float, share: float) -> Measured:
    seen = (view.today - view.came).astype(np.float64)

    def of(chosen: Flags) -> Estimate:
        return activation(view.back[chosen], seen[chosen], ACTIVE_WITHIN)

    recent = _came(view, -1, _YEAR - 1)
    now = of(_came(view, -1, _YEAR + ACTIVE_WITHIN))
    again = view.spent(-1, _YEAR - 1)[recent] - np.maximum(_first_values(view)[recent], 0.0)
    again = np.maximum(again, 0.0)
    if now.value is None or again.sum() <= 0:
        return absent("activation", NO_NEW, now)
    days = min(_YEAR, _history(view) - WARM_UP_DAYS)
    quarters = max(_quarters(view) - WARM_UP_DAYS // QUARTER_DAYS, 0)
    return Measured(
        "activation",
        now,
        revenue=float(again.sum()) * share * horizon / days,
        revenue_error=_error(again),
        units=int(recent.sum()) * horizon / days,
        quarters=_by_quarter(quarters, lambda first, last: of(_came(view, first, last))),
        groups=by_group(view.bought.group, recent, of),
    )


def _staying(view: _View, horizon: float, share: float) -> tuple[Measured, Measured]:
    """Revenue of those who were there = R0 x the part of it that stays x how the part that stays has grown."""
    before, after = view.spent(view.window - 1, 2 * view.window - 1), view.spent(-1, view.window - 1)
    kept, grown = _retention(before, after), _expansion(before, after)
    there = before > 0
    if kept.value is None or grown.value is None or view.window < QUARTER_DAYS or not after[there].sum() > 0:
        return absent("retention", SHORT_BASE, kept), absent("expansion", SHORT_BASE, grown)
    years = _compared(view)
    revenue = float(after[there].sum()) * share * horizon / view.window
    error, units = _error(after[there]), float(there.sum())

    def of(some: Flags) -> Estimate:
        return _retention(before[some], after[some])

    groups = by_group(view.bought.group, there, of)
    stays = Measured("retention", kept, quarters=tuple(_retention(*pair) for pair in years), groups=groups)
    grows = Measured("expansion", grown, quarters=tuple(_expansion(*pair) for pair in years))
    return stays.multiplying(revenue, error, units), grows.multiplying(revenue, error, units)


def _retention(before: Floats, after: Floats) -> Estimate:
    """Of the revenue at the start, that of customers who are still there.

    Not gross retention: of those who buy now and then, some spend less in any quarter and others more, which is neither leaving
    nor growing; gross retention would rise when everybody grows. The product with `_expansion` is net retention all the same.
    """
    there = before > 0
    return ratio_of_sums("retention_by_revenue v1", np.where(after > 0, before, 0.0)[there], before[there])


def _expansion(before: Floats, after: Floats) -> Estimate:
    """Revenue of those who are still there over what it was at the start."""
    stayed = (before > 0) & (after > 0)
    return ratio_of_sums("expansion v1", after[stayed], before[stayed])


def _compared(view: _View) -> list[tuple[Floats, Floats]]:
    """Of each quarter, the latest first: what customers had spent in a quarter, and a quarter of what they spent after it,
    for as long as nine in ten come back within."""
    later = _comes_back_quarters(view)
    return [
        (
            view.spent(QUARTER_DAYS * (q + later) - 1, QUARTER_DAYS * (q + later + 1) - 1),
            view.spent(QUARTER_DAYS * q - 1, QUARTER_DAYS * (q + later) - 1) / later,
        )
        for q in range(max(_quarters(view) - later, 0))
    ]


def _comes_back_quarters(view: _View) -> int:
    gaps = np.diff(view.bought.day)[np.diff(view.bought.customer) == 0]
    usual = float(np.quantile(gaps, 0.9)) if len(gaps) else _YEAR
    return int(np.clip(np.ceil(usual / QUARTER_DAYS), 1, 4))


def _first_values(view: _View) -> Floats:
    start = np.searchsorted(view.bought.customer, np.arange(len(view.came)))
    return view.bought.amount[start]


def _came(view: _View, first: float, last: float) -> Flags:
    ago = view.today - view.came
    return np.asarray((ago > first) & (ago <= last) & view.truly_new)


def _of(values: Floats, view: _View, first: float, last: float) -> Floats:
    return values[_came(view, first, last) & (values > 0)]


def _history(view: _View) -> float:
    return float(view.today - view.bought.day.min() + 1)


def _quarters(view: _View) -> int:
    return min(int(_history(view) // QUARTER_DAYS), MOST_QUARTERS)


def _by_quarter(quarters: int, of: Callable[[float, float], Estimate]) -> tuple[Estimate, ...]:
    return tuple(of(QUARTER_DAYS * q - 1.0, QUARTER_DAYS * (q + 1) - 1.0) for q in range(quarters))


def _error(amounts: Floats) -> float:
    """Standard error of the logarithm of a sum over customers, read off the interval of their mean."""
    found = mean("mean", amounts)
    if found.value is None or found.value <= 0 or found.high is None:
        return 1.0
    return float(min((found.high - found.value) / found.value / Z, 1.0))
