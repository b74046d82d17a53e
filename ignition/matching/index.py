"""Known parties, and the question whether another is one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ignition.matching.identity import Identity, identity
from ignition.records import Party
from ignition.wording import Sentence, Text

Kind = Literal["same", "doubt", "new"]

NEAR = 88.0
"""Likeness of two names (0-100, token-sort ratio) from which they raise a question. Below it they are two."""
UNLIKE = 55.0
"""Likeness below which two names under one id or domain are too different to be one company without asking."""
AT_ONE_DOOR = 80.0
"""Likeness, by the words they share, from which two names at one street and postcode raise a question."""
_CROWD = 400
"""Names that share a piece beyond which it tells nothing and is not searched."""


@dataclass(frozen=True, slots=True)
class Match:
    """`same`: it is `key`. `doubt`: it may be one of `candidates`, the likeliest first; a person decides. `new`: nobody known."""

    kind: Kind
    key: str | None
    candidates: tuple[str, ...]
    why: Sentence


class Index:
    """Parties by key. What a key is, is the caller's business; several parties may stand under one key.

    Evidence in this order: VAT id, tax code, e-mail address, id in another program, own mail domain, then name and
    place. Two tax ids that differ settle that two parties are two. A name that is only near is a doubt, never a match.
    """

    def __init__(self) -> None:
        self._of: dict[str, list[Identity]] = defaultdict(list)
        self._by: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._pieces: dict[str, dict[str, None]] = defaultdict(dict)
        self._doors: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._of)

    def add(self, key: str, party: Party) -> None:
        """Make `party` known as `key`."""
        who = identity(party)
        if who in self._of[key]:
            return
        self._of[key].append(who)
        for evidence in _evidence(who):
            self._by[evidence][key] = None
        if who.street and who.postcode:
            self._doors[who.street, who.postcode][key] = None
        if who.name:
            self._names[who.name][key] = None
            for piece in _pieces(who.name):
                self._pieces[piece][who.name] = None

    def match(self, party: Party) -> Match:
        """Who `party` is among the known ones. Pure: asking changes nothing."""
        who = identity(party)
        for field, value in _evidence(who):
            if found := self._judge(field, who, list(self._by.get((field, value), ()))):
                return found
        return self._by_name(who) or self._by_likeness(who) or Match("new", None, (), _NOBODY.of())

    def _judge(self, field: str, who: Identity, keys: list[str]) -> Match | None:
        """What one piece of evidence says; nothing where tax ids speak against everybody it points at."""
        keys = [key for key in keys if not self._contradicts(key, who)]
        if not keys:
            return None
        like = [key for key in keys if field in _BEYOND_NAMES or not self._unlike(key, who)]
        if len(like) == 1:
            return Match("same", like[0], (like[0],), _WHY[field].of())
        named = [key for key in like if who.name and any(who.name == known.name for known in self._of[key])]
        if len(named) == 1:
            return Match("same", named[0], (named[0],), _WHY[field].of())
        return Match("doubt", None, tuple(like or keys), _SHARED_BY_SEVERAL.of(what=_WHAT[field]))

    def _by_name(self, who: Identity) -> Match | None:
        if not who.name:
            return None
        known = [key for key in self._names.get(who.name, ()) if not self._contradicts(key, who)]
        here = [key for key in known if self._same_place(key, who)]
        if len(here) == 1:
            return Match("same", here[0], (here[0],), _SAME_NAME.of())
        return Match("doubt", None, tuple(here or known), _NAMESAKES.of()) if known else None

    def _by_likeness(self, who: Identity) -> Match | None:
        """Nothing settles it; but a near name, a neighbour's name or a slip in a tax id is worth a question."""
        if not who.name:
            return None
        if near := self._near(who):
            return Match("doubt", None, near, _NEAR_NAME.of())
        door = self._doors.get((who.street, who.postcode), ()) if who.street and who.postcode else ()
        there = tuple(key for key in door if self._shares_words(key, who) and not self._is_another(key, who))
        return Match("doubt", None, there, _SAME_DOOR.of()) if there else None

    def _near(self, who: Identity) -> tuple[str, ...]:
        """Keys whose name is near and whose place does not differ, the nearest first."""
        names: dict[str, None] = {}
        for piece in _pieces(who.name):
            crowd = self._pieces.get(piece, {})
            names |= crowd if len(crowd) <= _CROWD else {}
        scored = ((_likeness(who.name, name), name) for name in names)
        near = sorted((-score, name) for score, name in scored if score >= NEAR)
        keys = dict.fromkeys(key for _, name in near for key in self._names[name])
        return tuple(key for key in keys if not self._is_another(key, who) and self._may_be_here(key, who))

    def _is_another(self, key: str, who: Identity) -> bool:
        """Its tax id differs by more than a slip of the pen."""
        return any(
            _differ(one, other) and OSA.distance(one, other) > 1
            for known in self._of[key]
            for one, other in ((who.vat_id, known.vat_id), (who.tax_code, known.tax_code))
        )

    def _shares_words(self, key: str, who: Identity) -> bool:
        return any(known.name and fuzz.token_set_ratio(who.name, known.name) >= AT_ONE_DOOR for known in self._of[key])

    def _contradicts(self, key: str, who: Identity) -> bool:
        return any(
            _differ(who.vat_id, known.vat_id) or _differ(who.tax_code, known.tax_code) for known in self._of[key]
        )

    def _unlike(self, key: str, who: Identity) -> bool:
        names = [known.name for known in self._of[key] if known.name]
        return bool(who.name and names) and max(_likeness(who.name, name) for name in names) < UNLIKE

    def _same_place(self, key: str, who: Identity) -> bool:
        cities = {known.city for known in self._of[key] if known.city}
        return not (who.city and cities) or who.city in cities

    def _may_be_here(self, key: str, who: Identity) -> bool:
        cities = [known.city for known in self._of[key] if known.city]
        return not (who.city and cities) or any(fuzz.ratio(who.city, city) >= NEAR for city in cities)


def _evidence(who: Identity) -> Iterable[tuple[str, str]]:
    if who.vat_id:
        yield "tax", who.vat_id
    if who.tax_code:
        yield "tax", who.tax_code  # a company's tax code is as a rule its VAT id: one drawer for both
    for field in ("email", "external_id", "domain"):
        if value := getattr(who, field):
            yield field, value


def _pieces(name: str) -> set[str]:
    """Parts of which a slip of the pen leaves at least one whole: the words' beginnings, the whole's beginning and end."""
    whole = name.replace(" ", "")
    return {word[:3] for word in name.split() if len(word) > 2} | {whole[:4], f"{whole[-4:]}$"}


def _likeness(one: str, other: str) -> float:
    return max(fuzz.token_sort_ratio(one, other), fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


_BEYOND_NAMES = frozenset(("tax", "email"))
"""Evidence that holds whatever the names are."""
_WHY = {
    "tax": Text(it="Stessa partita IVA o codice fiscale.", en="Same VAT id or tax code."),
    "email": Text(it="Stesso indirizzo e-mail.", en="Same e-mail address."),
    "external_id": Text(it="Stesso codice cliente.", en="Same customer code."),
    "domain": Text(it="Stesso dominio di posta.", en="Same mail domain."),
}
_WHAT = {
    "tax": Text(it="la partita IVA o il codice fiscale", en="the VAT id or tax code"),
    "email": Text(it="l'indirizzo e-mail", en="the e-mail address"),
    "external_id": Text(it="il codice cliente", en="the customer code"),
    "domain": Text(it="il dominio di posta", en="the mail domain"),
}
_SAME_NAME = Text(it="Stesso nome, e il luogo non dice altro.", en="Same name, and the place does not say otherwise.")
_NAMESAKES = Text(
    it="Stesso nome, ma luogo diverso o più di uno con quel nome.",
    en="Same name, but another place or several with that name.",
)
_NEAR_NAME = Text(it="Il nome è molto simile.", en="The name is very similar.")
_SAME_DOOR = Text(it="Stesso indirizzo, e il nome si somiglia.", en="Same address, and the names are alike.")
_SHARED_BY_SEVERAL = Text(
    it="Coincide {what}, ma i nomi sono diversi o sono più d'uno.",
    en="It shares {what}, but the names differ or there are several.",
)
_NOBODY = Text(it="Non somiglia a nessuno che conosciamo.", en="It is like nobody we know.")
