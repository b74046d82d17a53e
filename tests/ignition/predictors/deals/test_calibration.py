"""Last quarter's chances held against what came."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ignition.predictors.deals.calibration import UNCHECKED, as_known, check, fit

DAY = dt.date(2026, 6, 30)


def said_and_came(shift: float, n: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(6)
    said = random.uniform(0.05, 0.9, n)
    odds = said / (1 - said) * np.exp(shift)
    return said, (random.random(n) < odds / (1 + odds)).astype(float)


def test_chances_that_were_right_stay_and_are_validated() -> None:
    found = fit(*said_and_came(0.0))
    assert found.validated
    assert found.shift == pytest.approx(0, abs=0.1)


def test_chances_that_were_too_high_are_lowered() -> None:
    said, came = said_and_came(-0.8)
    found = fit(said, came)
    assert not found.validated
    assert found.mend(said)[0].mean() == pytest.approx(came.mean(), abs=0.01)


def test_chances_without_skill_are_not_validated() -> None:
    said, came = said_and_came(0.0)
    assert not fit(said, np.random.default_rng(1).permutation(came)).validated


def test_a_chance_nobody_could_check_stays_as_it_is() -> None:
    p, unsure = UNCHECKED.mend(np.array([0.3]))
    assert (p[0], unsure[0]) == (0.3, 0)


def history() -> pa.Table:
    return pa.table(
        {
            "deal_id": ["A", "A", "B"], "product_id": [""] * 3, "opened_on": [DAY - dt.timedelta(days=100)] * 3,
            "stage": ["Q", "O", ""], "next_stage": ["O", "", ""], "start_days": [0.0, 50.0, 0.0],
            "stop_days": [50.0, 90.0, 10.0], "exit": ["moved", "won", "ended"],
        }
    )  # fmt: skip


def test_spells_as_they_were_known_before() -> None:
    opened = np.full(3, float((DAY - dt.timedelta(days=100)).toordinal()))
    known = as_known(history(), opened, int(opened[0]) + 20).to_pylist()
    assert [(row["deal_id"], row["stop_days"], row["exit"], row["next_stage"]) for row in known] == [
        ("A", 20, "open", ""),
        ("B", 10, "ended", ""),
    ]


def test_a_young_book_is_not_checked() -> None:
    assert check(history(), DAY) is UNCHECKED
