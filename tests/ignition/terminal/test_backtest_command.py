"""`ignition backtest` as it is typed, and the page it writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from ignition import gate
from ignition.backtest import Judged, proposals, running
from ignition.estimate import Estimate, Grade
from ignition.terminal.backtest import words
from ignition.terminal.backtest.plain import answer, stands_on
from ignition.terminal.backtest.screen import _share
from ignition.wording import Text
from tests.ignition.backtest.worlds import a_shop
from tests.ignition.terminal.typed import typed


def run(*arguments: object) -> Result:
    return typed("backtest", *arguments)


@pytest.fixture(scope="module")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "purchases.csv"
    rows = "".join(f"{row['customer_id']} <b>&,{row['on']},{row['amount']}\n" for row in a_shop())
    path.write_text("customer,date,amount\n" + rows)
    return path


OPTIONS = ("--from", "2025-05-01", "--every", 150, "--horizon", 28, "--lang")


@pytest.fixture(scope="module")
def answered(purchases: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, str]:
    page = tmp_path_factory.mktemp("pages") / "page.html"
    result = run(purchases, *OPTIONS, "en", "--json", "--html", page)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout), page.read_text(encoding="utf-8")


def numbers_of(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for one in value.values():
            yield from numbers_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from numbers_of(one)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield float(value)


def test_the_page_holds_every_number_of_the_json(answered: tuple[Any, str]) -> None:
    found, page = answered
    written = {float(value) for value in re.findall(r'<data[^>]* value="([^"]+)"', page)}
    wanted = set(numbers_of(found))
    assert len(wanted) > 50
    assert wanted <= written


def test_the_page_asks_nothing_of_anybody(answered: tuple[Any, str]) -> None:
    _, page = answered
    assert not re.search(r"https?:|//|url\(|@import|<script|<link|<img|<iframe|\ssrc=|\shref=", page)
    assert "default-src 'none'" in page


def test_what_customers_are_called_is_text_and_never_mark_up(answered: tuple[Any, str]) -> None:
    _, page = answered
    assert "<b>" not in page
    assert "&lt;b&gt;" in page


def test_every_tag_that_is_opened_is_closed(answered: tuple[Any, str]) -> None:
    checker = _Balanced()
    checker.feed(answered[1])
    assert checker.open == []
    assert checker.wrong == []


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        """Closes itself."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_picture_has_an_answer_a_text_and_a_table(answered: tuple[Any, str]) -> None:
    _, page = answered
    figures = re.findall(r"<figure>.*?</figure>", page, re.DOTALL)
    assert len(figures) == 3
    for figure in figures:
        assert re.search(r'<svg[^>]*role="img" aria-label="[^"]+"', figure)
        assert re.search(r"<figcaption>\w", figure)
        assert "<table>" in figure


def test_on_a_telephone_pictures_and_tables_keep_their_size_and_move_sideways(answered: tuple[Any, str]) -> None:
    _, page = answered
    wide = re.findall(r"(.{28})<(?:svg|table)", page)
    assert len(wide) > 5
    assert set(wide) == {'class="scroll" tabindex="0">'}
    assert re.search(r"max-width:700px.*svg\{min-width:640px", page)


def test_the_calibration_picture_draws_each_bin_with_its_interval(answered: tuple[Any, str]) -> None:
    found, page = answered
    (buys,) = (one for one in found["numbers"] if one["name"] == "buys")
    picture = next(figure for figure in page.split("<figure>") if "probability said" in figure)
    assert picture.count("<circle") == len(buys["bins"]) == 10


def test_the_screen_says_what_is_shown_what_is_hidden_and_what_happened(purchases: Path) -> None:
    said = run(purchases, *OPTIONS, "it").stdout
    assert "Numeri che si sono guadagnati il posto" in said
    assert "si nasconde" in said
    assert "di errore in meno rispetto alla regola semplice" in said
    assert "riconquistare" in said
    assert "non per effetto della mossa" in said


def test_too_little_history_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "few.csv").write_text("customer,date,amount\nRossi,2026-01-01,5\n")
    result = run(tmp_path, "--lang", "en", "--html", tmp_path / "page.html")
    assert result.exit_code == 1
    assert "not enough history" in result.stdout
    assert "not enough history" in (tmp_path / "page.html").read_text()


@pytest.mark.parametrize(
    "arguments", [["--from", "yesterday"], ["--every", "0"], ["--horizon", "-1"], ["--lang", "fr"], ["--html", "/absent/x"]]
)  # fmt: skip
def test_wrong_use_exits_with_2(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "few.csv").write_text("customer,date,amount\nRossi,2026-01-01,5\n")
    assert run(tmp_path, *arguments).exit_code == 2


def sentences(value: object) -> Iterator[str]:
    if isinstance(value, Text):
        yield value.en
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from sentences(one)


def test_no_sentence_of_a_backtest_names_a_cause() -> None:
    said = [
        one for room in (words, gate, running, proposals) for value in vars(room).values() for one in sentences(value)
    ]
    assert len(said) > 60
    causes = re.compile(
        r"\b(causes?d?|thanks to|leads? to|led to|drives?|drove|impacts?)\b|(?<!not )\bbecause of\b", re.I
    )
    assert [sentence for sentence in said if causes.search(sentence)] == []


@pytest.mark.parametrize(
    ("skill", "said"),
    [
        (0.2, "Who buys: error 20% smaller than that of the best simple rule"),
        (-0.2, "Who buys: error 20% larger than that of the best simple rule"),
        (0.001, "Who buys: the same error as the best simple rule"),
        (None, "Who buys: too few cases to tell"),
    ],
)
def test_the_answer_is_how_it_does_beside_the_rule_hardest_to_beat(skill: float | None, said: str) -> None:
    skills = (
        {"easy": _an_estimate(0.9), "hard": _an_estimate(skill)} if skill is not None else {"hard": _an_estimate(None)}
    )
    assert answer(Judged("buys", 9, 9, gate.gate(list(skills.values())), skills)).say("en") == said


def _an_estimate(value: float | None) -> Estimate:
    return Estimate(value, value, value, 9, Grade.POOLED, "test")


def test_one_customer_is_one_and_too_few_are_said_to_be_too_few() -> None:
    alone = Judged("buys", 12, 1, gate.gate([_an_estimate(None)]), {})
    assert stands_on(alone).say("it") == "n = 12 casi di 1 cliente"
    few = {"value": None, "low": None, "high": None, "n": 3}
    assert _share(words.AFTER["customer"], few, "it") == "hanno comprato: troppo pochi per dirlo, n = 3"
    many = {"value": 0.067, "low": 0.065, "high": 0.069, "n": 28_281}
    assert _share(words.COLUMN["others"], many, "it") == "gli altri 6,7 % (da 6,5 % a 6,9 %), n = 28.281"
