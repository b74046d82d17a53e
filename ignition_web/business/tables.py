"""Targets, as the engine's table."""

from __future__ import annotations

import pyarrow as pa

from ignition_web.business.models import Target
from ignition_web.team.columns import to_arrow


def targets() -> pa.Table:
    return to_arrow(
        Target.objects.order_by("pk"), starts_on="starts_on", ends_on="ends_on", amount="amount", team="team__name"
    )
