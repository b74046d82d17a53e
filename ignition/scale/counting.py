"""Customers counted where they lie: all that the models of the customer base need of them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np

from ignition.backends import Desk
from ignition.predictors.customer_base import WEEK, Base, learn_counted
from ignition.predictors.gamma_gamma import Spending
from ignition.predictors.purchasing import Floats, Purchasing

_CELLS = 50_000
"""Values of a purchase within a 50,000th of each other are one, with their mean: what that changes of the likelihood is a
24th of the square of it, far below what its maximum is found to."""


def learn_base(desk: Desk, described: ir.Table) -> Base:
    """The models of `predictors.customer_base`, of customers described on any backend."""
    buyers = described.filter(described.purchase_days > 0)
    return learn_counted(_paces(desk, buyers), _spent(desk, buyers))


def _paces(desk: Desk, buyers: ir.Table) -> Purchasing:
    """Each different history once. There are as many as there are days, not as there are customers."""
    history = {"x": buyers.frequency, "last": buyers.recency_days, "seen": buyers.observed_days}
    alike = buyers.select(**{name: column.fill_null(0).cast("float64") for name, column in history.items()})
    counted = alike.group_by("x", "last", "seen").agg(weight=alike.count())
    rows = _read(desk, counted.order_by("x", "last", "seen"))
    return Purchasing(rows["x"], rows["last"] / WEEK, rows["seen"] / WEEK, rows["weight"])


def _spent(desk: Desk, buyers: ir.Table) -> Spending:
    often = buyers.frequency.fill_null(0).cast("float64")
    total = buyers.first_value.fill_null(0.0) + often * buyers.repeat_mean.fill_null(0.0)
    paid = buyers.select(n=often + 1, m=total / (often + 1))
    cell = ibis.ifelse(paid.m > 0, (ibis.greatest(paid.m, 1e-300).ln() * _CELLS).round(0), ibis.null("float64"))
    paid = paid.mutate(cell=cell.cast("float64"))
    counted = paid.group_by("n", "cell").agg(m=paid.m.mean(), weight=paid.count())
    rows = _read(desk, counted.order_by("n", "m").select("n", "m", "weight"))
    return Spending(rows["n"], rows["m"], rows["weight"])


def _read(desk: Desk, table: ir.Table) -> dict[str, Floats]:
    found = desk.fetch(table)
    return {name: np.asarray(found[name].to_numpy(), dtype=float) for name in found.column_names}
