"""A deal's facts as numbers: one row of regressors for each deal as it stood at a moment.

Durations and counts enter by their logarithm, bent at two knots; categories as one column each; the stage also together
with the age, the time in the stage and the silence, and all of the facts together with the age. What a column looks like is learnt once (`learn_design`), and applied to
other deals as it is (`Design.of`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ignition.predictors.bg_nbd import Floats, Mask
from ignition.predictors.tables import numbers, texts

LOGGED = (
    "age_days", "stage_age_days", "days_since_activity", "amount", "activities", "activities_recent", "heard",
    "contacts_met", "roles_met", "pushes", "changes", "moves",
)  # fmt: skip
SIGNED = ("days_to_expected",)
CATEGORIES = ("stage", "product_id")
WITH_STAGE = ("age_days", "stage_age_days", "days_since_activity", "activities")
FEWEST_ROWS, MOST_NAMES = 25, 60
_KNOTS = (1 / 3, 2 / 3)
_DISTINCT = 8
_WIDEST = 4.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How one number enters: (f(x) - middle) / spread, and again beyond each knot."""

    name: str
    middle: float
    spread: float
    knots: tuple[float, ...]
    sometimes_missing: bool

    def of(self, table: pa.Table) -> Floats:
        """NaN where it is not known."""
        return np.clip((_transformed(table, self.name) - self.middle) / self.spread, -_WIDEST, _WIDEST)


@dataclass(frozen=True, slots=True)
class Design:
    scales: tuple[Scale, ...]
    names: dict[str, tuple[str, ...]]
    """Of each category, those told apart; what is rare or new is like the average of all."""

    @property
    def main(self) -> tuple[str, ...]:
        """Names of the first columns: the facts themselves, without bends or company."""
        numbers = tuple(scale.name for scale in self.scales)
        return numbers + tuple(f"{category}={name}" for category, names in self.names.items() for name in names)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all the regressors."""
        found = list(self.main)
        for scale in self.scales:
            found += [f"{scale.name}>{place}" for place in range(len(scale.knots))]
            found += [f"{scale.name}?"] * scale.sometimes_missing
        stages, beside = self.names["stage"], self._beside_stage()
        found += [f"{scale.name}*stage={name}" for scale in beside for name in stages]
        return tuple(found + [f"{name}*age" for name in self._beside_age()])

    def of(self, table: pa.Table) -> Floats:
        """The rows of these columns."""
        z = {scale.name: scale.of(table) for scale in self.scales}
        known = {name: np.nan_to_num(column) for name, column in z.items()}
        main = list(known.values())
        for category, names in self.names.items():
            main += list(_dummies(texts(table, category), names).T)
        stages = main[len(z) : len(z) + len(self.names["stage"])]
        bent: list[Floats] = []
        for scale in self.scales:
            bent += [np.maximum(known[scale.name] - knot, 0.0) for knot in scale.knots]
            bent += [np.isnan(z[scale.name]).astype(float)] if scale.sometimes_missing else []
        company = [known[scale.name] * stage for scale in self._beside_stage() for stage in stages]
        if "age_days" in z:
            by_name = dict(zip(self.main, main, strict=True))
            company += [by_name[name] * known["age_days"] for name in self._beside_age()]
        columns = [*main, *bent, *company]
        return np.column_stack(columns) if columns else np.zeros((table.num_rows, 0))

    def _beside_stage(self) -> tuple[Scale, ...]:
        return tuple(scale for scale in self.scales if scale.name in WITH_STAGE)

    def _beside_age(self) -> tuple[str, ...]:
        """Every number, and its square for the age; a stage and its age are together already."""
        named = tuple(scale.name for scale in self.scales)
        return named if "age_days" in named else ()


NOTHING = Design((), dict.fromkeys(CATEGORIES, ()))
"""Every deal is like every other."""


def learn_design(table: pa.Table, refused: frozenset[str] = frozenset()) -> Design:
    """What the columns look like in these deals. A column that hardly varies, or is refused, is left out.

    >>> rows = {name: [float(n % 7) for n in range(80)] for name in (*LOGGED, *SIGNED)}
    >>> design = learn_design(pa.table(rows | {"stage": ["", "Offer"] * 40, "product_id": [""] * 80}))
    >>> design.names["stage"], "amount" in design.columns
    (('Offer',), True)
    """
    scales = [_scale(table, name) for name in (*LOGGED, *SIGNED) if name not in refused]
    names = {name: () if name in refused else _names(texts(table, name)) for name in CATEGORIES}
    return Design(tuple(scale for scale in scales if scale is not None), names)


def _scale(table: pa.Table, name: str) -> Scale | None:
    raw = _transformed(table, name)
    known = ~np.isnan(raw)
    missing = _varies(known)
    if known.sum() < FEWEST_ROWS or not _varies(raw[known] != np.median(raw[known])):
        return None
    middle, spread = float(raw[known].mean()), float(raw[known].std())
    z = (raw[known] - middle) / spread
    distinct = len(np.unique(np.round(z, 6)))
    knots = tuple(sorted({float(np.quantile(z, share)) for share in _KNOTS})) if distinct >= _DISTINCT else ()
    return Scale(name, middle, spread, tuple(knot for knot in knots if z.min() < knot < z.max()), missing)


def _varies(rows: Mask) -> bool:
    return bool(FEWEST_ROWS <= rows.sum() <= len(rows) - min(FEWEST_ROWS, 1))


def _transformed(table: pa.Table, name: str) -> Floats:
    raw = numbers(table, name)
    if name in SIGNED:
        return np.asarray(np.sign(raw) * np.log1p(np.abs(raw)))
    if name == "amount":
        raw = np.where(raw > 0, raw, np.nan)
    return np.asarray(np.log1p(np.maximum(raw, 0.0)))


def _names(values: list[str]) -> tuple[str, ...]:
    found, counts = np.unique(np.array(values, dtype=object).astype(str), return_counts=True)
    often = [(count, name) for name, count in zip(found.tolist(), counts.tolist(), strict=True) if name]
    kept = sorted(often, key=lambda one: (-one[0], one[1]))[:MOST_NAMES]
    return tuple(sorted(name for count, name in kept if count >= FEWEST_ROWS))


def _dummies(values: list[str], names: tuple[str, ...]) -> Floats:
    place = {name: at for at, name in enumerate(names)}
    codes = np.array([place.get(value, -1) for value in values], dtype=np.int64)
    return np.asarray((codes[:, None] == np.arange(len(names))).astype(float))
