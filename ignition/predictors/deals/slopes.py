"""What each fact is associated with, as one number: the slope of the log rate, averaged over the deals learnt from.

A fact enters bent, and in company with the stage and the age; the average slope is a weighted sum of its coefficients, and its
standard deviation follows from their covariance.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ignition.book.tables import Column, schema_of
from ignition.predictors.bg_nbd import Floats
from ignition.predictors.deals.design import Scale
from ignition.predictors.deals.hazards import CAUSES
from ignition.predictors.deals.landmarks import Landmarked, Rows

EFFECT: tuple[Column, ...] = (
    Column("fact", "text", "a column of `DEAL_FEATURES`", required=True),
    Column("cause", "text", "won, or ended without a win"),
    Column("coefficient", "number", "change of the log rate for one more of log(1 + fact)"),
    Column("sd", "number", ""),
    Column("n", "whole", "deals"),
    Column("events", "whole", "exits of that cause"),
)
NO_EFFECTS = schema_of(EFFECT).empty_table()
_AGED = "age_days"


def slopes_of(model: Landmarked, rows: Rows) -> pa.Table:
    """Every number that is in the model; categories have no slope."""
    deals, found = len(np.unique(rows.waits.deal)), []
    for scale in model.design.scales:
        sides = _slope(model, scale, model.design.of(rows.table)) / scale.spread
        for cause, name in enumerate(CAUSES):
            whole = np.concatenate([np.zeros(len(model.hazards.edges)), sides, np.zeros(model.hazards.main)])
            variance = float(whole @ model.hazards.covariance[cause] @ whole)
            last = np.diff(rows.waits.deal, append=-1) != 0
            events = int((rows.waits.exit[last] == cause).sum())
            value = float(whole @ model.hazards.rates[cause])
            found.append((scale.name, name, value, float(np.sqrt(max(variance, 0.0))), deals, events))
    columns = zip(*found, strict=True) if found else [()] * len(EFFECT)
    return pa.table([list(column) for column in columns], schema=schema_of(EFFECT))


def _slope(model: Landmarked, scale: Scale, x: Floats) -> Floats:
    """How the regressors move, on average, when this fact does."""
    columns = model.design.columns
    place = {name: at for at, name in enumerate(columns)}
    sides = np.zeros(len(columns))
    sides[place[scale.name]] = 1.0
    for knot in range(len(scale.knots)):
        sides[place[f"{scale.name}>{knot}"]] = float((x[:, place[f"{scale.name}>{knot}"]] > 0).mean())
    for name in model.design.names["stage"]:
        company = place.get(f"{scale.name}*stage={name}")
        if company is not None:
            sides[company] = float(x[:, place[f"stage={name}"]].mean())
    aged = place.get(f"{scale.name}*age")
    if aged is not None:
        sides[aged] = float(x[:, place[_AGED]].mean()) * (2.0 if scale.name == _AGED else 1.0)
    return sides
