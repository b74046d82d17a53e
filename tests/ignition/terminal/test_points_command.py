"""`ignition points` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from tests.ignition.terminal.typed import typed

PURCHASES = "customer,date,amount\n" + "".join(
    f"{who},2026-{month:02d}-{day:02d},{amount}\n"
    for who, amount, until, day in (
        ("Rossi", 900, 11, 3),
        ("Bianchi", 2400, 7, 9),
        ("Verdi", 300, 11, 15),
        ("Neri", 700, 11, 9),
    )
    for month in range(1, until)
)


ON = ("--as-of", "2026-11-24")


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "purchases.csv"
    path.write_text(PURCHASES)
    return path


@pytest.fixture(scope="module")
def with_a_broken_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    (folder / "purchases.csv").write_text(PURCHASES)
    (folder / "broken.xml").write_text("<a")
    return folder


def run(*arguments: object, proof: bool = False) -> Result:
    """Without looking back first, which takes its time."""
    return typed("points", *([] if proof else ["--quick"]), *arguments, columns=200)


def test_a_table_of_purchases_gives_a_customer_to_call(purchases: Path) -> None:
    result = run(purchases, *ON, "--lang", "en", "--strict")
    assert result.exit_code == 0
    assert "Call Bianchi" in result.stdout
    assert "no order for" in result.stdout


def test_json_stands_alone_on_standard_output(purchases: Path) -> None:
    answer = json.loads(run(purchases, *ON, "--json", "--lang", "it").stdout)
    assert answer["on"] == "2026-11-24"
    assert [point["number"] for point in answer["points"]] == list(range(1, len(answer["points"]) + 1))
    assert "Chiama Bianchi" in [point["title"] for point in answer["points"]]
    assert all(point["facts"] for point in answer["points"])


def test_quick_leaves_unproven_what_nobody_looked_at_and_says_no_chance(purchases: Path) -> None:
    answer = json.loads(run(purchases, *ON, "--json", "--lang", "en").stdout)
    points = answer["points"]
    assert points
    assert [(one["p_positive"], one["p_top3"], one["at_risk"]) for one in points] == [(None, None, None)] * len(points)


@pytest.mark.parametrize(
    ("command", "flag"), [("points", "--unproven"), ("forecast", "--quick"), ("points", "--no-proof")]
)
def test_each_flag_has_one_meaning_and_one_place(purchases: Path, command: str, flag: str) -> None:
    """What points leave out to be quick, and what a forecast shows unproven, are not the same wish."""
    result = typed(command, flag, purchases)
    assert result.exit_code == 2
    assert "No such option" in result.stderr


def test_why_opens_the_facts_of_one_number(purchases: Path) -> None:
    result = run(purchases, *ON, "--lang", "en", "--why", 1)
    assert result.exit_code == 0
    assert "source: purchases" in result.stdout


def test_a_number_that_is_not_there_is_wrong_use(purchases: Path) -> None:
    result = run(purchases, *ON, "--lang", "en", "--why", 7)
    assert result.exit_code == 2
    assert "There is no number 7" in result.stderr


def test_a_book_of_the_past_is_looked_at_from_its_last_day(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(PURCHASES.replace("2026-", "1997-"))
    result = run(tmp_path, "--lang", "en")
    assert "The documents go up to 15 Oct 1997" in result.stdout


def test_nothing_to_read_exits_with_1_and_says_so(tmp_path: Path) -> None:
    result = run(tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "nothing to read" in result.stderr


def test_nothing_to_read_is_strict_json_too(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<a")
    result = run(tmp_path, "--json", "--lang", "en")
    assert result.exit_code == 1
    assert [problem["file"] for problem in json.loads(result.stdout)["problems"]] == ["broken.xml"]


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    result = run(tmp_path / "absent", "--lang", "it")
    assert result.exit_code == 2
    assert "absent" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["--as-of", "yesterday"], ["--as-of", "2026-02-30"], ["--seller", "Zoe"], ["--lang", "fr"]]
)
def test_wrong_use_exits_with_2(purchases: Path, arguments: list[str]) -> None:
    assert run(purchases, *arguments).exit_code == 2


def test_a_file_that_cannot_be_read_is_listed_the_rest_goes_on_and_strict_exits_with_3(with_a_broken_one: Path) -> None:
    result = run(with_a_broken_one, *ON, "--lang", "en", "--strict")
    assert result.exit_code == 3
    assert "broken.xml" in result.stderr
    assert "Call Bianchi" in result.stdout


def test_help_says_the_exit_codes() -> None:
    said = " ".join(run("--help").stdout.replace("│", " ").split())
    assert all(f"{code} " in said for code in (0, 1, 2, 3))


def test_as_of_hides_what_came_later(purchases: Path) -> None:
    assert "Bianchi" not in run(purchases, "--as-of", "2026-06-20", "--lang", "en").stdout


def test_points_loads_nothing_of_the_web(purchases: Path) -> None:
    program = (
        "import sys; from ignition_web.commands.app import app; sys.argv[0] = 'ignition'\n"
        "try:\n    app()\nexcept SystemExit as end:\n    code = end.code\n"
        "sys.exit(9 if any(name.split('.')[0] == 'django' for name in sys.modules) else code)"
    )
    command = [sys.executable, "-c", program, "points", str(purchases), "--quick", "--as-of", "2026-11-24"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_python_dash_m_runs_it_too(purchases: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "ignition",
        "points",
        str(purchases),
        "--quick",
        "--as-of",
        "2026-11-24",
        "--lang",
        "en",
    ]
    assert "Call Bianchi" in subprocess.run(command, capture_output=True, text=True, check=False).stdout
