"""`ignition levers` as it is typed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import Result

from ignition.estimate import Estimate, Grade
from ignition.macro import OrgMove
from ignition.macro.contenders import TEXTS
from ignition.plays import PLAYS
from ignition.terminal.levers.screen import _worth
from tests.ignition.terminal.typed import typed


def run(*arguments: object, columns: int = 160) -> Result:
    return typed("levers", *arguments, columns=columns)


@pytest.fixture
def purchases(tmp_path: Path) -> Path:
    path = tmp_path / "purchases.csv"
    days = [f"{year}-{month:02d}-10" for year in (2024, 2025) for month in range(1, 13)]
    rows = "".join(f"Cliente {who},{day},{300 + who}\n" for who in range(8) for day in days)
    path.write_text("customer,date,amount\n" + rows)
    return path


def test_the_table_the_reasons_and_the_verdict_are_printed(purchases: Path) -> None:
    result = run(purchases, "--lang", "en", "--as-of", "2025-12-31")
    assert result.exit_code == 0, result.stderr
    for said in ("The seven levers, 31 Dec 2025", "€ per displaced hour", "Retention", "not weighed", "few cases"):
        assert said in result.stdout, said
    assert "nan" not in result.stdout.casefold().replace("finan", "")


def test_on_a_narrow_screen_an_interval_stands_whole_below_its_value(purchases: Path) -> None:
    said = run(purchases, "--lang", "it", "--as-of", "2025-12-31", columns=80).stdout
    (row,) = (at for at, line in enumerate(said.splitlines()) if line.startswith("Tenuta dei clienti  "))
    assert re.fullmatch(r" +da -?\d+ € a -?\d+ € +da [-\d.]+ € a [-\d.]+ € *", said.splitlines()[row + 1])
    assert "Raggiungibile" not in said


def test_an_hour_is_one_and_less_is_said_in_minutes() -> None:
    gain, said = Estimate(9.0, 4.0, 15.0, 3, Grade.ASSUMED, "gain"), TEXTS[0].of(name="Rossi")
    move = OrgMove("time", "t", said, said, 0.75, gain, net_gain=9.0, p_positive=0.5, p_top3=0.5, feasible=True)
    assert _worth(move, "it").startswith("9 € (da 4 € a 15 €) in 45 minuti")
    assert "in 1 ora ·" in _worth(replace(move, hours=1.0), "it")
    assert "in 3.972 ore ·" in _worth(replace(move, hours=3972.4), "it")


def test_json_stands_alone_on_standard_output_in_the_language_asked_for(purchases: Path) -> None:
    found = json.loads(run(purchases, "--json", "--lang", "it", "--as-of", "2025-12-31").stdout)
    assert (found["on"], found["language"], len(found["levers"])) == ("2025-12-31", "it", 7)
    assert {one["title"] for one in found["levers"]} >= {"Arrivi", "Tenuta dei clienti"}


def test_a_day_that_is_none_is_wrong_use(purchases: Path) -> None:
    result = run(purchases, "--as-of", "yesterday", "--lang", "en")
    assert result.exit_code == 2
    assert "is not a day" in result.stderr


def test_every_act_of_a_play_can_be_said_of_a_customer() -> None:
    """A play that has no words of its own here is still said, as one more hour."""
    named = [text.of(name="Rossi").say(lang) for text in TEXTS for lang in ("it", "en")]
    assert len(named) == 2 * len(TEXTS)
    assert len(TEXTS) - 2 >= len(PLAYS) - 1  # `quit` frees hours: it is no move on time
