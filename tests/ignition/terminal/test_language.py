"""Which language the terminal speaks when nobody says."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from ignition.terminal import app, phrases
from ignition.terminal.language import language_of_environment
from ignition.wording import Text


@pytest.mark.parametrize(
    ("name", "value", "lang"),
    [
        ("LANG", "en_US.UTF-8", "en"),
        ("LANG", "it_IT.UTF-8", "it"),
        ("LANG", "C.UTF-8", "it"),
        ("LC_ALL", "en_GB", "en"),
    ],
)
def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch, name: str, value: str, lang: str) -> None:
    for known in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(known, raising=False)
    assert language_of_environment() == "it"
    monkeypatch.setenv(name, value)
    assert language_of_environment() == lang


def test_everything_is_said_in_both_languages_with_the_same_values() -> None:
    texts = [value for value in vars(phrases).values() if isinstance(value, Text)]
    assert len(texts) > 20
    for text in texts:
        assert text.it
        assert text.en
        assert _places(text.it) == _places(text.en)


def test_italian_has_no_exclamation_mark_and_says_tu() -> None:
    texts = [value.it for value in vars(phrases).values() if isinstance(value, Text)]
    assert not any("!" in text for text in texts)


def _places(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize("command", ["points", "backtest", "forecast", "levers"])
def test_every_command_says_its_exit_codes(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "160"}).stdout
    assert re.search(r"Codici di uscita: 0|Exit codes: 0", said)
