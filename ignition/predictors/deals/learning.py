"""The landmark model from end to end: what leaks is refused, past days choose the shrinkage, everything is fitted, deals are scored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ignition.predictors.deals.curve import Curve
from ignition.predictors.deals.guard import leaking
from ignition.predictors.deals.landmarks import Landmarked, Rows, fit_landmarked
from ignition.predictors.deals.outlook import DealOutlook
from ignition.predictors.deals.slopes import slopes_of
from ignition.predictors.deals.validation import Checked, check


@dataclass(frozen=True, slots=True)
class LandmarkModel:
    """Small, and kept: with it any deal described as of a day is foreseen by itself."""

    fitted: Landmarked
    checked: Checked
    refused: frozenset[str]
    """Columns that only the end of a deal can have told."""
    effects: pa.Table

    def ahead(self, described: pa.Table, horizon: float, quarter: float) -> DealOutlook:
        """Chances by the horizon and by the quarter, mended as past days ask for; one row a deal, in the same order."""
        curve, *moved = self.fitted.curves(described, horizon, _MOVED)
        soon = self.fitted.curve(described, quarter)
        p_win, unsure = self.checked.mend(curve.won)
        not_won = np.maximum(1 - curve.won, 1e-12)
        return DealOutlook(
            p_win=p_win,
            p_win_sd=np.sqrt(_doubt(moved) ** 2 + unsure**2),
            p_win_quarter=self.checked.mend(soon.won)[0],
            p_end=np.minimum(curve.ended / not_won, 1.0) * (1 - p_win),
            days_to_win=curve.days_to_win,
        )


_MOVED = ((0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
"""The rates as they are, then each of them up and down by a standard deviation."""


def _doubt(moved: Sequence[Curve]) -> np.ndarray:
    """What one standard deviation of each rate moves the chance of a win by."""
    faster, slower, sooner_lost, later_lost = (curve.won for curve in moved)
    return np.asarray(np.hypot(faster - slower, sooner_lost - later_lost) / 2)


def learn_by_landmarks(landmarks: pa.Table, on: dt.date) -> LandmarkModel | None:
    """From `features.deals.landmarks`; None where past days tell too little."""
    rows = Rows.of(landmarks)
    refused = leaking(rows.table)
    checked = check(rows, float(on.toordinal()), refused)
    if checked is None:
        return None
    fitted = fit_landmarked(rows, checked.width, refused)
    return LandmarkModel(fitted, checked, refused, slopes_of(fitted, rows))
