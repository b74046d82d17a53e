"""What the engine takes for granted until somebody tells it better. Each one can be set, and is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Numbers no document says.

    `margin` is contribution over revenue. `weekly_hours` are the hours a week a seller has for customers where the
    Book does not say. Elasticity is the percentage more result for one per cent more effort, LogNormal about
    `elasticity_median` (Albers, Mantrala & Sridhar 2010 find a mean of 0.31 over 506 estimates; published effects
    enter cut, here to 0.25).
    """

    margin: float = 0.35
    horizon_days: int = 365
    weekly_hours: float = 20.0
    elasticity_median: float = 0.25
    elasticity_sigma: float = 0.6
    interval: float = 0.80
    """Mass of every interval shown."""
