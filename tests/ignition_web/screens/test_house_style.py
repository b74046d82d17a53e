"""What holds for every template and every message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ignition_web
from ignition_web.locale.__main__ import gathered, stored, untranslated, updated
from ignition_web.screens.icons import ICONS

PRODUCT = Path(ignition_web.__file__).parent
TEMPLATES = sorted((PRODUCT / "screens/templates").rglob("*.html"))
FRONT = PRODUCT.parent / "frontend/src"
PLACES = re.compile(r"%\((\w+)\)")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_carries_no_script_no_style_and_no_foreign_address(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\son\w+\s*=", text), "an inline handler"
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "an inline script"
    assert not re.search(r"<style|\sstyle=", text), "an inline style"
    assert not re.search(r"(?:https?:)?//[\w.-]+\.\w", text), "an address elsewhere"
    assert "|safe" not in text


def test_every_form_that_posts_carries_its_token() -> None:
    for path in TEMPLATES:
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.S):
            assert "{% csrf_token %}" in form, path


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    assert asked <= set(ICONS)


def test_every_message_is_said_in_italian() -> None:
    assert list(untranslated(updated("it", gathered()))) == []


def test_english_says_each_message_as_it_is_written() -> None:
    """No word of another language hides in the English catalogue."""
    assert [message.id for message in stored("en") if message.id and any(message.string)] == []


def test_a_translation_keeps_the_places_for_values() -> None:
    for message in stored("it"):
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        assert set(PLACES.findall(said[-1])) == set(PLACES.findall(ids[-1])), message.id
        assert all(set(PLACES.findall(each)) <= set(PLACES.findall(ids[-1])) for each in said), message.id


def test_italian_never_shouts_and_never_says_ok() -> None:
    for message in stored("it"):
        said = " ".join(message.string) if isinstance(message.string, (tuple, list)) else message.string
        assert not re.search(r"!|\bOops\b|\bOK\b|\bE'|\bperche'|\bDashboard\b", said) or not message.id, message.id


def test_ember_is_never_a_colour_of_data() -> None:
    for path in (FRONT / "charts.js", *sorted((FRONT / "js").glob("*.js"))):
        assert "ember" not in path.read_text()


def test_colours_are_readable_on_their_ground() -> None:
    """WCAG 2: 4.5 for text, 3 for what one acts on; in the light and in the dark."""
    for theme in themes():
        for ground in ("bg", "surface"):
            for ink in ("text", "muted", "ember", "link", "good", "bad", "caution"):
                assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
            assert contrast(theme["control"], theme[ground]) >= 3
        assert contrast(theme["on-ember"], theme["ember"]) >= 4.5


def themes() -> list[dict[str, str]]:
    css = (FRONT / "css/tokens.css").read_text()
    blocks = [css[css.index("color-scheme: light dark") :], css[css.index('[data-theme="dark"]') :]]
    return [dict(re.findall(r"--([\w-]+): (#\w{6})", block[: block.index("}")])) for block in blocks]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
