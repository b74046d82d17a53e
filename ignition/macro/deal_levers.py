"""Four levers of the deals: how many arrive, how many are won, what one is worth, and what is left of the price."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ignition.estimate import Estimate
from ignition.gains import Flags, Floats
from ignition.macro.changes import MOST_QUARTERS, QUARTER_DAYS
from ignition.macro.measured import NAMES, Measured, Name
from ignition.macro.posterior import on_log_scale
from ignition.macro.reading import Dealt
from ignition.macro.words import NO_DEALS, NO_PRICES, NO_WINS
from ignition.metrics.bootstrap import ratio_of_sums
from ignition.metrics.intervals import mean, poisson_rate
from ignition.metrics.outcomes import Outcome
from ignition.metrics.stages import leakage, stage_conversion
from ignition.metrics.stating import stated, undefined
from ignition.metrics.winning import win_rate_cohort
from ignition.wording import Text

LONGEST_DAYS = 182
MOST_GROUPS = 12
_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class _View:
    """Deals, and the window that "now" means."""

    deals: Dealt
    today: int
    window: float
    quarters: int
    within: float
    """Days from opening in which a deal counts as won."""

    @property
    def won(self) -> Flags:
        return np.asarray(self.deals.outcome == Outcome.WON)

    @property
    def worth(self) -> Floats:
        """What was asked of the won ones; what was agreed where nobody wrote that down."""
        asked = np.where(np.isnan(self.deals.asked), self.deals.agreed, self.deals.asked)
        return np.where(self.won, asked, np.nan)

    def opened(self, first: float, last: float) -> Flags:
        """Opened more than `first` and at most `last` days ago."""
        return _between(self.today - self.deals.opened, first, last)

    def closed(self, first: float, last: float) -> Flags:
        return _between(self.today - self.deals.closed, first, last)


def deal_levers(deals: Dealt | None, today: int, horizon: float) -> tuple[Measured, ...]:
    """Arrivals, conversion, value and price kept; R = their product, over the horizon."""
    if deals is None or not np.isfinite(deals.opened).any():
        return tuple(absent(name, NO_DEALS) for name in NAMES[:4])
    view = _view(deals, today)
    arrived, won, value, kept = _arrivals(view), _conversion(view), _value(view), _kept(view)
    product = _product(arrived.now, won.now, value.now, kept.now)
    if product is None:
        return tuple(absent(one.name, NO_WINS, one.now) for one in (arrived, won, value, kept))
    revenue, error = product[0] * horizon / _YEAR, product[1]
    units = (arrived.now.value or 0.0) * horizon / _YEAR
    if kept.now.value is None:
        kept = absent("discount", NO_PRICES)
    return tuple(one.multiplying(revenue, error, units) for one in (arrived, won, value, kept))


def _view(deals: Dealt, today: int) -> _View:
    oldest = today - float(np.nanmin(deals.opened))
    ages = deals.ages(today)[(deals.outcome > 0)]
    ages = ages[np.isfinite(ages)]
    within = float(np.clip(np.quantile(ages, 0.9), 1, LONGEST_DAYS)) if len(ages) else float(LONGEST_DAYS)
    return _View(
        deals=deals,
        today=today,
        window=float(np.clip(oldest, 1.0, _YEAR)),
        quarters=min(int(oldest // QUARTER_DAYS), MOST_QUARTERS),
        within=round(within),
    )


def _arrivals(view: _View) -> Measured:
    def rate(first: float, last: float) -> Estimate:
        return arrivals_a_year(int(view.opened(first, last).sum()), last - first)

    return Measured("arrivals", rate(-1, view.window - 1), "count", quarters=_by_quarter(view.quarters, rate))


def arrivals_a_year(events: int, days: float) -> Estimate:
    """How many come in a year, at the rate of so many in so many days."""
    years = days / _YEAR
    return stated("arrivals_a_year v1", events / years, poisson_rate(events, years), events)


def _conversion(view: _View) -> Measured:
    ages = view.deals.ages(view.today)

    def rate(chosen: Flags) -> Estimate:
        return win_rate_cohort(ages[chosen], view.deals.outcome[chosen], view.within)

    def of_quarter(first: float, last: float) -> Estimate:
        # Only those that have been followed for long enough: of a young quarter one sees the quick ones.
        return rate(view.opened(first, last) & (view.today - view.deals.opened >= view.within))

    recent = view.opened(-1, view.window + view.within)
    return Measured(
        "conversion",
        rate(recent),
        quarters=_by_quarter(view.quarters, of_quarter),
        groups=by_group(view.deals.group, recent, rate),
        stage=_leakiest(view.deals),
    )


def _value(view: _View) -> Measured:
    def of(chosen: Flags) -> Estimate:
        return mean("won_value v1", view.worth[chosen & ~np.isnan(view.worth)])

    quarters = _by_quarter(view.quarters, lambda first, last: of(view.closed(first, last)))
    # Groups of products differ in price by nature: no part of them is behind another.
    return Measured("value", of(view.closed(-1, view.window)), "money", quarters=quarters)


def _kept(view: _View) -> Measured:
    """What is left of the price asked: one less the discount. A lever only where some prices differ."""
    asked, agreed = view.deals.asked, view.deals.agreed
    both = view.won & ~np.isnan(asked) & ~np.isnan(agreed)

    def of(chosen: Flags) -> Estimate:
        return ratio_of_sums("price_kept v1", agreed[chosen & both], asked[chosen & both])

    recent = view.closed(-1, view.window)
    if not (asked != agreed)[both & recent].any():
        return Measured("discount", undefined("price_kept v1", 0, NO_PRICES))
    quarters = _by_quarter(view.quarters, lambda first, last: of(view.closed(first, last)))
    return Measured("discount", of(recent), quarters=quarters, groups=by_group(view.deals.group, recent, of))


def _product(arrived: Estimate, won: Estimate, value: Estimate, kept: Estimate) -> tuple[float, float] | None:
    """EUR a year, and the standard error of its logarithm. A price nobody wrote down counts as kept."""
    factors = [arrived, won, value] + ([kept] if kept.value is not None else [])
    y, se = on_log_scale(factors)
    if np.isnan(y).any():
        return None
    return float(np.exp(y.sum())), float(np.sqrt((se**2).sum()))


def _leakiest(deals: Dealt) -> str:
    """The stage whose lost deals would have brought most wins, had they gone on as the others did."""
    stages, left_to = deals.stages
    to_gain: dict[str, float] = {}
    for stage in np.unique(stages):
        here = left_to[stages == stage]
        lost = leakage(np.ones(len(here)), here).value
        won = stage_conversion(stages, left_to, str(stage)).value
        if lost is not None and won is not None and lost < 1:
            to_gain[str(stage)] = len(here) * lost * won / (1 - lost)
    best = max(to_gain, key=lambda stage: to_gain[stage], default="")
    return best if to_gain.get(best, 0.0) > 0 else ""


def by_group(group: np.ndarray, chosen: Flags, of: Callable[[Flags], Estimate]) -> Mapping[str, Estimate]:
    """The largest groups that have a name; what belongs to none says nothing of them."""
    names, cases = np.unique(group[chosen & (group != "")], return_counts=True)
    largest = names[np.argsort(-cases, kind="stable")][:MOST_GROUPS]
    return {str(name): of(chosen & (group == name)) for name in largest}


def _by_quarter(quarters: int, of: Callable[[float, float], Estimate]) -> Sequence[Estimate]:
    return tuple(of(QUARTER_DAYS * q - 1.0, QUARTER_DAYS * (q + 1) - 1.0) for q in range(quarters))


def absent(name: Name, why: Text, now: Estimate | None = None) -> Measured:
    return Measured(name, now or undefined(f"{name} v1", 0, why), missing=why)


def _between(ago: Floats, first: float, last: float) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray((ago > first) & (ago <= last))
