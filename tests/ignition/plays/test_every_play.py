"""What every play must hold, whichever it is: its columns, its words in two languages, and no word too many."""

from __future__ import annotations

import re
import string

import pytest

from ignition.allocation.steps import MOST_STEPS
from ignition.assumptions import Assumptions
from ignition.candidate import CANDIDATE, Play
from ignition.learning import TEXTS as LESSON_TEXTS
from ignition.plays import PLAYS, propose
from ignition.situation import CUSTOMER_DESCRIBED, CUSTOMER_FORESEEN, CUSTOMER_MISSING, DEAL_DESCRIBED, DEAL_FORESEEN
from ignition.wording import LANGUAGES, Text
from tests.ignition.situations import (
    a_closing_deal,
    a_customer,
    a_first_timer,
    a_hopeless_deal,
    a_lacking_customer,
    a_silent_customer,
    a_stuck_deal,
    a_waiting_customer,
    an_ill_customer,
    an_uncovered_deal,
    many,
    situation,
)

CUSTOMER_COLUMNS = {column.name for column in CUSTOMER_DESCRIBED + CUSTOMER_FORESEEN + CUSTOMER_MISSING}
DEAL_COLUMNS = {column.name for column in DEAL_DESCRIBED + DEAL_FORESEEN}
CANDIDATE_COLUMNS = {column.name for column in CANDIDATE}
CAUSAL = re.compile(
    r"\b(caus\w*|provoc\w*|farà|porterà|aument\w*|garant\w*|fa crescere|will|makes?|increas\w*|boosts?|guarante\w*|"
    r"leads? to|because of|grazie a|thanks to|drives?)\b",
    re.IGNORECASE,
)

everything = {
    "customers": [
        *many(a_customer, 9),
        a_silent_customer(),
        a_first_timer(),
        a_waiting_customer(),
        a_lacking_customer(),
        an_ill_customer(),
    ],
    "deals": [a_stuck_deal("D1"), a_closing_deal("D2"), a_hopeless_deal("D3"), an_uncovered_deal("D4")],
}


def texts(play: Play) -> list[Text]:
    otherwise = play.reason_where_known[1] if play.reason_where_known else None
    said = [play.title, play.reason, *(text for text in (play.risk, play.nameless, otherwise) if text)]
    return said + [part for fact in play.evidence for part in (fact.text, fact.source)]


ALL_TEXTS = [(name, text) for name, play in PLAYS.items() for text in texts(play)]
ALL_TEXTS += [("learn", text) for text in LESSON_TEXTS]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_all_plays_together_propose_one_candidate_each():
    found = propose(situation(**everything), Assumptions()).to_pyarrow()
    assert found.column_names == [column.name for column in CANDIDATE]
    assert sorted(found["play"].to_pylist()) == sorted(PLAYS)


@pytest.mark.parametrize("name", PLAYS)
def test_a_play_returns_the_columns_of_a_candidate_even_of_an_empty_business(name):
    found = PLAYS[name].propose(situation(), Assumptions()).to_pyarrow()
    assert found.column_names == [column.name for column in CANDIDATE]
    assert found.num_rows == 0


def test_no_candidate_lacks_what_is_required():
    rows = propose(situation(**everything), Assumptions()).to_pyarrow().to_pylist()
    required = [column.name for column in CANDIDATE if column.required]
    assert all(row[name] is not None for row in rows for name in required)
    assert all(row["stake"] > 0 and row["usual_hours"] > 0 and row["most_hours"] >= abs(row["hours"]) for row in rows)
    assert all(0.25 <= abs(row["hours"]) <= 3 for row in rows)


def test_stakes_follow_the_margin():
    once = propose(situation(**everything), Assumptions(margin=0.2)).to_pyarrow().to_pylist()
    twice = propose(situation(**everything), Assumptions(margin=0.4)).to_pyarrow().to_pylist()
    by_play = {row["play"]: row["stake"] for row in once}
    assert all(row["stake"] == pytest.approx(2 * by_play[row["play"]]) for row in twice)


@pytest.mark.parametrize(("name", "text"), ALL_TEXTS)
def test_a_text_names_the_same_values_in_both_languages(name, text):
    assert fields(text.it) == fields(text.en)


@pytest.mark.parametrize(("name", "text"), ALL_TEXTS)
def test_a_text_promises_nothing_it_cannot_know(name, text):
    for said in (text.it, text.en):
        assert not CAUSAL.search(said), said
        assert "!" not in said
        assert said == said.strip()
        assert said


@pytest.mark.parametrize("name", PLAYS)
def test_a_play_names_only_columns_that_exist(name):
    play = PLAYS[name]
    subject = DEAL_COLUMNS if name in ("advance", "close", "cover", "quit") else CUSTOMER_COLUMNS
    for text in texts(play):
        assert fields(text.it) <= subject | CANDIDATE_COLUMNS, text.it


@pytest.mark.parametrize("name", PLAYS)
def test_a_fact_says_which_columns_it_needs(name):
    for fact in PLAYS[name].evidence:
        assert fields(fact.text.it) <= set(fact.needs)


@pytest.mark.parametrize("name", PLAYS)
def test_a_play_has_at_least_three_facts_and_says_what_it_believes(name):
    assert len(PLAYS[name].evidence) >= 3
    assert "Believes" in (PLAYS[name].propose.__doc__ or "")
    assert "Fails" in (PLAYS[name].propose.__doc__ or "")


def test_no_play_asks_for_more_doses_than_one_plan_holds():
    """Else the plan would leave hours unused where they are worth something, and lose to the rule, which is not so bound."""
    for row in propose(situation(**everything), Assumptions()).to_pyarrow().to_pylist():
        assert row["most_hours"] <= MOST_STEPS * abs(row["hours"]) + 1e-9, row["play"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_title_and_a_reason_can_be_said_of_every_candidate(lang):
    standing = situation(**everything)
    subjects = {("customer", row["customer_id"]): row for row in standing.customers.to_pyarrow().to_pylist()} | {
        ("deal", row["deal_id"]): row for row in standing.deals.to_pyarrow().to_pylist()
    }
    for row in propose(standing, Assumptions()).to_pyarrow().to_pylist():
        play = PLAYS[row["play"]]
        values = {**subjects[row["subject"], row["subject_id"]], **row}
        said = [text.of(**values).say(lang) for text in (play.title, play.reason, play.nameless) if text]
        assert all("None" not in sentence and "{" not in sentence for sentence in said)
