"""The one roof: describe, foresee, propose, allocate, choose, as of a day."""

from ignition.engine.deciding import RISKY, Decided, decide, decided, notes
from ignition.engine.models import Effort, Models
from ignition.engine.planning import Planned, hours_of, plan_of, planned, propose, stated_hours
from ignition.engine.roof import AS_STATED, ignite
from ignition.engine.seeing import (
    Seen,
    describe_customers,
    describe_deals,
    learn,
    look,
    score_customers,
    score_deals,
    see,
    stand,
)

__all__ = [
    "AS_STATED",
    "RISKY",
    "Decided",
    "Effort",
    "Models",
    "Planned",
    "Seen",
    "decide",
    "decided",
    "describe_customers",
    "describe_deals",
    "hours_of",
    "ignite",
    "learn",
    "look",
    "notes",
    "plan_of",
    "planned",
    "propose",
    "score_customers",
    "score_deals",
    "see",
    "stand",
    "stated_hours",
]
