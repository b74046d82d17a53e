"""`python -m ignition_web.locale` gathers the messages of code and templates into the catalogues, and compiles them.

It needs no gettext programs: Django turns a template into something Babel reads.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

HERE = Path(__file__).parent
PRODUCT = HERE.parent
LANGUAGES = ("it", "en")
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


def main() -> int:
    """Write both catalogues; 1 where a translation into Italian is missing."""
    found = gathered()
    for lang in LANGUAGES:
        catalogue = updated(lang, found)
        with path_of(lang).open("wb") as file:
            write_po(
                file, catalogue, width=120, omit_header=False, sort_output=True, no_location=True, ignore_obsolete=True
            )
        with path_of(lang).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    missing = list(untranslated(updated("it", found)))
    print("\n".join(f"no Italian yet: {message}" for message in missing) or "every message has its Italian")
    return 1 if missing else 0


def gathered() -> Catalog:
    """Every message the product can say."""
    found = Catalog(project="Ignition", domain="django", fuzzy=False)
    for line, message, comments, context in messages():
        found.add(message, None, [("", line)], auto_comments=comments, context=context)
    return found


def messages() -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    for path in sorted(PRODUCT.rglob("*.py")):
        yield from extract("python", io.BytesIO(path.read_bytes()), KEYWORDS)
    for path in sorted(PRODUCT.rglob("templates/**/*.html")):
        as_python = templatize(path.read_text(encoding="utf-8"), origin=path.name)
        yield from extract("python", io.BytesIO(as_python.encode()), KEYWORDS)


def updated(lang: str, found: Catalog) -> Catalog:
    """What was translated stays; what nobody says any more goes. English says each message as it is written."""
    catalogue = stored(lang)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def stored(lang: str) -> Catalog:
    path = path_of(lang)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        return Catalog(locale=lang, project="Ignition", domain="django", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=lang, domain="django")


def path_of(lang: str) -> Path:
    return HERE / lang / "LC_MESSAGES" / "django.po"


def untranslated(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(said)):
            yield str(message.id)


if __name__ == "__main__":
    sys.exit(main())
