"""Plausible Italian names, places and identifiers. All made up; the identifiers only have the right shape."""

from __future__ import annotations

import re
import unicodedata

from numpy.random import Generator
from stdnum import luhn

from ignition.datasets.demo.company import Address, Contact

_SURNAMES = """
Rossi Bianchi Ferrari Esposito Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa Giordano
Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile
Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco
Marini Grasso Valentini Messina Sala De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli
Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra
Palmieri Bernardi Martino Fiore De_Rosa Ferretti Bellini Basile Riva Donati Piras Vitali Battaglia Sartori Neri
Costantini Milani Pagano Ruggiero Sorrentino D'Amico Orlando Negri Tassoni Zanetti Bortolotti Cavazza Malagoli
Vaccari Guidetti Bonacini Lugli Pè Nicolò
"""
_FIRST_NAMES = """
Anna Marco Giulia Luca Francesca Paolo Chiara Andrea Elena Davide Sara Matteo Laura Stefano Silvia Roberto Martina
Giorgio Valentina Simone Federica Claudio Ilaria Enrico Cristina Nicolò Teresa Fabio Lucia Sergio
"""
SURNAMES = tuple(surname.replace("_", " ") for surname in _SURNAMES.split())
FIRST_NAMES = tuple(_FIRST_NAMES.split())
TRADES = (
    ("Meccanica", "Meccanica"),
    ("Oleodinamica", "Meccanica"),
    ("Impianti", "Impiantistica"),
    ("Automazioni", "Automazione"),
    ("Ceramiche", "Ceramica"),
    ("Packaging", "Imballaggio"),
    ("Alimentari", "Alimentare"),
    ("Agricola", "Macchine agricole"),
    ("Stampi", "Plastica"),
    ("Carpenterie", "Carpenteria"),
    ("Officine", "Meccanica"),
    ("Costruzioni", "Edilizia"),
)
FORMS = ("Srl", "Srl", "Srl", "SpA", "Snc", "Sas")
PLACES = {
    "MO": (("Modena", "41121"), ("Carpi", "41012"), ("Sassuolo", "41049"), ("Mirandola", "41037")),
    "RE": (("Reggio nell'Emilia", "42121"), ("Correggio", "42015"), ("Scandiano", "42019")),
    "BO": (("Bologna", "40121"), ("Imola", "40026"), ("Casalecchio di Reno", "40033")),
    "PR": (("Parma", "43121"), ("Fidenza", "43036")),
    "FE": (("Ferrara", "44121"), ("Cento", "44042")),
    "FC": (("Forlì", "47121"), ("Cesena", "47521")),
    "VR": (("Verona", "37121"), ("Villafranca di Verona", "37069")),
    "VI": (("Vicenza", "36100"), ("Schio", "36015")),
    "PD": (("Padova", "35121"), ("Cittadella", "35013")),
    "BS": (("Brescia", "25121"), ("Lumezzane", "25065")),
    "MI": (("Milano", "20121"), ("Legnano", "20025")),
    "TO": (("Torino", "10121"), ("Moncalieri", "10024")),
}
STREETS = (
    "Via Emilia Est",
    "Via Galileo Galilei",
    "Via dell'Artigianato",
    "Viale dell'Industria",
    "Via Guglielmo Marconi",
    "Via Enzo Ferrari",
    "Via delle Nazioni",
    "Via Primo Maggio",
)
ROLES = ("Ufficio acquisti", "Titolare", "Responsabile produzione", "Direzione tecnica", "Amministrazione")


def company_names(rng: Generator, count: int) -> list[tuple[str, str]]:
    """`count` different (name, sector) pairs."""
    pairs = [(surname, trade) for surname in SURNAMES for trade in TRADES]
    chosen = rng.permutation(len(pairs))[:count]
    return [_company(rng, *pairs[int(i)]) for i in chosen]


def _company(rng: Generator, surname: str, trade: tuple[str, str]) -> tuple[str, str]:
    word, sector = trade
    first, second = (word, surname) if rng.random() < 0.5 else (surname, word)
    return f"{first} {second} {FORMS[int(rng.integers(len(FORMS)))]}", sector


def vat_id(number: int, office: int = 36) -> str:
    """An Italian VAT id with a right check digit, from 99xxxxx: numbers that no office has given out.

    >>> vat_id(1)
    '99000010365'
    """
    body = f"{9_900_000 + number:07d}{office:03d}"
    return body + luhn.calc_check_digit(body)


def address(rng: Generator, province: str) -> Address:
    city, postcode = PLACES[province][int(rng.integers(len(PLACES[province])))]
    return Address(f"{STREETS[int(rng.integers(len(STREETS)))]} {int(rng.integers(1, 240))}", postcode, city, province)


def contact(rng: Generator, company: str) -> Contact:
    name = FIRST_NAMES[int(rng.integers(len(FIRST_NAMES)))]
    surname = SURNAMES[int(rng.integers(len(SURNAMES)))]
    email = f"{slug(name)}.{slug(surname)}@{slug(company)}.example"
    return Contact(name, surname, email, ROLES[int(rng.integers(len(ROLES)))])


def phone(rng: Generator) -> str:
    """In a range of the plan that answers nobody: 059 000...."""
    return f"+39 059 000{int(rng.integers(10_000)):04d}"


def slug(text: str) -> str:
    """
    >>> slug("Bar De Nicolò Srl")
    'bar-de-nicolo-srl'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
