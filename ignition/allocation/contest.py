"""The plan against the simple rule, on days of the past whose outcome is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ignition.estimate import Estimate, Grade
from ignition.gains import Floats
from ignition.wording import Text

LEAST_DAYS = 2
"""Past days below which nothing is decided."""
LEAST_OFFERS = 10
"""Offers on which the two differ, and which brought something, below which nothing is decided."""
DRAWS = 1_000
_TOO_LITTLE = Text(
    it="Con questa storia non si può ancora dire se il piano fa meglio della regola semplice.",
    en="This history does not yet tell whether the plan does better than the simple rule.",
)


@dataclass(frozen=True, slots=True)
class Contest:
    """What each would have returned on the `days`, in EUR; `lead` is plan less rule, not defined where there is too little to tell."""

    days: tuple[dt.date, ...]
    plan: float
    rule: float
    lead: Estimate

    @property
    def rule_wins(self) -> bool:
        """The plan must beat the rule, or the rule is used."""
        return self.lead.value is not None and self.lead.value <= 0

    def to_dict(self) -> dict[str, Any]:
        """Plain values that survive JSON; `Contest.from_dict` gives the same contest back."""
        lead = {name: getattr(self.lead, name) for name in ("value", "low", "high", "n", "definition")}
        lead["grade"] = self.lead.grade.value
        return {"days": [day.isoformat() for day in self.days], "plan": self.plan, "rule": self.rule, "lead": lead}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Contest:
        why = _TOO_LITTLE if stored["lead"]["value"] is None else None
        lead = Estimate(**{**stored["lead"], "grade": Grade(stored["lead"]["grade"]), "why": why})
        days = tuple(dt.date.fromisoformat(day) for day in stored["days"])
        return cls(days, stored["plan"], stored["rule"], lead)


def contest(days: Sequence[dt.date], plan: Floats, rule: Floats, grade: Grade, mass: float = 0.8) -> Contest:
    """`plan` and `rule`: EUR of each offer under either, over all days. The interval is a bootstrap over offers.

    >>> held = contest([dt.date(2026, 1, 1), dt.date(2026, 4, 1)], np.full(20, 3.0), np.full(20, 2.0), Grade.ASSUMED)
    >>> held.lead.value, held.rule_wins
    (20.0, False)
    """
    ahead = (plan - rule)[plan != rule]
    totals = float(plan.sum()), float(rule.sum())
    if len(days) < LEAST_DAYS or len(ahead) < LEAST_OFFERS:
        unknown = Estimate(None, None, None, len(ahead), grade, "plan_less_rule", why=_TOO_LITTLE)
        return Contest(tuple(days), *totals, unknown)
    weights = np.random.default_rng(len(ahead)).multinomial(len(ahead), np.full(len(ahead), 1 / len(ahead)), DRAWS)
    low, high = np.quantile(weights @ ahead, [(1 - mass) / 2, (1 + mass) / 2])
    lead = Estimate(float(ahead.sum()), float(low), float(high), len(ahead), grade, "plan_less_rule")
    return Contest(tuple(days), *totals, lead)
