"""The page that says where each promise is held names tests that are there."""

from __future__ import annotations

import re

from tests.ignition.honesty.sentences import ROOT

PAGE = (ROOT / "docs" / "honesty.md").read_text(encoding="utf-8")


def test_every_test_the_page_names_is_there_and_holds_tests() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", PAGE)
    assert len(named) > 15
    for path in named:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert "def test_" in source or path.endswith("sentences.py"), path
