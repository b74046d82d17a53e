"""Whom a row names."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from ignition.readers.tabular import Columns
from ignition.records import Party

_NAME_AND_MAIL = re.compile(r"(.*?)\s*\(([^()\s]+@[^()\s]+)\)")


def companies(columns: Columns) -> list[Party]:
    """The company each row belongs to: a name, an id of the program it came from, or both.

    HubSpot joins several with `;`, the primary one first, and may write `Name (mail)`.
    """
    names, ids = columns.texts("company_name"), columns.texts("company_id")
    return [_company(name, external_id) for name, external_id in zip(names, ids, strict=True)]


@lru_cache(maxsize=65_536)
def _company(name: str, external_id: str) -> Party:
    name = name.split(";")[0].strip()
    mail = ""
    if match := _NAME_AND_MAIL.fullmatch(name):
        name, mail = match.groups()
    return Party(name=name, email=mail, external_id=external_id.split(";")[0].strip())


def first_mail(cell: str) -> str:
    """The first address of a cell that may hold several.

    >>> first_mail("Anna@Acme.it, info@acme.it")
    'anna@acme.it'
    """
    first = re.split(r"[,;\s]+", cell.strip())[0].lower()
    return first if "@" in first else ""


def domain_of(site: str) -> str:
    """The domain of a web site's address, without `www`.

    >>> domain_of("https://www.Acme.it/chi-siamo"), domain_of("acme.it")
    ('acme.it', 'acme.it')
    """
    try:
        host = urlsplit(site if "//" in site else f"//{site}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""
