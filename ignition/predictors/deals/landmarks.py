"""The landmark model of deals: learnt from the past, checked on later days, used only where it is better than the pooled rates.

Time is cut twice. From what was known at a cut the model is fitted, and the landmarks after it are foreseen and held against
what came of them by today. That chooses how far effects are pulled to nothing, says whether the model beats the pooled rates
(if not, they are used), and teaches the line that mends its chances. What is used today is then fitted on everything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ignition.predictors.bg_nbd import Floats, Mask
from ignition.predictors.deals.baseline import Baseline, learn_baseline
from ignition.predictors.deals.curve import ROWS_AT_ONCE, Curve, curve_by
from ignition.predictors.deals.design import NOTHING, Design, learn_design
from ignition.predictors.deals.hazards import Hazards, Waits, fit_hazards, spans, stretches
from ignition.predictors.tables import numbers, texts

AGES = np.array([0, 1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 540, 730], dtype=float)
"""Those of `features.deals.landmarks`."""
_EXITS = {"won": 0, "ended": 1, "open": 2}


@dataclass(frozen=True, slots=True)
class Rows:
    """Landmark rows and what came of them; `day` is the landmark's own, as its ordinal."""

    table: pa.Table
    waits: Waits
    day: Floats

    @classmethod
    def of(cls, landmarks: pa.Table) -> Rows:
        landmarks = landmarks.sort_by([("deal_id", "ascending"), ("age_days", "ascending")])
        deal = np.unique(np.array(texts(landmarks, "deal_id"), dtype=object).astype(str), return_inverse=True)[1]
        exit = np.array([_EXITS[one] for one in texts(landmarks, "exit")], dtype=np.int64)
        waits = Waits(deal.astype(np.int64), numbers(landmarks, "after_days"), exit)
        return cls(landmarks, waits, days(landmarks)).at_risk()

    def only(self, rows: Mask) -> Rows:
        return Rows(self.table.filter(pa.array(rows, pa.bool_())), self.waits.only(rows), self.day[rows])

    def at_risk(self) -> Rows:
        """Without the landmarks before anything ended: who is in a book that begins with what was open could not have ended."""
        ends = (self.day + self.waits.after)[self.waits.exit < 2]
        return self.only(self.day >= ends.min()) if len(ends) else self

    def as_known(self, day: float) -> Rows:
        """The landmarks before the day, and what had come of them by then."""
        there = self.only(self.day < day)
        after = there.waits.after
        running = there.day + after > day
        waits = Waits(
            there.waits.deal,
            np.minimum(after, day - there.day),
            np.where(running, 2, there.waits.exit).astype(np.int64),
        )
        return Rows(there.table, waits, there.day)


@dataclass(frozen=True, slots=True)
class Landmarked:
    """The fitted model; apply it to any deals described as of a day with `curve`."""

    design: Design
    baseline: Baseline
    hazards: Hazards

    def curve(self, table: pa.Table, horizon: float) -> Curve:
        """Chances by the horizon in days."""
        return self.curves(table, horizon, [(0.0, 0.0)])[0]

    def curves(self, table: pa.Table, horizon: float, moves: Sequence[tuple[float, float]]) -> list[Curve]:
        """One for each (won, ended): how many of their standard deviations the log rates are moved by."""
        starts = range(0, max(table.num_rows, 1), ROWS_AT_ONCE)
        parts = [self._part(table.slice(at, ROWS_AT_ONCE), horizon, moves) for at in starts]
        return [_joined(one) for one in zip(*parts, strict=True)]

    def _part(self, table: pa.Table, horizon: float, moves: Sequence[tuple[float, float]]) -> list[Curve]:
        x, age = self.design.of(table), numbers(table, "age_days")
        until = np.tile(np.minimum(np.append(self.hazards.edges, np.inf), horizon), (len(x), 1))
        ends = until[0] if len(until) else np.zeros(len(self.hazards.edges) + 1)
        due = [self.baseline.expected(age, days(table), until, cause) for cause in (0, 1)]
        logs = [self.hazards.log_rates(x, cause) for cause in (0, 1)]
        doubt = [self.hazards.doubt(x, cause)[:, None] for cause in (0, 1)] if any(map(any, moves)) else [0.0, 0.0]
        rates = [[np.exp(logs[cause] + away[cause] * doubt[cause]) * due[cause] for cause in (0, 1)] for away in moves]
        return [curve_by(won, ended, ends) for won, ended in rates]


def _joined(parts: Sequence[Curve]) -> Curve:
    columns = zip(*((part.won, part.ended, part.days_to_win) for part in parts), strict=True)
    return Curve(*(np.concatenate(column) for column in columns))


def fit_landmarked(
    rows: Rows, width: float, refused: frozenset[str] = frozenset(), seasonal: bool = True
) -> Landmarked:
    """From landmark rows as they are known; with a width of 0 the pooled rates are left."""
    design = learn_design(rows.table, refused) if width else NOTHING
    age, waits = numbers(rows.table, "age_days"), rows.waits
    first = np.diff(waits.deal, prepend=-1) != 0
    baseline = learn_baseline(age[first], rows.day[first], waits.after[first], waits.exit[first], seasonal)
    edges = stretches(waits)
    until = spans(waits.after, edges)
    due = (baseline.expected(age, rows.day, until, 0), baseline.expected(age, rows.day, until, 1))
    hazards = fit_hazards(design.of(rows.table), waits, due, len(design.main), width or 1.0, edges)
    return Landmarked(design, baseline, hazards)


def days(table: pa.Table) -> Floats:
    """The day of each row, as its ordinal: when it was opened, and its age since."""
    opened = np.asarray(table["opened_on"].cast(pa.int32()).to_numpy(zero_copy_only=False), dtype=float)
    return np.asarray(opened + dt.date(1970, 1, 1).toordinal() + numbers(table, "age_days"))
