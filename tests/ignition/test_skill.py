"""Which numbers a company's own past lets us show."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from ignition.backtest import backtest, origins
from ignition.book import Book
from ignition.proving import plan_against_rule
from ignition.skill import NUMBERS, Skill, prove, skill_of
from ignition.terminal import looking_back
from tests.ignition.backtest.worlds import LAST, a_shop


def noise(customers: int = 40) -> list[dict[str, Any]]:
    """Everybody buys on days drawn from the same year: who bought before says nothing of who buys next."""
    draw = np.random.default_rng(5)
    return [
        {"customer_id": f"C{one}", "on": LAST - dt.timedelta(days=int(day)), "amount": 100.0}
        for one in range(customers)
        for day in draw.integers(0, 360, 3)
    ]


@pytest.fixture(scope="module")
def shop() -> Skill:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(origins, "MOST", 3)
        return prove(Book(purchases=a_shop(60)), within=60.0)


def test_a_company_with_skill_may_show_what_passed(shop: Skill) -> None:
    assert {"buys"} <= set(NUMBERS) - shop.hidden
    buys = next(one for one in shop.verdicts if one.name == "buys")
    assert buys.skill is not None
    assert buys.skill.low > 0 < buys.n


def test_what_was_never_judged_is_hidden(shop: Skill) -> None:
    assert {"wins", "deals"} <= shop.hidden
    assert prove(Book()).hidden == frozenset(NUMBERS)


@pytest.mark.drill
def test_noise_shows_no_chance() -> None:
    assert "buys" in prove(Book(purchases=noise()), within=60.0).hidden


def test_it_survives_json(shop: Skill) -> None:
    assert Skill.from_dict(shop.to_dict()) == shop


def test_time_is_bounded_and_the_latest_looks_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(purchases=a_shop(10))
    hurried = backtest(book, within=0.0, every=28, horizon=28)
    assert len(hurried.origins) == 1
    assert hurried.origins == backtest(book, every=28, horizon=28, start=hurried.origins[0]).origins
    assert any("1 of 9" in note.say("en") for note in hurried.notes)
    assert skill_of(hurried, LAST).looks == 1
    assert len(plan_against_rule(book, LAST, within=0.0).days) == 1


def test_what_was_looked_at_once_is_remembered_of_this_book_and_day_only(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    asked: list[dt.date] = []

    def counted(book: Book, on: dt.date, within: float) -> Skill:
        asked.append(on)
        return Skill(on, 0, 28)

    monkeypatch.setattr(looking_back, "prove", counted)
    book = Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.5}])
    first = looking_back.look_back(book, LAST)
    assert looking_back.look_back(book, LAST) == first
    looking_back.look_back(book, LAST + dt.timedelta(1))
    looking_back.look_back(Book(purchases=[{"customer_id": "A", "on": "2026-01-31", "amount": 12.0}]), LAST)
    assert asked == [LAST, LAST + dt.timedelta(1), LAST]


def test_a_large_book_is_not_looked_back_at_in_passing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_back, "MOST_ROWS", 0)
    past = looking_back.look_back(Book(purchases=a_shop(1)), LAST)
    assert (past.skill, past.contest, past.hidden) == (None, None, frozenset(NUMBERS))
