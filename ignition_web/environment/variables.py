"""Every setting the product takes from its environment: name, meaning, default, and how a value is checked.

A new setting is one `Variable` here and a line in docs/settings.md (a test compares them).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ignition.wording import Sentence, Text
from ignition_web.environment import parsing


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    meaning: Text
    default: str
    parse: Callable[[str], Any]
    """Turns the text into a value, or raises `parsing.Wrong` with the hint."""


@dataclass(frozen=True, slots=True)
class WrongValue:
    name: str
    value: str
    hint: Sentence

    def say(self, lang: str = "it") -> str:
        return f"{_WRONG.of(name=self.name, value=self.value).say(lang)} {self.hint.say(lang)}"


_WRONG = Text(
    it="L'impostazione {name} ha il valore «{value}», che non si può usare.",
    en="The setting {name} has the value “{value}”, which cannot be used.",
)


def read_environment(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[WrongValue]]:
    """The value of every variable, and the wrong ones. An empty value counts as not set."""
    values: dict[str, Any] = {}
    wrong: list[WrongValue] = []
    for variable in VARIABLES:
        given = environment.get(variable.name, "").strip() or variable.default
        try:
            values[variable.name] = variable.parse(given)
        except parsing.Wrong as problem:
            shown = "***" if variable.name in _SECRET else given
            wrong.append(WrongValue(variable.name, shown, problem.hint))
    wrong += _unknown(environment)
    return values, wrong


def _unknown(environment: Mapping[str, str]) -> list[WrongValue]:
    known = {variable.name for variable in VARIABLES}
    strange = sorted(n for n in environment if n.startswith("IGNITION_") and n not in known | _NOT_OURS)
    return [WrongValue(name, environment[name], _NO_SUCH.of()) for name in strange]


_NO_SUCH = Text(it="Non esiste: controlla il nome in docs/settings.md.", en="It does not exist: see docs/settings.md.")
_SECRET = frozenset({"IGNITION_SECRET_KEY", "DATABASE_URL"})
_NOT_OURS = frozenset({"IGNITION_SHARED_DATA", "IGNITION_TEST_POSTGRES", "IGNITION_TEST_ROUNDS"})
"""Read by the tests only."""

VARIABLES: tuple[Variable, ...] = (
    Variable(
        "IGNITION_DATA_FOLDER",
        Text(
            it="Cartella dei dati: documenti arrivati, chiave segreta, base dati SQLite.",
            en="Folder of the data: documents that arrived, secret key, SQLite database.",
        ),
        "var",
        parsing.folder,
    ),
    Variable(
        "DATABASE_URL",
        Text(
            it="Base dati: postgres://utente:password@host:porta/nome, o sqlite:///percorso. Vuota: SQLite nella cartella dei dati.",
            en="Database: postgres://user:password@host:port/name, or sqlite:///path. Empty: SQLite in the data folder.",
        ),
        "",
        parsing.database,
    ),
    Variable(
        "IGNITION_SECRET_KEY",
        Text(
            it="Chiave che firma le sessioni, almeno 50 caratteri. Vuota: creata al primo avvio nella cartella dei dati, leggibile solo dal proprietario.",
            en="Key that signs sessions, 50 characters or more. Empty: made at the first start in the data folder, readable by its owner only.",
        ),
        "",
        parsing.secret,
    ),
    Variable(
        "IGNITION_BASE_URL",
        Text(
            it="Indirizzo con cui le persone raggiungono Ignition. Con https i cookie sono sicuri e parte HSTS.",
            en="Address under which people reach Ignition. With https cookies are secure and HSTS is on.",
        ),
        "http://127.0.0.1:8000",
        parsing.base_url,
    ),
    Variable(
        "IGNITION_ALLOWED_HOSTS",
        Text(
            it="Nomi di macchina a cui si risponde, separati da virgola. Quello di IGNITION_BASE_URL c'è sempre.",
            en="Host names that are answered, separated by commas. The one of IGNITION_BASE_URL always is.",
        ),
        "127.0.0.1,localhost,[::1]",
        parsing.hosts,
    ),
    Variable(
        "IGNITION_WATCHED_FOLDER",
        Text(
            it="Cartella osservata: ogni documento che vi compare viene preso. Vuota: nessuna.",
            en="Watched folder: each document that appears in it is taken in. Empty: none.",
        ),
        "",
        parsing.existing_folder,
    ),
    Variable(
        "IGNITION_OWN_VAT",
        Text(
            it="Partita IVA della nostra azienda. Vuota: dedotta dalle fatture, o chiesta.",
            en="VAT id of our company. Empty: worked out from the invoices, or asked.",
        ),
        "",
        parsing.vat_id,
    ),
    Variable(
        "IGNITION_OWN_MAIL_DOMAINS",
        Text(
            it="Domini di posta della nostra azienda, separati da virgola.",
            en="Mail domains of our company, separated by commas.",
        ),
        "",
        parsing.domains,
    ),
    Variable(
        "IGNITION_MARGIN",
        Text(
            it="Margine di contribuzione sul ricavo, fra 0 e 1.",
            en="Contribution over revenue, between 0 and 1.",
        ),
        "0.35",
        parsing.share,
    ),
    Variable(
        "IGNITION_TIME_ZONE",
        Text(it="Fuso orario della giornata di lavoro.", en="Time zone of the working day."),
        "Europe/Rome",
        parsing.time_zone,
    ),
    Variable(
        "IGNITION_LANGUAGE",
        Text(
            it="Lingua di chi non ne ha ancora scelta una: it o en.", en="Language of who has not chosen one: it or en."
        ),
        "it",
        parsing.language,
    ),
    Variable(
        "IGNITION_UPLOAD_MB",
        Text(it="Misura massima di un caricamento, in MB.", en="Largest upload, in MB."),
        "100",
        parsing.whole(1, 2000),
    ),
    Variable(
        "IGNITION_READ_SECONDS",
        Text(
            it="Secondi concessi alla lettura di un documento.",
            en="Seconds granted to the reading of one document.",
        ),
        "120",
        parsing.whole(1, 3600),
    ),
    Variable(
        "IGNITION_READ_MEMORY_MB",
        Text(
            it="Memoria concessa alla lettura di un documento, in MB.",
            en="Memory granted to the reading of one document, in MB.",
        ),
        "1024",
        parsing.whole(256, 65536),
    ),
    Variable(
        "IGNITION_LEASE_SECONDS",
        Text(
            it="Dopo quanti secondi il lavoro di un processo morto passa a un altro.",
            en="After how many seconds the work of a dead process passes to another.",
        ),
        "300",
        parsing.whole(1, 86400),
    ),
    Variable(
        "IGNITION_TRUSTED_PROXIES",
        Text(
            it="Quanti proxy nostri stanno davanti: da loro si prende l'indirizzo di chi chiama.",
            en="How many proxies of ours stand in front: the caller's address is taken from them.",
        ),
        "0",
        parsing.whole(0, 5),
    ),
    Variable(
        "IGNITION_DEBUG",
        Text(
            it="Mostra gli errori per esteso, per chi sviluppa: yes o no.",
            en="Shows errors in full, for developers: yes or no.",
        ),
        "no",
        parsing.yes_no,
    ),
)
