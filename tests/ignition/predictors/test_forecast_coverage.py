"""Intervals of 80 % hold about 80 % of what happens: rolling origin over drawn books of seven kinds, and over real ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

import ignition as ig
from bench.drawn_books import KINDS, drawn_book
from bench.forecast import Told, looks_back
from bench.real_books import cdnow


def held(told: Iterable[Told]) -> tuple[float, float]:
    """Of single spans of four weeks, and of six together."""
    inside = []
    for one in told:
        total, happened = one.fan.total, np.append(one.happened, one.happened.sum())
        inside.append((total.low <= happened) & (happened <= total.high))
    share = np.array(inside).mean(axis=0)
    return float(share[:-1].mean()), float(share[-1])


def test_intervals_of_a_few_books_hold_about_what_they_promise() -> None:
    kinds = ("few deals", "lumpy", "pipeline")
    spans, _ = held(one for kind in kinds for one in looks_back(kind, drawn_book(kind, 1, 30), days=3))
    assert 0.65 <= spans <= 0.95


@pytest.mark.drill
def test_intervals_of_two_hundred_and_ten_books_hold_80_in_100() -> None:
    told = {
        kind: [one for seed in range(100, 130) for one in looks_back(kind, drawn_book(kind, seed))] for kind in KINDS
    }
    each = {kind: held(some) for kind, some in told.items()}
    spans, whole = held(one for some in told.values() for one in some)
    print(each, spans, whole)
    assert 0.75 <= spans <= 0.85
    assert 0.75 <= whole <= 0.88
    assert min(one for one, _ in each.values()) >= 0.70


@pytest.mark.drill
def test_intervals_of_real_books_hold(shared_data: Path) -> None:
    books = [cdnow(shared_data / "cdnow" / f"CDNOW_{name}.txt") for name in ("sample", "master")]
    books.append(ig.read(shared_data / "maven_crm"))
    spans, _ = held(one for book in books for one in looks_back("real", book, days=9))
    assert 0.70 <= spans <= 0.95
