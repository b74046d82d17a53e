"""`ignition forecast` as it is typed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import Result

from tests.ignition.terminal.typed import typed

PARTS = ("base", "deals", "unborn", "season")


def run(*arguments: object) -> Result:
    return typed("forecast", *arguments)


def written(folder: Path, bought: list[tuple[str, dt.date, int]]) -> Path:
    path = folder / "purchases.csv"
    path.write_text("customer,date,amount\n" + "".join(f"{who},{day},{amount}\n" for who, day, amount in bought))
    return path


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new customer every twenty days, who buys every fortnight from then on: no past month says what the next will bring."""
    days = {f"C{n}": range(20 * n, 600, 14) for n in range(30)}
    bought = [(who, dt.date(2024, 1, 10) + dt.timedelta(days=day), 100) for who in days for day in days[who]]
    return written(tmp_path_factory.mktemp("growing"), bought)


@pytest.fixture(scope="module")
def repeating(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every month brings what it brought the year before, and no other month does: there is nothing to add to that."""
    draw = np.random.default_rng(4)
    size = draw.uniform(0.2, 2.0, 12)
    days = [dt.date(2024, 1, 7) + dt.timedelta(days=7 * n) for n in range(86)]
    bought = [
        (f"C{n}", day, round(100 * size[day.month - 1] * draw.uniform(0.95, 1.05))) for day in days for n in range(5)
    ]
    return written(tmp_path_factory.mktemp("repeating"), bought)


@pytest.fixture(scope="module")
def young(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = [dt.date(2025, 1, 7) + dt.timedelta(days=14 * n) for n in range(24)]
    return written(tmp_path_factory.mktemp("young"), [(f"C{n}", day, 100) for day in days for n in range(9)])


def test_the_json_adds_up_to_the_cent(growing: Path) -> None:
    found = json.loads(run(growing, "--json", "--lang", "en", "--months", 2, "--as-of", "2025-08-20").stdout)
    assert [month["until"] for month in found["months"]] == ["2025-08-31", "2025-09-30", "2025-10-31"]
    for span in (*found["months"], found["whole"]):
        assert round(sum(span[part]["value"] or 0 for part in PARTS), 2) == span["total"]["value"]
        assert span["total"]["grade"]
    assert found["whole"]["deals"]["value"] is None
    assert found["tried"]["months"] >= found["tried"]["within_interval"]
    assert found["shown"]
    assert found["verdict"]["wape"]["value"] < found["verdict"]["wape_simple"]["value"]


@pytest.mark.parametrize(("lang", "said"), [("it", "se si va avanti come sempre"), ("en", "going on as usual")])
def test_what_did_better_than_the_simple_rule_is_shown_as_a_fan_by_month(growing: Path, lang: str, said: str) -> None:
    shown = run(growing, "--lang", lang, "--as-of", "2025-08-31").stdout
    assert said in shown
    assert shown.count("●") == 6
    assert ("30 clienti" if lang == "it" else "30 customers") in shown
    assert "--unproven" not in shown


NOT_EARNED = {"it": "non si è guadagnata il posto", "en": "has not earned its place"}
BETTER = {"it": "La regola semplice fa meglio", "en": "The simple rule does better"}
TOO_FEW = {"it": "Ne servono 12", "en": "It takes 12"}


@pytest.mark.parametrize("lang", ["it", "en"])
def test_what_did_no_better_gives_its_place_to_the_simple_rule_with_the_numbers(repeating: Path, lang: str) -> None:
    shown = run(repeating, "--lang", lang, "--as-of", "2025-08-31").stdout
    assert NOT_EARNED[lang] in shown
    assert BETTER[lang] in shown
    assert shown.count("%") >= 3
    assert ("gli stessi giorni di un anno prima" if lang == "it" else "the same days a year before") in shown
    assert "●" not in shown


@pytest.mark.parametrize("lang", ["it", "en"])
def test_too_short_a_past_is_no_proof(young: Path, lang: str) -> None:
    shown = run(young, "--lang", lang, "--as-of", "2025-11-30").stdout
    assert NOT_EARNED[lang] in shown
    assert TOO_FEW[lang] in shown
    assert "●" not in shown


@pytest.mark.parametrize("lang", ["it", "en"])
def test_what_is_unproven_is_shown_where_asked_and_called_so(young: Path, lang: str) -> None:
    shown = run(young, "--lang", lang, "--as-of", "2025-11-30", "--unproven").stdout
    assert shown.startswith("Previsione non provata" if lang == "it" else "Unproven forecast")
    assert shown.count("●") == 6


def test_what_is_proven_is_never_called_unproven(growing: Path) -> None:
    asked = (growing, "--lang", "en", "--as-of", "2025-08-31")
    assert run(*asked, "--unproven").stdout == run(*asked).stdout


def test_the_json_of_what_is_not_shown_holds_the_verdict_and_the_simple_rule(young: Path) -> None:
    asked = (young, "--json", "--lang", "en", "--months", 2, "--as-of", "2025-11-20")
    hidden, unproven = (json.loads(run(*asked, *more).stdout) for more in ((), ("--unproven",)))
    assert (hidden["shown"], hidden["months"], hidden["whole"]) == (False, [], None)
    assert any(TOO_FEW["en"] in reason for reason in hidden["verdict"]["reasons"])
    assert round(sum(month["value"] for month in hidden["simple_rule"]["months"]), 2) == hidden["simple_rule"]["value"]
    assert hidden["simple_rule"]["value"] > 0
    assert (unproven["shown"], len(unproven["months"])) == (False, 3)


def test_nothing_to_forecast_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("customer,city\nRossi,Roma\n")
    result = run(tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "nothing to forecast" in result.stdout
    told = json.loads(run(tmp_path, "--json", "--lang", "en").stdout)
    assert (told["shown"], told["simple_rule"]) == (False, None)


@pytest.mark.parametrize("arguments", [["--as-of", "someday"], ["--months", "0"], ["--lang", "fr"]])
def test_wrong_use_exits_with_2(young: Path, arguments: list[str]) -> None:
    assert run(young, *arguments).exit_code == 2
