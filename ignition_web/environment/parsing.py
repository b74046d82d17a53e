"""From the text of an environment variable to a value, or the hint that says what a good one looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from ignition.wording import Sentence, Text


class Wrong(ValueError):
    """The text is not a value; `hint` says what would be."""

    def __init__(self, hint: Sentence) -> None:
        super().__init__(hint.say("en"))
        self.hint = hint


def folder(text: str) -> Path:
    path = Path(text).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise Wrong(_NOT_A_FOLDER.of(path=str(path)))
    return path


def existing_folder(text: str) -> Path | None:
    if not text:
        return None
    path = folder(text)
    if not path.is_dir():
        raise Wrong(_NO_FOLDER.of(path=str(path)))
    return path


def database(text: str) -> dict[str, Any] | None:
    """The connection of a URL; None where the default is meant."""
    if not text:
        return None
    url = urlsplit(text)
    if url.scheme == "sqlite":
        return {"engine": "sqlite", "name": _sqlite_path(url.path)}
    if url.scheme not in ("postgres", "postgresql") or not url.path.strip("/"):
        raise Wrong(_DATABASE.of())
    return {"engine": "postgresql", **_postgres(text)}


def _sqlite_path(path: str) -> str:
    name = unquote(path[1:])
    if not name or name == ":memory:":
        raise Wrong(_DATABASE.of())
    return str(Path(name).absolute())


def _postgres(text: str) -> dict[str, Any]:
    url = urlsplit(text)
    try:
        port = url.port
    except ValueError:
        raise Wrong(_DATABASE.of()) from None
    options = dict(parse_qsl(url.query))
    host = options.pop("host", "") or unquote(url.hostname or "")
    return {
        "name": unquote(url.path.strip("/")),
        "user": unquote(url.username or ""),
        "password": unquote(url.password or ""),
        "host": host,
        "port": str(port or ""),
        "options": options,
    }


def secret(text: str) -> str:
    if text and (len(text) < 50 or len(set(text)) < 5):
        raise Wrong(_SECRET.of())
    return text


def base_url(text: str) -> str:
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/") or url.query:
        raise Wrong(_BASE_URL.of())
    if url.scheme == "http" and not is_local(url.hostname):
        raise Wrong(_NOT_HTTPS.of())
    return text.rstrip("/")


def is_local(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.") or host.endswith(".localhost")


def hosts(text: str) -> list[str]:
    names = _listed(text)
    if "*" in names:
        raise Wrong(_ANY_HOST.of())
    return names


def domains(text: str) -> list[str]:
    found = [name.lower().lstrip("@") for name in _listed(text)]
    if not all(re.fullmatch(r"[\w-]+(\.[\w-]+)+", name) for name in found):
        raise Wrong(_DOMAINS.of())
    return found


def vat_id(text: str) -> str:
    found = re.sub(r"[\s.-]", "", text).upper()
    if found and not re.fullmatch(r"([A-Z]{2})?[A-Z0-9]{5,28}", found):
        raise Wrong(_VAT.of())
    return found


def share(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Wrong(_SHARE.of()) from None
    if not 0 < value <= 1:
        raise Wrong(_SHARE.of())
    return value


def time_zone(text: str) -> str:
    if text not in available_timezones():
        raise Wrong(_ZONE.of())
    return text


def language(text: str) -> str:
    if text not in ("it", "en"):
        raise Wrong(_LANGUAGE.of())
    return text


def yes_no(text: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
    if text.lower() not in known:
        raise Wrong(_YES_NO.of())
    return known[text.lower()]


def whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise Wrong(_WHOLE.of(least=least, most=most))
        return int(text)

    return parse


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


_NOT_A_FOLDER = Text(it="{path} è un file: indica una cartella.", en="{path} is a file: name a folder.")
_NO_FOLDER = Text(it="La cartella {path} non c'è: creala prima.", en="There is no folder {path}: make it first.")
_DATABASE = Text(
    it="Scrivi postgres://utente:password@host:porta/nome oppure sqlite:///percorso/del/file.",
    en="Write postgres://user:password@host:port/name or sqlite:///path/of/the/file.",
)
_SECRET = Text(
    it="Servono almeno 50 caratteri a caso; oppure lasciala vuota e verrà creata.",
    en="It takes at least 50 random characters; or leave it empty and one is made.",
)
_BASE_URL = Text(
    it="Scrivi per esempio https://vendite.esempio.it, senza percorso.",
    en="Write for example https://sales.example.com, without a path.",
)
_NOT_HTTPS = Text(
    it="Fuori da questa macchina serve https: password e sessioni passerebbero in chiaro.",
    en="Outside this machine https is needed: passwords and sessions would travel in the clear.",
)
_ANY_HOST = Text(
    it="Elenca i nomi uno per uno: «*» accetta chiunque.", en="List the names one by one: “*” accepts anybody."
)
_DOMAINS = Text(
    it="Scrivi i domini come esempio.it, separati da virgola.", en="Write domains as example.com, separated by commas."
)
_VAT = Text(
    it="Scrivi la partita IVA come 01234567890 o IT01234567890.", en="Write the VAT id as 01234567890 or IT01234567890."
)
_SHARE = Text(it="Scrivi un numero fra 0 e 1, come 0.35.", en="Write a number between 0 and 1, as 0.35.")
_ZONE = Text(it="Scrivi un fuso come Europe/Rome.", en="Write a time zone as Europe/Rome.")
_LANGUAGE = Text(it="Scrivi it o en.", en="Write it or en.")
_YES_NO = Text(it="Scrivi yes o no.", en="Write yes or no.")
_WHOLE = Text(
    it="Scrivi un numero intero fra {least:number} e {most:number}.",
    en="Write a whole number between {least:number} and {most:number}.",
)
