"""What was shown and what was said of it, as the engine's tables: all, or what came `after` one of it. Who answered is not among them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast, Coalesce

from ignition_web.points.models import Answer, Point
from ignition_web.team.columns import to_arrow


def points(after: int = 0) -> pa.Table:
    """What was shown, and what a lot held back: `shown` 0, never to be seen by the person it was for."""
    whom = Coalesce(Cast("customer_id", CharField()), "subject_id")
    seen = Case(When(held=True, then=Value(0)), default=Value(1))
    # A move has an index where its person's hour had a price: then hours were what was scarce.
    scarce = Case(When(move__index=None, then=Value("moves")), default=Value("hours"))
    table = to_arrow(
        Point.objects.annotate(whom=whom, seen=seen, scarce=scarce).filter(pk__gt=after).order_by("pk"),
        point_id="pk",
        at="lit_at",
        play="play",
        customer_id="whom",
        deal_id="deal__public_id",
        promised="promised",
        due_on="due_on",
        chance="chance",
        slot="slot",
        shown="seen",
        scarce="scarce",
        lit_on="lit_on",
    )
    return _since_their_day(table).drop_columns("lit_on")


def _since_their_day(table: pa.Table) -> pa.Table:
    """A promise runs from the day it was shown on here, which may not have begun where UTC is."""
    began = table["lit_on"].cast(pa.date32()).cast(pa.timestamp("us"))
    at = table.column_names.index("at")
    return table.set_column(at, "at", pc.max_element_wise(table["at"].cast(pa.timestamp("us")), began))


def answers(after: int = 0) -> pa.Table:
    standing = Answer.objects.filter(taken_back_at__isnull=True, pk__gt=after).order_by("pk")
    return to_arrow(standing, point_id="point_id", at="at", said="said")
