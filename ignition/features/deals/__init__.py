"""How each open deal stands on the day, what became of all deals until then, and how they stood at landmarks of their age."""

from __future__ import annotations

from ignition.features.deals.describing import describe
from ignition.features.deals.frozen import landmarks
from ignition.features.deals.spells import history

__all__ = ["describe", "history", "landmarks"]
