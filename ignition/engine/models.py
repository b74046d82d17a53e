"""What was learnt of everybody together, by which each customer and each deal is scored by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from ignition import effects, predictors
from ignition.responses import Response


@dataclass(frozen=True, slots=True)
class Effort:
    """What an hour changes, play by play, and what promises have turned out to be worth."""

    kept: effects.Effects
    responses: Mapping[str, Response]
    factors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Models:
    """What was learnt of everybody together; kept from one full run to the next."""

    base: predictors.customer_base.Base
    deals: predictors.deals.DealModel
    ties: predictors.white_space.Ties | None = None
    usual: pa.Table | None = None
    """What customers are compared with, one row; None: worked out from today's."""
    effort: Effort | None = None
    """None: measured and read again."""
