"""How skill is said: less error than the simple rule, or more, and never a negative improvement."""

from __future__ import annotations

import pytest

from ignition.estimate import Estimate, Grade
from ignition.gate import gate, say_skill

SAID = [
    ((0.12, 0.03, 0.21), "12 % di errore in meno della regola semplice, da 3 % a 21 %"),
    ((-0.22, -0.40, -0.04), "22 % di errore in più della regola semplice, da 4 % a 40 %"),
    ((0.02, -0.03, 0.07), "2 % di errore in meno della regola semplice, da 3 % in più a 7 % in meno"),
    ((-0.02, -0.07, 0.03), "2 % di errore in più della regola semplice, da 7 % in più a 3 % in meno"),
    ((0.004, -0.05, 0.05), "lo stesso errore della regola semplice, da 5 % in più a 5 % in meno"),
    ((0.12, 0.118, 0.122), "12 % di errore in meno della regola semplice"),
    ((-0.12, None, None), "12 % di errore in più della regola semplice"),
]


@pytest.mark.parametrize(("skill", "said"), SAID)
def test_a_skill_is_said_by_its_direction(skill: tuple[float, float | None, float | None], said: str) -> None:
    spoken = {lang: say_skill(*skill).say(lang).replace("\N{NO-BREAK SPACE}", " ") for lang in ("it", "en")}
    assert spoken["it"] == said
    assert ("more error" in spoken["en"]) == (skill[0] < -0.005)
    assert "-" not in spoken["it"] + spoken["en"]


def test_a_doubtful_skill_says_how_much_worse_it_may_be() -> None:
    doubtful = Estimate(0.02, -0.03, 0.07, 60, Grade.SEGMENT, "skill")
    said = gate([doubtful]).reasons[0].say("en")
    assert said.endswith("2% less error than the simple rule, from 3% more to 7% less.")
