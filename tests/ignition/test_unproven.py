"""No skill, no display: what a move says where its chances have not earned their place."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ignition.learning import TEXTS as LESSONS
from ignition.moves import Move
from ignition.plays import PLAYS
from ignition.skill import NUMBERS
from ignition.unproven import NO_PROOF, NO_PROOF_AT_RISK, OF_THE_MOVE, RESTS_ON, TEXTS, veil
from ignition.wording import Text
from tests.ignition.terminal.world import ON, a_move

CHANCE = Text(it="probabilità circa {p_win:percent}", en="probability about {p_win:percent}")
PERCENT = re.compile(r"\{(\w+):percent\}")
SHARES = frozenset({"missing_share", "missing_starts_low", "missing_starts_high"})
"""Said in per cent, and no chance of ours: parts of what happened, or the bounds of a chance that is said beside them."""


def a_deal_near_its_date(**given: object) -> Move:
    move = a_move(subject="deal", play="close", reason=PLAYS["close"].reason.of(expected_on=ON, p_win=0.4242), **given)
    return replace(move, facts=(replace(move.facts[0], sentence=CHANCE.of(p_win=0.4242)), *move.facts))


def said(move: Move) -> str:
    sentences = (move.title, move.reason, *(fact.sentence for fact in move.facts))
    return " ".join(one.say(lang) for one in sentences for lang in ("it", "en"))


def test_where_the_number_passed_everything_is_said() -> None:
    move = a_deal_near_its_date()
    assert veil(move, {"buys", "purchases", "base"}) == move
    assert "42 %" in said(move)


def test_where_it_did_not_no_chance_is_left_and_a_plain_sentence_says_so() -> None:
    veiled = veil(a_deal_near_its_date(), {"wins"})
    assert "42" not in said(veiled)
    assert (veiled.p_positive, veiled.p_top3) == (None, None)
    assert "Non abbiamo ancora prove sufficienti" in said(veiled)
    assert "expected to close on 24 Nov 2026" in said(veiled)
    assert [fact.sentence.text for fact in veiled.facts].count(NO_PROOF) == 1


def test_what_it_may_be_worth_stays_for_it_is_a_promise() -> None:
    assert veil(a_deal_near_its_date(), set(NUMBERS)).gain == a_deal_near_its_date().gain


@pytest.mark.parametrize(("subject", "rests_on"), [("deal", "wins"), ("customer", "purchases")])
def test_what_is_at_risk_goes_with_the_number_it_rests_on(subject: str, rests_on: str) -> None:
    reason = Text(it="{at_risk:money}", en="{at_risk:money}").of(at_risk=4711.0)
    move = a_move("risk", subject=subject, at_risk=4711.0, reason=reason)
    assert veil(move, set(NUMBERS) - {rests_on}).at_risk == 4711.0
    veiled = veil(move, {rests_on})
    assert (veiled.at_risk, veiled.reason.text) == (None, NO_PROOF_AT_RISK)


def test_a_lesson_about_a_whole_play_needs_both_numbers() -> None:
    lesson = a_move("ignition", play="learn", subject="play")
    assert veil(lesson, {"wins"}).p_positive is veil(lesson, {"buys"}).p_positive is None
    assert veil(lesson, {"base", "deals"}).p_positive == lesson.p_positive


def test_a_move_survives_json_without_its_chances() -> None:
    veiled = veil(a_deal_near_its_date(), {"wins"})
    assert Move.from_dict(veiled.to_dict()) == veiled


@pytest.mark.parametrize("play", PLAYS.values(), ids=PLAYS)
def test_every_play_that_names_a_chance_in_its_reason_can_do_without(play: object) -> None:
    names = {name for text in (play.reason.it, play.reason.en) for name in PERCENT.findall(text)}  # type: ignore[attr-defined]
    plain = play.reason_without_chance  # type: ignore[attr-defined]
    assert (plain is not None) == bool(names & RESTS_ON.keys())
    assert plain is None or not PERCENT.findall(plain.it + plain.en)


def test_every_per_cent_a_move_can_say_is_known_to_be_a_chance_or_a_share() -> None:
    texts = [
        text
        for play in PLAYS.values()
        for text in (play.title, play.reason, play.risk, *(e.text for e in play.evidence))
    ]
    named = {name for text in (*texts, *LESSONS, *TEXTS) if text for name in PERCENT.findall(text.it + text.en)}
    assert named <= RESTS_ON.keys() | OF_THE_MOVE | SHARES
