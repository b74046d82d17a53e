"""Plan against simple rule on past days: what came decides, and the rule is used where it wins."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ignition.allocation import Contest, contest
from ignition.assumptions import Assumptions
from ignition.book import Book
from ignition.engine import ignite
from ignition.estimate import Estimate, Grade
from ignition.proving import plan_against_rule, what_came
from tests.ignition.situations import DAY, a_stuck_deal, decided
from tests.ignition.test_degenerate_books import cases

ON = dt.date(2026, 9, 30)
DAYS = (dt.date(2026, 4, 1), dt.date(2026, 7, 1))


def buyers(n: int = 60, seed: int = 4) -> list[dict]:
    """Customers who buy every month or so; some fall silent for a while."""
    rng = np.random.default_rng(seed)
    rows = []
    for who in range(n):
        day, size = dt.date(2024, 9, 1) + dt.timedelta(int(rng.integers(0, 90))), rng.lognormal(7, 1)
        while day < ON:
            rows.append({"customer_id": f"C{who:02d}", "on": day, "amount": round(size * rng.lognormal(0, 0.3), 2)})
            day += dt.timedelta(int(rng.exponential(35) + 5 + 200 * (rng.random() < 0.06)))
    return rows


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(purchases=buyers(), people=[{"person_id": "bob", "weekly_hours": 3}])


def a_contest(plan: float, rule: float) -> Contest:
    lead = Estimate(plan - rule, plan - rule - 1, plan - rule + 1, 20, Grade.ASSUMED, "plan_less_rule")
    return Contest(DAYS, plan, rule, lead)


def busy():
    return [a_stuck_deal(f"D{i:02d}", value=9_000 * 0.9**i, win_amount=45_000 * 0.9**i) for i in range(60)]


@pytest.fixture(scope="module")
def played(book) -> Contest:
    return plan_against_rule(book, ON, days=2)


def test_past_days_of_the_book_are_played_with_both(played):
    assert played.days == (dt.date(2026, 7, 1), dt.date(2026, 4, 1))
    assert played.plan > 0
    assert played.rule > 0
    if played.lead.value is not None:
        assert played.lead.value == pytest.approx(played.plan - played.rule)
        assert played.lead.low <= played.lead.value <= played.lead.high


def test_what_was_recorded_later_changes_nothing(book, played):
    later = [
        {"customer_id": "C00", "on": ON + dt.timedelta(3), "amount": 9e6},
        {
            "customer_id": "C01",
            "on": dt.date(2026, 8, 1),
            "amount": 9e6,
            "recorded_at": dt.datetime.combine(dt.date(2026, 12, 1), dt.time()),
        },
    ]
    more = Book(purchases=[*buyers(), *later], people=[{"person_id": "bob", "weekly_hours": 3}])
    assert plan_against_rule(more, ON, days=2) == played


def test_the_order_of_rows_changes_nothing(played):
    shuffled = Book(purchases=buyers()[::-1], people=[{"person_id": "bob", "weekly_hours": 3}])
    again = plan_against_rule(shuffled, ON, days=2)
    assert (again.plan, again.rule) == (pytest.approx(played.plan), pytest.approx(played.rule))


def test_too_little_history_decides_nothing():
    few = plan_against_rule(Book(purchases=buyers(3)[-5:]), ON)
    assert few.lead.value is None
    assert few.lead.why is not None
    assert not few.rule_wins
    assert plan_against_rule(Book()).days == ()


def test_the_rule_wins_a_tie_and_whatever_is_above():
    even, better = np.tile([3.0, 1.0], 20), np.tile([1.0, 3.0], 20)
    assert contest(DAYS, even, better, Grade.ASSUMED).rule_wins
    assert not contest(DAYS, even + 1, better, Grade.ASSUMED).rule_wins
    assert not contest(DAYS[:1], even, better + 1, Grade.ASSUMED).rule_wins


def test_the_interval_of_the_lead_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(1)
    held = []
    for _ in range(200):
        found = contest(DAYS, rng.normal(1.0, 3.0, 60), np.zeros(60), Grade.ASSUMED).lead
        held.append(found.low <= 60.0 <= found.high)
    assert 0.72 <= np.mean(held) <= 0.88


def test_where_the_rule_won_hours_follow_it_and_that_is_said():
    by_plan, by_rule = (decided_with(a_contest(*sums)) for sums in ((9_000.0, 5_000.0), (5_000.0, 9_000.0)))
    hours = {name: dict(zip(m.table["subject_id"].to_pylist(), m.table["planned_hours"].to_pylist(), strict=True))
             for name, m in (("plan", by_plan), ("rule", by_rule))}  # fmt: skip
    assert hours["plan"] != hours["rule"]
    assert sum(hours["rule"].values()) <= 20.0 + 1e-6
    assert any("hours follow the rule" in note.say("en") for note in by_rule.notes)
    assert any("hours follow the plan" in note.say("en") for note in by_plan.notes)
    given = {name for name, some in hours["rule"].items() if some > 0}
    assert {move.subject_id for move in by_rule.shown if move.slot == "action" and move.hours > 0} <= given


def test_without_a_contest_the_plan_is_followed():
    assert not any("past days" in note.say("en") for note in decided(deals=busy()).notes)


def test_ignite_takes_the_contest_as_it_is(book, played):
    moves = ignite(book, ON, contest=played)
    assert moves.on == ON
    assert any("past days" in note.say("en") for note in moves.notes) == (played.lead.value is not None)


def decided_with(held: Contest):
    return decided(deals=busy(), contest=held)


def test_the_day_itself_is_never_played():
    assert DAY not in plan_against_rule(Book(purchases=buyers(5)), DAY, days=1).days


def test_what_came_is_the_margin_of_the_quarter_after():
    candidates = pa.table(
        {
            "play": ["win_back", "advance", "advance"],
            "subject": ["customer", "deal", "deal"],
            "subject_id": ["A", "won", "lost"],
            "customer_id": ["A", "", "B"],
        }
    )
    bought = [(-1, 500.0), (1, 100.0), (91, 200.0), (92, 4_000.0)]
    deal = {"opened_on": ON - dt.timedelta(30), "closed_on": ON + dt.timedelta(20), "amount": 1_000.0}
    book = Book(
        purchases=[{"customer_id": "A", "on": ON + dt.timedelta(days), "amount": amount} for days, amount in bought],
        deals=[{**deal, "deal_id": outcome, "outcome": outcome} for outcome in ("won", "lost")],
    )
    assert what_came(book, candidates, ON, Assumptions(margin=0.5)) == pytest.approx([150.0, 500.0, 0.0])


@pytest.mark.drill
@pytest.mark.parametrize("tables", list(cases()))
def test_an_odd_book_is_played_without_an_accident(tables):
    held = plan_against_rule(Book(**tables), days=2)
    assert np.isfinite([held.plan, held.rule]).all()
    assert held.rule_wins in (True, False)
