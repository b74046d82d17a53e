"""What customers told us, as the engine's table: all, or what came `after` one of it."""

from __future__ import annotations

import pyarrow as pa

from ignition_web.team.columns import to_arrow
from ignition_web.voice.models import Signal


def signals(after: int = 0) -> pa.Table:
    return to_arrow(
        Signal.objects.filter(pk__gt=after).order_by("pk"),
        signal_id="pk",
        customer_id="customer_id",
        at="at",
        kind="kind",
        answered_at="answered_at",
        text="text",
        recorded_at="recorded_at",
    )
