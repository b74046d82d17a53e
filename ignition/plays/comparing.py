"""What a customer is compared with: figures of the whole base, worked out once a full run."""

from __future__ import annotations

import ibis.expr.types as ir

from ignition.situation import Situation

MOST = 0.8
"""Four in five of those who came back had done so by then."""


def usual(customers: ir.Table) -> ir.Table:
    """One row: `most_back_days`, in which four in five of those who came back had done so; `returned`, how many they are;
    `median_value`, EUR expected of the customer in the middle."""
    returned = customers.filter(customers.frequency >= 1, customers.gap_median_days.notnull())
    pace = returned.aggregate(most_back_days=returned.gap_median_days.quantile(MOST), returned=returned.count())
    return pace.cross_join(customers.aggregate(median_value=customers.value.median()))


def compared(situation: Situation) -> ir.Table:
    """As the situation brings it along, else from its customers."""
    return usual(situation.customers) if situation.usual is None else situation.usual
