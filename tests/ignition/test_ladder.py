"""The ladder of evidence: which rung a play stands on, and what may then be said of it."""

from __future__ import annotations

import datetime as dt
import math
import re

import pyarrow as pa
import pytest

from ignition.book import Book
from ignition.effects import measure
from ignition.engine import ignite
from ignition.estimate import Grade
from ignition.ladder import climb, factors_beside
from ignition.moves import GAINS, Move, Moves
from ignition.responses import Judgement, Published, Stated, say_response
from ignition.responses.verbs import TWICE
from tests.ignition.responses.planted import DAY, a_company
from tests.ignition.situations import a_silent_customer, a_stuck_deal, decided
from tests.ignition.test_effects import DUE, WHOLE, shown_by_lot, two_quarters

CAUSAL = re.compile(
    r"\b(caus\w+|because|due to|leads? to|drives?|thanks to|makes?|provoc\w+|grazie a|porta a|fa (sì|crescere))\b", re.I
)
BOLD = Judgement(nothing=0.2, half_more=2.0, most=4.0)
MILD = Judgement(nothing=0.8, half_more=1.05, most=1.3)

CANDIDATES = pa.table({"play": ["win_back"], "hours": [0.5], "usual_hours": [4.0]})


def decide_after(book: Book, **how: object) -> Moves:
    return decided([a_silent_customer()], on=DUE, book=book, margin=1.0, horizon_days=91, **how)  # type: ignore[arg-type]


def point(moves: Moves) -> Move:
    return next(move for move in moves.shown if move.play == "win_back")


def test_what_a_lot_measured_causes_and_says_so_in_both_languages() -> None:
    move = point(decide_after(shown_by_lot(200, effect=60.0)))
    assert move.gain.grade is Grade.MEASURED
    assert move.response is not None
    assert (move.response.grade, move.response.n) == (Grade.MEASURED, 200)
    assert move.worth().say("en").startswith("causes about")
    assert move.worth().say("it").startswith("causa circa")
    assert any("misurato a sorte" in fact.sentence.say("it") for fact in move.facts)
    assert Move.from_dict(move.to_dict()) == move


def test_a_measured_lift_is_found_within_the_interval_of_its_elasticity() -> None:
    """Shown points brought 60 on about 503; the play's dose is an eighth of the usual effort: 1 + 60 / 503 = 1.125 ** e."""
    kept = measure(shown_by_lot(200, effect=60.0), DUE, WHOLE)
    measured = climb(["win_back"], {}, kept, CANDIDATES, WHOLE, {})["win_back"].evidence
    assert measured.low is not None
    assert measured.high is not None
    assert measured.low <= math.log(1 + 60 / 503) / math.log(1.125) <= measured.high


@pytest.mark.parametrize(("points", "effect"), [(200, 0.0), (40, 60.0)])
def test_a_lot_that_cannot_tell_the_effect_from_none_does_not_climb(points: int, effect: float) -> None:
    kept = measure(shown_by_lot(points, effect), DUE, WHOLE)
    assert climb(["win_back"], {}, kept, CANDIDATES, WHOLE, {})["win_back"].grade is Grade.ASSUMED


def test_what_was_measured_is_not_counted_twice() -> None:
    kept = measure(shown_by_lot(200, effect=60.0), DUE, WHOLE)
    responses = climb(["win_back", "close"], {}, kept, CANDIDATES, WHOLE, {})
    assert "win_back" in kept.factors
    assert factors_beside(responses, {**kept.factors, "close": 0.7}) == {"close": 0.7}


@pytest.mark.parametrize(("deals", "grade"), [(160, Grade.SEGMENT), (900, Grade.FITTED)])
def test_a_book_with_enough_of_its_own_climbs_and_chooses_its_verbs(deals: int, grade: Grade) -> None:
    moves = decided(deals=[a_stuck_deal(deals_grade="L3")], on=DAY, book=a_company(0.5, deals, seed=4))
    said = [move for move in moves.shown if move.gain.grade is grade]
    assert said
    for move in said:
        assert move.worth().text == GAINS[grade]
        assert move.facts
        assert TWICE[grade] in [fact.sentence.text for fact in move.facts]


@pytest.mark.drill
def test_a_whole_book_is_lit_at_the_rung_its_own_effort_earned() -> None:
    moves = ignite(a_company(0.5, 160, seed=4), on=DAY)
    assert Grade.SEGMENT in {move.response.grade for move in moves.shown if move.response is not None}


def test_below_a_lot_nothing_is_ever_called_a_cause_even_where_effort_followed_hope() -> None:
    moves = decided(deals=[a_stuck_deal(deals_grade="L3")], on=DAY, book=a_company(0.0, 900, seed=3, hope=0.7))
    assert Grade.FITTED in {move.gain.grade for move in moves.shown}
    for move in moves.shown:
        for lang in ("it", "en"):
            said = [move.title, move.reason, move.worth(), *(fact.sentence for fact in move.facts)]
            assert not CAUSAL.search(" ".join(one.say(lang) for one in said))


def test_only_the_highest_rung_has_a_causal_verb() -> None:
    for grade, text in [*GAINS.items(), *TWICE.items()]:
        assert bool(CAUSAL.search(text.it) and CAUSAL.search(text.en)) is (grade is Grade.MEASURED)


def test_a_gain_stands_no_higher_than_its_stake() -> None:
    move = decided(deals=[a_stuck_deal(deals_grade="L1")], on=DAY, book=a_company(0.5, 160, seed=4)).shown[0]
    assert move.response is not None
    assert (move.response.grade, move.gain.grade) == (Grade.SEGMENT, Grade.POOLED)


def test_of_a_hypothesis_nothing_is_said_as_a_fact() -> None:
    move = point(decided([a_silent_customer()], on=DUE))
    assert move.gain.grade is Grade.ASSUMED
    assert move.response is not None
    assert say_response(move.response) is None


def test_a_play_that_fell_back_is_left_with_the_prior_whatever_was_stated() -> None:
    on = DUE + dt.timedelta(91)
    kept = measure(two_quarters(0.3), on, WHOLE)
    fallen = climb(["win_back"], {}, kept, CANDIDATES, WHOLE, {"win_back": BOLD})["win_back"]
    assert fallen.evidence.grade is Grade.ASSUMED
    assert fallen.elasticity == pytest.approx(0.30, abs=0.01)


def test_judges_are_weighed_by_what_came_of_points_shown_after_they_spoke() -> None:
    """A lot shows a lift of 0.12 at an eighth more effort: the bold judge was nearer than the mild one."""
    before = DUE - dt.timedelta(200)
    both = [Stated("bold", before, BOLD), Stated("mild", before, MILD)]
    kept = measure(shown_by_lot(200, effect=0.0), DUE, WHOLE)
    nothing_came = climb(["win_back"], {}, kept, CANDIDATES, WHOLE, {"win_back": both})["win_back"]
    no_past = climb(["win_back"], {}, measure(Book()), CANDIDATES, WHOLE, {"win_back": both})["win_back"]
    assert nothing_came.elasticity < no_past.elasticity
    assert no_past.elasticity == pytest.approx((BOLD.response().elasticity + MILD.response().elasticity) / 2)


def test_a_published_effect_may_stand_for_a_play() -> None:
    found = climb(["win_back"], {}, measure(Book()), CANDIDATES, WHOLE, {"win_back": Published(0.2, 0.1, "a study")})
    assert found["win_back"].elasticity == pytest.approx(0.1, abs=0.005)


def test_who_stated_nothing_is_answered_by_the_prior() -> None:
    empty: list[Stated] = []
    found = climb(["win_back"], {}, measure(Book()), CANDIDATES, WHOLE, {"win_back": empty})
    assert found["win_back"].elasticity == pytest.approx(0.30, abs=0.01)
