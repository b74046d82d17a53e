"""Nothing that is said names a cause, unless a lot measured it: every sentence is read, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ignition.assumptions import Assumptions
from ignition.book import Book
from ignition.estimate import Grade
from ignition.moves import GAINS, Move
from ignition.plays import PLAYS, propose
from ignition.responses.verbs import TWICE
from ignition.telling import facts_of, sayable
from ignition.wording import LANGUAGES
from tests.ignition.honesty.sentences import Said, everything, texts_of
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
    decided,
    many,
    situation,
)
from tests.ignition.test_effects import DUE, shown_by_lot

MEASURED = {getattr(words[Grade.MEASURED], lang) for words in (GAINS, TWICE) for lang in ("it", "en")}
MEASURED |= {Grade.MEASURED.verb.it, Grade.MEASURED.verb.en}
MEASURED |= {"Acting brings more: it may be kept.", "Acting brings less: it may be stopped."}
"""Reserved for the highest grade."""
DENIALS = {
    "Seen in your data: the two go together in many of your cases. It is no proof of cause.",
    "This is what came after, not because of the move: those shown differed from the others already, and perhaps nobody acted.",
    "È quello che è venuto dopo, non per effetto della mossa: chi viene mostrato era già diverso dagli altri, e forse nessuno ha agito.",
    "Non c'è più, o il collegamento porta a niente.",
    "It brought",
    "Ha portato",
    "What it brought was taken back. The file itself is kept: drop it again to import it again.",
    "What each file brought will stand here, and each can be taken back.",
    "Qui vedrai che cosa ha portato ogni file; ognuno si può annullare.",
}
"""They say that something is no cause, or speak of files and what they held."""
MAKERS = (a_silent_customer, a_first_timer, a_waiting_customer, a_lacking_customer, an_ill_customer)
DEALS = (a_stuck_deal, a_closing_deal, a_hopeless_deal, an_uncovered_deal)


@pytest.fixture(scope="module")
def sentences() -> list[Said]:
    return everything()


def test_no_sentence_names_a_cause_but_those_reserved_for_what_was_measured(sentences: list[Said]) -> None:
    assert [said for said in sentences if said.cause and said.text not in MEASURED | DENIALS] == []


def test_every_exception_is_still_said_somewhere(sentences: list[Said]) -> None:
    assert {said.text for said in sentences if said.cause} == MEASURED | DENIALS


def test_every_room_is_read(sentences: list[Said]) -> None:
    read = {said.text for said in sentences}
    assert {text for play in PLAYS.values() for text in (play.title.it, play.title.en)} <= read
    assert {
        "ignition/notes.py",
        "ignition/telling.py",
        "ignition_web/environment/parsing.py",
        "django.po",
        "imported",
    } <= {said.place for said in sentences}
    assert len(sentences) > 2_000
    assert {said.lang for said in sentences} == {"it", "en"}


PLANTED = (
    ('Text(it="Chiamare fa crescere gli ordini", en="Calling goes with more orders")', "it"),
    ('Text(it="Chiamare va insieme a più ordini", en="Calling leads to more orders")', "en"),
    ('Text("Grazie alla chiamata ordina di più", "Ordered more after the call")', "it"),
    ('Text(it=f"La visita di {who} porta a una vendita", en=f"A visit of {who}, a sale")', "it"),
    ('def f(n):\n    return Text(it="Ordina", en="Orders grow " + "because of your call").of(n=n)', "en"),
    ('Text(it="Ordina", en="Your call boosts their orders")', "en"),
    ('Text(it="La tua telefonata genera ordini", en="Orders")', "it"),
    ('Text(it="Ordina", en="The call brought three orders")', "en"),
    ('Text(it="Ordina", en="The call won the deal")', "en"),
    ('Text(it="Ordina", en="It saves {gain:money} a year")', "en"),
    ('Text(it="Ordina", en="Calls reduce churn")', "en"),
    ('Text(it="Se lo chiami comprerà", en="Orders")', "it"),
    ('Text(it="Ti fa guadagnare {gain:money}", en="Orders")', "it"),
    ('Text(it="Una telefonata recupera il cliente", en="Orders")', "it"),
    ('Text(it="Richiamare rende di più", en="Calling again, more orders")', "it"),
    ('Text(it="La visita ha portato un ordine", en="An order after the visit")', "it"),
    ('Text(it="Ordina", en="Thanks to you they will buy more")', "en"),
)


@pytest.mark.parametrize(("source", "lang"), PLANTED)
def test_a_cause_that_somebody_writes_is_caught(source: str, lang: str) -> None:
    assert [said.lang for said in texts_of(source, "planted") if said.cause] == [lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_told_of_every_play_names_no_cause(lang: str) -> None:
    told = list(told_of_every_play(lang))
    assert {said.place for said in told} == set(PLAYS)
    assert [said for said in told if said.cause] == []


@pytest.mark.parametrize("grade", list(Grade))
def test_a_worth_names_a_cause_at_the_highest_grade_alone(grade: Grade) -> None:
    move = decided([a_silent_customer()], book=Book()).shown[0]
    worth = replace(move, gain=replace(move.gain, grade=grade), play="win_back").worth()
    named = [bool(Said("worth", lang, worth.say(lang)).cause) for lang in LANGUAGES]
    assert named == [grade is Grade.MEASURED] * 2


def test_what_a_lot_measured_is_the_only_thing_said_to_cause() -> None:
    moves = decided([a_silent_customer()], on=DUE, book=shown_by_lot(200, effect=60.0), margin=1.0, horizon_days=91)
    named = {move.gain.grade for move in moves.shown if causes(move)}
    assert named == {Grade.MEASURED}


def told_of_every_play(lang: str) -> Iterator[Said]:
    """Title, reason, risk and facts of each candidate of each play, with the values of their subject."""
    standing = situation([*many(a_customer, 9), *(make() for make in MAKERS)], [make(make.__name__) for make in DEALS])
    subjects = {("customer", row["customer_id"]): row for row in standing.customers.to_pyarrow().to_pylist()}
    subjects |= {("deal", row["deal_id"]): row for row in standing.deals.to_pyarrow().to_pylist()}
    for row in propose(standing, Assumptions()).to_pyarrow().to_pylist():
        play, values = PLAYS[row["play"]], sayable({**subjects[row["subject"], row["subject_id"]], **row})
        otherwise = play.reason_where_known[1] if play.reason_where_known else None
        texts = (play.title, play.reason, otherwise, play.risk, play.nameless, play.reason_without_chance)
        sentences = [text.of(**values) for text in texts if text is not None]
        sentences += [said for fact in facts_of(play, values) for said in (fact.sentence, fact.source)]
        yield from (Said(play.name, lang, sentence.say(lang)) for sentence in sentences)


def causes(move: Move) -> list[Said]:
    sentences = [move.title, move.reason, move.worth(), *(fact.sentence for fact in move.facts)]
    sentences += [fact.source for fact in move.facts]
    said = [Said(move.play, lang, sentence.say(lang)) for sentence in sentences for lang in ("it", "en")]
    return [one for one in said if one.cause]
