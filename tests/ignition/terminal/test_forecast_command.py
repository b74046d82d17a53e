"""`ignition forecast` as it is typed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ignition.terminal import app

PARTS = ("base", "deals", "unborn", "season")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["forecast", *map(str, arguments)], env={"COLUMNS": "160"})


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "purchases.csv"
    days = [dt.date(2025, 1, 7) + dt.timedelta(days=14 * n) for n in range(24)]
    path.write_text("customer,date,amount\n" + "".join(f"C{n},{day},100\n" for day in days for n in range(9)))
    return path


def test_the_json_adds_up_to_the_cent(purchases: Path) -> None:
    found = json.loads(run(purchases, "--json", "--lang", "en", "--months", 2, "--as-of", "2025-11-20").stdout)
    assert [month["until"] for month in found["months"]] == ["2025-11-30", "2025-12-31", "2026-01-31"]
    for span in (*found["months"], found["whole"]):
        assert round(sum(span[part]["value"] or 0 for part in PARTS), 2) == span["total"]["value"]
        assert span["total"]["grade"]
    assert found["whole"]["deals"]["value"] is None
    assert found["tried"]["months"] >= found["tried"]["within_interval"]


@pytest.mark.parametrize(("lang", "said"), [("it", "se si va avanti come sempre"), ("en", "going on as usual")])
def test_the_screen_shows_the_fan_by_month_and_what_each_part_stands_on(purchases: Path, lang: str, said: str) -> None:
    shown = run(purchases, "--lang", lang, "--as-of", "2025-11-30").stdout
    assert said in shown
    assert shown.count("●") == 6
    assert ("9 clienti" if lang == "it" else "9 customers") in shown


def test_nothing_to_forecast_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("customer,city\nRossi,Roma\n")
    result = run(tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "nothing to forecast" in result.stdout


@pytest.mark.parametrize("arguments", [["--as-of", "someday"], ["--months", "0"], ["--lang", "fr"]])
def test_wrong_use_exits_with_2(purchases: Path, arguments: list[str]) -> None:
    assert run(purchases, *arguments).exit_code == 2
