"""From a CRM's files with job titles to the fact and the move that need roles: nothing of it is typed in our words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import ignition as ig
from ignition.backends import connect
from ignition.features import deals
from ignition.records import Party

OURS = Party(name="Officine Ferri", domain="officine.example")
DAY = dt.date(2026, 3, 2)
CONTACTS = {
    "it": "Nominativo;E-mail;Azienda;Qualifica;Ruolo d'acquisto\n"
    "Anna Bianchi;anna@bianchi.example;Bianchi Srl;{anna};\n"
    "Carlo Neri;carlo@bianchi.example;Bianchi Srl;Resp. uff. acquisti;{carlo}\n"
    "Eva Riva;eva@bianchi.example;Bianchi Srl;Direttrice qualità;\n",
    "en": "Name,Email,Company,Job Title,Buying Role\n"
    "Anna Bianchi,anna@bianchi.example,Bianchi Srl,{anna},\n"
    "Carlo Neri,carlo@bianchi.example,Bianchi Srl,Purchasing Manager,{carlo}\n"
    "Eva Riva,eva@bianchi.example,Bianchi Srl,Head of Quality,\n",
}
DEALS = "Deal ID,Deal Name,Company,Amount,Stage,Create Date\n7,Pompe,Bianchi Srl,12500,Offerta,2026-02-02\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260210T080000Z\r\n"
    "DTSTART:20260210T090000Z\r\nDTEND:20260210T100000Z\r\nSUMMARY:Visita\r\nORGANIZER:mailto:alice@officine.example\r\n"
    "ATTENDEE:mailto:{who}@bianchi.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def book(tmp_path: Path, request: pytest.FixtureRequest) -> ig.Book:
    lang, anna, carlo = request.param
    (tmp_path / "contatti.csv").write_text(CONTACTS[lang].format(anna=anna, carlo=carlo), encoding="utf-8")
    (tmp_path / "trattative.csv").write_text(DEALS, encoding="utf-8")
    for who in ("carlo", "eva"):
        event = CALENDAR.format(who=who).replace("UID:1", f"UID:{who}")
        (tmp_path / f"{who}.ics").write_text(event, encoding="utf-8")
    return ig.read(tmp_path, own=OURS)


@pytest.mark.parametrize("book", [("it", "Titolare", ""), ("en", "Managing Director", "")], indirect=True)
def test_roles_met_counts_what_titles_say(book: ig.Book) -> None:
    """A purchasing manager and one of quality; who leads the company was not met."""
    with connect(book.as_of(DAY)) as desk:
        found = desk.answer(("roles on files", DAY), lambda: deals.describe(desk, DAY))
    assert found.select(["contacts_met", "roles_met", "unmet_decider"]).to_pylist() == [
        {"contacts_met": 2, "roles_met": 2, "unmet_decider": "Anna Bianchi"}
    ]


@pytest.mark.parametrize("book", [("it", "Amministratrice unica", "")], indirect=True)
def test_cover_comes_alive_and_says_that_the_role_is_a_guess(book: ig.Book) -> None:
    (move,) = covering(book)
    said = " ".join(sentence.say("en") for sentence in (move.reason, *(fact.sentence for fact in move.facts)))
    assert "nobody has spoken with Anna Bianchi on this deal" in said
    assert "“Amministratrice unica”" in said
    assert "is a guess" in said


@pytest.mark.parametrize("book", [("it", "Titolare", "Decide"), ("en", "Sales", "")], indirect=True)
def test_cover_rests_where_who_is_stated_to_decide_was_met_or_nobody_is_known_to(book: ig.Book) -> None:
    assert covering(book) == []


def covering(book: ig.Book) -> list[ig.Move]:
    return [move for move in ig.ignite(book, on=DAY).shown if move.play == "cover"]
