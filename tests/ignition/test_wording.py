"""What the engine says, in both languages."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ignition.wording import Sentence, Text, money
from tests.ignition.honesty.sentences import alive

SILENT = Text(it="{who} tace dal {since:date}: {stake:money}", en="{who} silent since {since:date}: {stake:money}")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("it", "Rossi tace dal 3 nov 2026: 4.200 €"), ("en", "Rossi silent since 3 Nov 2026: €4,200")],
)
def test_values_are_written_as_the_language_writes_them(lang: str, said: str) -> None:
    sentence = SILENT.of(who="Rossi", since=dt.date(2026, 11, 3), stake=4_217.36)
    assert sentence.say(lang) == said


@pytest.mark.parametrize(
    ("day", "share", "said"),
    [
        (8, 0.11, "Dall'8 nov 2026 l'11 % in più"),
        (11, 0.8, "Dall'11 nov 2026 l'80 % in più"),
        (18, 1.1, "Dal 18 nov 2026 il 110 % in più"),
    ],
)
def test_an_italian_article_bends_before_eight_and_eleven(day: int, share: float, said: str) -> None:
    grown = Text(it="Dal {since:date} il {share:percent} in più", en="{share:percent} more since {since:date}")
    assert grown.of(since=dt.date(2026, 11, day), share=share).say("it") == said


def test_a_sentence_survives_json() -> None:
    sentence = SILENT.of(who="Rossi", since=dt.date(2026, 11, 3), stake=4_217.36)
    again = Sentence.from_dict(json.loads(json.dumps(sentence.to_dict())))
    assert again.say("it") == sentence.say("it")


def test_a_sentence_may_stand_inside_another() -> None:
    inner = Text(it="sei giorni", en="six days").of()
    outer = Text(it="da {how_long}", en="for {how_long}").of(how_long=inner)
    assert (outer.say("it"), outer.say("en")) == ("da sei giorni", "for six days")
    assert Sentence.from_dict(outer.to_dict()).say("en") == "for six days"


def test_braces_in_a_value_are_only_characters() -> None:
    assert Text(it="Chiama {who}", en="Call {who}").of(who="{0.__class__}").say("en") == "Call {0.__class__}"


WORTH = Text(it="{gain:money}[ (da {low:money} a {high:money})]", en="{gain:money}[ ({low:money} to {high:money})]")


@pytest.mark.parametrize(
    ("low", "high", "it", "en"),
    [(100, 400, "240 € (da 100 € a 400 €)", "€240 (€100 to €400)"), (239.8, 241.2, "240 €", "€240")],
)
def test_an_interval_whose_ends_read_alike_is_left_out(low: float, high: float, it: str, en: str) -> None:
    worth = WORTH.of(gain=240, low=low, high=high)
    again = Sentence.from_dict(json.loads(json.dumps(worth.to_dict())))
    assert (worth.say("it"), worth.say("en"), again.say("en")) == (it, en, en)


def test_brackets_in_a_value_are_only_characters() -> None:
    assert Text(it="Chiama {who}", en="Call {who}").of(who="Rossi [ex Bianchi]").say("en") == "Call Rossi [ex Bianchi]"


def test_every_interval_the_engine_says_can_be_left_out() -> None:
    """No template names both ends of an interval but in the brackets that let go of it."""
    both = re.compile(r"\{\w*low\b.*\{\w*high\b")
    said = [one for one in alive() if both.search(one.text)]
    assert len(said) >= 20
    assert [one.text for one in said if both.search(re.sub(r"\[[^\[\]]*\]", "", one.text))] == []


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_money_never_shows_more_precision_than_an_estimate_has(amount: float) -> None:
    digits = money(amount).replace(".", "").strip("-").split(",")[0].split(" ")[0].lstrip("0")
    assert len(digits.rstrip("0")) <= 4
