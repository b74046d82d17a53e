"""Which language to speak."""

from __future__ import annotations

import os

from ignition.wording import Lang

_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of_environment() -> Lang:
    """English where the environment says so, Italian where it says nothing we speak."""
    asked = next((os.environ[name] for name in _ASKED if os.environ.get(name)), "")
    return "en" if asked.lower().startswith("en") else "it"
