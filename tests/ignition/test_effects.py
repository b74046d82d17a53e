"""Promised against realised."""

from __future__ import annotations

import datetime as dt

import pytest

from ignition.assumptions import Assumptions
from ignition.book import Book
from ignition.effects import measure, trust
from ignition.estimate import Grade
from ignition.moves import Moves
from ignition.responses import Judgement
from tests.ignition.situations import a_silent_customer, decided

SHOWN, DUE = dt.date(2026, 1, 10), dt.date(2026, 4, 11)
WHOLE = Assumptions(margin=1.0, horizon_days=91)
"""All revenue is margin, and a promise is due as a whole when it is settled."""


def a_point(number: int, **known: object) -> dict[str, object]:
    point = {
        "point_id": f"{number:03d}",
        "at": dt.datetime.combine(SHOWN, dt.time(8)),
        "play": "win_back",
        "customer_id": f"C{number}",
        "promised": 100.0,
        "due_on": DUE,
        "chance": 0.5,
    }
    return {**point, **known}


def bought(number: int, amount: float, days: int) -> dict[str, object]:
    return {"customer_id": f"C{number}", "on": SHOWN + dt.timedelta(days), "amount": amount}


def done(number: int, said: str = "done", days: int = 1) -> dict[str, object]:
    return {
        "point_id": f"{number:03d}",
        "at": dt.datetime.combine(SHOWN + dt.timedelta(days), dt.time(9)),
        "said": said,
    }


def a_ledger(n: int, effect: float, promised: float = 100.0) -> Book:
    """Every second point was done; each customer buys for 500 and a little by themselves, and the done ones for `effect` more."""
    numbers = range(n)
    return Book(
        points=[a_point(i, promised=promised) for i in numbers],
        answers=[done(i, "done" if i % 2 else "no") for i in numbers],
        purchases=[bought(i, 500 + i % 7 + (effect if i % 2 else 0), 30) for i in numbers],
    )


def test_only_what_happens_between_showing_and_due_day_is_counted():
    book = Book(
        points=[a_point(1)],
        purchases=[
            bought(1, 7.0, -91),
            bought(1, 30.0, -90),
            bought(1, 10.0, 0),
            bought(1, 200.0, 1),
            bought(1, 40.0, 91),
            bought(1, 9.0, 92),
        ],
    )
    (row,) = measure(book, DUE, WHOLE).points.to_pylist()
    assert (row["before"], row["brought"]) == (40.0, 240.0)


def test_a_point_that_is_not_yet_due_is_not_settled():
    assert measure(Book(points=[a_point(1)]), DUE - dt.timedelta(1), WHOLE).points.num_rows == 0


def test_a_deal_brings_what_was_agreed_if_it_was_won_in_time():
    deal = {"deal_id": "D1", "opened_on": "2025-12-01", "outcome": "won", "amount": 900, "won_amount": 800}
    points = [a_point(1, deal_id="D1", play="close")]
    in_time = Book(points=points, deals=[{**deal, "closed_on": "2026-03-01"}])
    too_late = Book(points=points, deals=[{**deal, "closed_on": "2026-05-01"}])
    lost = Book(points=points, deals=[{**deal, "closed_on": "2026-03-01", "outcome": "lost"}])
    brought = [measure(book, DUE, WHOLE).points["brought"].to_pylist() for book in (in_time, too_late, lost)]
    assert brought == [[800.0], [0.0], [0.0]]


def test_a_quarter_of_the_year_holds_a_quarter_of_the_promise():
    (row,) = measure(Book(points=[a_point(1)]), DUE, Assumptions(horizon_days=364)).points.to_pylist()
    assert row["promised"] == 25.0


def test_the_last_thing_said_counts():
    book = Book(
        points=[a_point(1), a_point(2)],
        answers=[done(1, "later", 1), done(1, "done", 3), done(2, "done", 1), done(2, "no", 2)],
    )
    assert measure(book, DUE, WHOLE).points["done"].to_pylist() == [True, False]


def test_a_planted_effect_is_found():
    (effect,) = measure(a_ledger(200, effect=60.0), DUE, WHOLE).plays
    assert effect.kept.value == pytest.approx(0.6, abs=0.02)
    assert effect.kept.low <= 0.6 <= effect.kept.high
    assert effect.factor == pytest.approx(0.6, abs=0.02)
    assert (effect.done, effect.not_done, effect.promised) == (100, 100, 10_000.0)


def test_what_comes_by_itself_is_not_counted_as_won_by_us():
    (effect,) = measure(a_ledger(200, effect=0.0), DUE, WHOLE).plays
    assert effect.kept.value == pytest.approx(0.0, abs=0.05)
    assert effect.factor < 0.1


def test_a_few_points_say_nothing_and_change_nothing():
    (effect,) = measure(a_ledger(8, effect=0.0), DUE, WHOLE).plays
    assert effect.kept.value is None
    assert effect.factor == 1.0


def test_a_comparison_nobody_drew_by_lot_is_never_called_measured():
    (effect,) = measure(a_ledger(40, effect=50.0), DUE, WHOLE).plays
    assert effect.kept.grade is Grade.POOLED


def test_noise_pulls_the_factor_back_towards_one():
    assert trust(0.0, 0.1) < trust(0.0, 0.5) < trust(0.0, 2.0) < 1.0 == trust(None, 0.0)
    assert 0.0 <= trust(-5.0, 0.01) <= trust(9.0, 0.01) <= 1.5


def test_answers_and_purchases_recorded_later_do_not_count():
    book = Book(
        points=[a_point(1)],
        answers=[{**done(1), "recorded_at": "2026-06-01"}],
        purchases=[{**bought(1, 70.0, 20), "recorded_at": "2026-06-01"}],
    )
    (row,) = measure(book, DUE, WHOLE).points.to_pylist()
    assert (row["done"], row["brought"]) == (False, 0.0)


def test_without_points_there_is_nothing_to_hold_against_anything():
    effects = measure(Book())
    assert (effects.points.num_rows, effects.plays, dict(effects.factors)) == (0, (), {})


def test_days_of_the_same_customer_are_not_counted_for_another():
    book = Book(points=[a_point(1), a_point(2)], purchases=[bought(1, 70.0, 20)])
    assert measure(book, DUE, WHOLE).points["brought"].to_pylist() == [70.0, 0.0]


def test_the_next_promise_is_made_as_large_as_the_last_ones_were_kept():
    ledger = a_ledger(200, effect=10.0)
    kept = measure(ledger, DUE).factors["win_back"]
    (before,) = decided(customers=[a_silent_customer()], on=DUE).table.to_pylist()
    (after,) = decided(customers=[a_silent_customer()], on=DUE, book=ledger).table.to_pylist()
    assert 0 < kept < 0.9
    assert after["gain"] == pytest.approx(kept * before["gain"])


def shown_by_lot(n: int, effect: float) -> Book:
    """Every second point was held back by lot; what was shown was mostly done."""
    return Book(
        points=[a_point(i, shown=i % 2) for i in range(n)],
        answers=[done(i) for i in range(n) if i % 2 and i % 10 != 1],
        purchases=[bought(i, 500 + i // 2 % 7 + (effect if i % 2 else 0), 30) for i in range(n)],
    )


def two_quarters(kept: float, n: int = 40) -> Book:
    """Points due in the second and in the third quarter; those done brought this share of the 100 promised."""
    later = dt.timedelta(91)
    return Book(
        points=[a_point(i) for i in range(n)]
        + [a_point(n + i, at=dt.datetime.combine(SHOWN + later, dt.time(8)), due_on=DUE + later) for i in range(n)],
        answers=[done(i, "done" if i % 2 else "no", 1 if i < n else 92) for i in range(2 * n)],
        purchases=[bought(i, 500 + i % 7 + (100 * kept if i % 2 else 0), 30 if i < n else 121) for i in range(2 * n)],
    )


def test_an_effect_is_measured_where_points_were_held_back_by_lot():
    (effect,) = measure(shown_by_lot(200, effect=60.0), DUE, WHOLE).plays
    assert effect.kept.grade is Grade.MEASURED
    assert effect.kept.low <= 0.6 <= effect.kept.high
    assert effect.kept.n_effective == 200
    assert (effect.done, effect.not_done) == (80, 20)


def test_a_promise_a_lot_ruled_out_is_refuted_from_the_day_that_settled_it_and_a_kept_one_never():
    assert measure(shown_by_lot(200, effect=10.0), DUE, WHOLE).refuted == {"win_back": DUE}
    assert measure(shown_by_lot(200, effect=110.0), DUE, WHOLE).refuted == {}


def test_what_is_to_be_learnt_is_held_against_nothing():
    asked = Book(points=[a_point(1, play="learn")], purchases=[bought(1, 500, 30)])
    found = measure(asked, DUE, WHOLE)
    assert (found.points.num_rows, found.plays) == (0, ())


def test_the_ledger_stands_by_quarters():
    (effect,) = measure(two_quarters(0.4), DUE + dt.timedelta(91), WHOLE).plays
    assert [(one.year, one.number) for one in effect.quarters] == [(2026, 2), (2026, 3)]
    assert [one.kept.value for one in effect.quarters] == pytest.approx([0.4, 0.4], abs=0.03)


@pytest.mark.parametrize(("kept", "back"), [(0.3, {"win_back"}), (0.8, set())])
def test_two_quarters_below_half_of_the_promise_send_a_play_back(kept: float, back: set[str]) -> None:
    assert measure(two_quarters(kept), DUE + dt.timedelta(91), WHOLE).fallen_back == back
    assert measure(two_quarters(kept), DUE, WHOLE).fallen_back == frozenset()


def decided_after(kept: float, judgements: dict[str, Judgement]) -> Moves:
    on = DUE + dt.timedelta(91)
    book = two_quarters(kept)
    return decided([a_silent_customer()], on=on, book=book, judgements=judgements, margin=1.0, horizon_days=91)


@pytest.mark.parametrize(("kept", "falls_back"), [(0.3, True), (0.8, False)])
def test_after_it_fell_back_only_the_prior_answers_for_a_play_and_a_note_says_so(kept: float, falls_back: bool) -> None:
    judged = decided_after(kept, {"win_back": Judgement(nothing=0.2, half_more=2.0, most=4.0)})
    plain = decided_after(kept, {})
    assert (judged.table["gain"].to_pylist() == plain.table["gain"].to_pylist()) is falls_back
    notes = [note.say("it") for note in plain.notes]
    said = "Per due trimestri è arrivata meno della metà di quanto prometteva richiamare chi tace: torna a essere un'ipotesi."
    assert (said in notes) is falls_back


def test_what_came_of_promises_reads_as_a_sentence_a_play():
    assert str(measure(Book())) == "No promise is due yet."
    assert str(measure(shown_by_lot(200, effect=60.0), DUE, WHOLE)).startswith("win_back: €")
    assert "grade L4" in str(measure(shown_by_lot(200, effect=60.0), DUE, WHOLE))
    assert "Fewer than 5 points done" in str(measure(a_ledger(4, effect=60.0), DUE, WHOLE))
