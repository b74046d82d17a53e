"""Names without what varies from one document to the next."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEGAL_FORMS = frozenset(
    [
        "srl",
        "srls",
        "spa",
        "snc",
        "sas",
        "sapa",
        "ss",
        "scarl",
        "scrl",
        "scpa",
        "soc",
        "coop",
        "cooperativa",
        "societa",
        "semplice",
        "unipersonale",
        "ditta",
        "individuale",
        "onlus",
        "aps",
        "asd",
        "ets",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "gmbh",
        "ag",
        "kg",
        "ug",
        "sa",
        "sarl",
        "sl",
        "slu",
        "bv",
        "nv",
        "ab",
        "oy",
        "as",
        "aps",
        "co",
    ]
)
_WRITTEN_OUT = re.compile(
    r"\bsocieta (a|per) (responsabilita limitata( semplificata)?|azioni)\b|\bin (nome collettivo|accomandita semplice)\b|\bsocieta cooperativa\b"
)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?|\bs\. (?:r\. l|p\. a|n\. c|a\. s)\b\.?")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=262_144)
def normal_name(name: str) -> str:
    """A name in lower case without accents, signs and legal form; the name itself where nothing else would be left.

    >>> normal_name("F.lli Rossi S.r.l."), normal_name("Rossi & Figli Società a responsabilità limitata"), normal_name("S.p.A.")
    ('f lli rossi', 'rossi figli', 'spa')
    """
    plain = unicodedata.normalize("NFKD", name.lower()).replace("&", " ")
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _DOTTED.sub(lambda letters: re.sub(r"[.\s]", "", letters[0]) + " ", plain)
    words = _NO_LETTER.sub(" ", plain).split()
    kept = [
        word for word in _NO_LETTER.sub(" ", _WRITTEN_OUT.sub(" ", " ".join(words))).split() if word not in _LEGAL_FORMS
    ]
    return " ".join(kept or words)


@lru_cache(maxsize=262_144)
def squeezed(name: str) -> str:
    """Only the letters and digits of a name, for things whose blanks vary.

    >>> squeezed("GTX Pro") == squeezed("GTXPro")
    True
    """
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(char for char in plain if char.isalnum())
