"""Everything the levers can say: the same in both languages, and no cause claimed."""

from __future__ import annotations

import re

import pytest

from ignition.macro import TEXTS
from ignition.macro.contenders import TEXTS as TIME_TEXTS
from ignition.terminal.levers import words as terminal
from ignition.wording import Text
from tests.ignition.plays.test_every_play import CAUSAL

ALL = [*TEXTS, *TIME_TEXTS, *(text for text in vars(terminal).values() if isinstance(text, Text))]


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.en[:40])
def test_a_text_says_the_same_in_both_languages_and_names_no_cause(text: Text):
    assert set(re.findall(r"{(\w+)", text.it)) == set(re.findall(r"{(\w+)", text.en))
    for said in (text.it, text.en):
        assert not CAUSAL.search(said)
        assert "!" not in said
