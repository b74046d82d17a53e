"""Who sells, as the engine's table: an id and the hours for customers, nothing else about a person."""

from __future__ import annotations

import pyarrow as pa

from ignition_web.team.columns import to_arrow
from ignition_web.team.models import User


def people() -> pa.Table:
    return to_arrow(User.objects.filter(is_active=True).order_by("pk"), person_id="pk", weekly_hours="weekly_hours")
