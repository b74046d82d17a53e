"""One lever as the Book shows it: where it stands, what revenue it multiplies, and how it was quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ignition.estimate import Estimate
from ignition.wording import Text

Name = Literal["arrivals", "conversion", "value", "discount", "activation", "retention", "expansion"]
NAMES: tuple[Name, ...] = ("arrivals", "conversion", "value", "discount", "activation", "retention", "expansion")
Kind = Literal["count", "percent", "money"]


@dataclass(frozen=True, slots=True)
class Measured:
    """`now` as a metric states it; `revenue` EUR over the horizon that is proportional to it, `revenue_error` the standard error of its
    logarithm; `units` are what an effort on it has to reach over the horizon (deals, new or established customers)."""

    name: Name
    now: Estimate
    kind: Kind = "percent"
    revenue: float = 0.0
    revenue_error: float = 0.0
    units: float = 0.0
    quarters: Sequence[Estimate] = ()
    """The latest first."""
    groups: Mapping[str, Estimate] = field(default_factory=dict)
    stage: str = ""
    """Where in the process most is to gain; empty where nobody wrote stages down."""
    of_customers: bool = False
    """Arrivals counted as new customers, because there are no deals."""
    missing: Text | None = None
    """Why it cannot be weighed."""

    def multiplying(self, revenue: float, error: float, units: float) -> Measured:
        """The same, with the revenue that is proportional to it and the units an effort has to reach."""
        return replace(self, revenue=revenue, revenue_error=error, units=units)

    @property
    def most(self) -> float:
        """What it can come to at most: all, where it is a part of something."""
        return 1.0 if self.kind == "percent" and self.name != "expansion" else float("inf")

    @property
    def known(self) -> bool:
        return self.missing is None and self.now.value is not None and self.revenue > 0
