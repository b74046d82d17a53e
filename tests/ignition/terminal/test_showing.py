"""What a seller reads."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace

import pytest
from rich.console import Console

from ignition.book import Book
from ignition.estimate import Estimate, Grade
from ignition.moves import Move
from ignition.records import Problem
from ignition.terminal.as_json import to_json
from ignition.terminal.problems import LISTED, show_problems
from ignition.terminal.showing import show_book, show_points, show_why
from ignition.wording import Text
from tests.ignition.terminal.world import a_move, moves


def _said(*points: Move, lang: str = "it", named: bool = False) -> str:
    console = Console(file=io.StringIO(), width=120)
    show_points(console, moves(*points), points, lang, named)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_move_has_verb_who_reason_worth_interval_time_and_evidence() -> None:
    said = _said(a_move())
    for part in ("Rispondi a Rossi Srl", "aspetta una nostra risposta", "circa 4.200 €", "da 1.900 € a 8.000 €"):
        assert part in said
    assert "15 minuti" in said
    assert "ipotesi (312 casi)" in said


def test_the_same_move_is_said_in_english() -> None:
    said = _said(a_move(), lang="en")
    assert "Answer Rossi Srl" in said
    assert "about €4,200 (€1,900 to €8,000)" in said


def test_moves_are_numbered_through_under_their_three_headings() -> None:
    said = _said(a_move(), a_move(customer="B"), a_move("risk", "C", at_risk=900.0), a_move("ignition", "D"))
    assert said.count("AZIONI") == said.count("RISCHI") == said.count("IGNITION POINT") == 1
    assert [f"[{n}]" in said for n in range(1, 6)] == [True, True, True, True, False]


def test_the_person_is_named_only_where_there_are_several() -> None:
    assert "Bob Monti" in _said(a_move(), named=True)
    assert "Bob Monti" not in _said(a_move())


def test_nothing_to_do_is_said() -> None:
    assert "non c'è niente" in _said()


@pytest.mark.parametrize(
    ("hours", "said"), [(-6.0, "liberare 6 ore"), (1.0, "1 ora"), (1.5, "1,5 ore"), (0.5, "30 minuti")]
)
def test_hours_are_said_as_people_say_them(hours: float, said: str) -> None:
    assert said in _said(a_move(hours=hours))


@pytest.mark.parametrize("grade", list(Grade))
def test_every_grade_has_words_without_a_causal_verb_below_measured(grade: Grade) -> None:
    said = _said(replace(a_move(), gain=replace(a_move().gain, grade=grade)))
    assert "casi)" in said
    assert grade.value not in said


def test_an_undefined_value_is_said_and_not_zero() -> None:
    unknown = Estimate(None, None, None, 0, Grade.ASSUMED, "")
    assert "valore non definito" in _said(replace(a_move(), gain=unknown))


def test_a_customer_with_square_brackets_in_its_name_is_shown_as_it_is() -> None:
    assert "Rossi [bold]Srl[/bold]" in _said(a_move(customer="Rossi [bold]Srl[/bold]"))


def test_why_opens_facts_with_their_sources() -> None:
    console = Console(file=io.StringIO(), width=120)
    show_why(console, 2, a_move(), "it", named=True)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Ha scritto il 24 nov 2026." in said
    assert "fonte: attività" in said
    assert "97 %" in said


def test_what_was_read_is_counted() -> None:
    console = Console(file=io.StringIO(), width=120)
    book = Book(purchases=[{"customer_id": "A", "on": "2026-11-01", "amount": 1}], customers=[{"customer_id": "A"}] * 2)
    show_book(console, book, moves(), False, "it")
    assert "24 nov 2026. Ho letto 2 clienti, 1 acquisto." in console.file.getvalue()  # type: ignore[attr-defined]


def _problem(file: str, why: str, fatal: bool = False) -> Problem:
    return Problem(file, "row 3", Text(it=why, en=why).of(), Text(it="Rimandalo.", en="Send it again.").of(), fatal)


def _listed(*problems: Problem) -> list[str]:
    console = Console(file=io.StringIO(), width=200)
    show_problems(console, problems, "en")
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def test_ten_problems_are_listed_and_the_rest_counted_with_lost_files_first() -> None:
    lines = _listed(*(_problem(f"f{n}.xml", f"Why {n}.") for n in range(LISTED + 4)), _problem("lost", "Gone.", True))
    assert "lost, row 3: Gone. Send it again." in lines[2]
    assert sum("•" in line for line in lines) == LISTED
    assert "5 more" in lines[-1]


def test_a_problem_that_comes_often_does_not_hide_a_rare_one() -> None:
    lines = _listed(*(_problem(f"f{n}.xml", "Cannot be read.") for n in range(50)), _problem("rare", "Cut off."))
    assert "rare" in lines[-2]
    assert "47 more" in lines[-1]


def test_what_is_harmless_is_no_problem_and_what_was_assumed_is_said_apart() -> None:
    harmless = replace(_problem("message.xml", "A receipt."), harmless=True)
    assert _listed(harmless) == []
    assert _listed(replace(_problem("", "Taken for granted."), place=""))[1:] == [
        "Good to know:",
        "  • Taken for granted. Send it again.",
    ]


def test_json_holds_everything_that_is_shown() -> None:
    answer = json.loads(to_json(moves(), [a_move()], [], "en"))
    assert answer["points"][0]["title"] == "Answer Rossi Srl"
    assert answer["points"][0]["gain"]["low"] == 1900.0
    assert answer["points"][0]["facts"] == [{"fact": "They wrote on 24 Nov 2026.", "source": "activities"}]


def test_json_never_holds_what_json_does_not_have() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(moves(), [a_move(net_gain=math.nan)], [], "en")
