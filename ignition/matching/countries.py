"""Countries by code, whatever language they are written in."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale


@lru_cache(maxsize=1024)
def country_code(written: str) -> str:
    """ISO 3166 code of a country written as a code or by its Italian or English name; empty where it is none of these.

    >>> country_code("it"), country_code("Germania"), country_code("United States"), country_code("Atlantis")
    ('IT', 'DE', 'US', '')
    """
    if re.fullmatch(r"[A-Za-z]{2}", written):
        return written.upper()
    return _codes().get(written.strip().lower(), "")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    named = (item for language in ("en", "it") for item in Locale(language).territories.items())
    return {name.lower(): code for code, name in named if len(code) == 2 and code.isalpha()}
