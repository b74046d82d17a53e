"""A header against the vocabulary: what the table is, whose export it is, and where each field stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ignition.readers.headers.companies import COMPANIES
from ignition.readers.headers.contacts import CONTACTS
from ignition.readers.headers.deals import DEALS
from ignition.readers.headers.people import PEOPLE
from ignition.readers.headers.products import PRODUCTS
from ignition.readers.headers.purchases import PURCHASES
from ignition.readers.headers.stages import STAGE_FIELD_HISTORY, STAGES
from ignition.readers.headers.vocabulary import Vocabulary, normal

VOCABULARIES: tuple[Vocabulary, ...] = (
    STAGE_FIELD_HISTORY,
    STAGES,
    DEALS,
    PURCHASES,
    CONTACTS,
    PRODUCTS,
    PEOPLE,
    COMPANIES,
)
"""The more particular first: a draw goes to the earlier one."""

_CERTAIN = frozenset(words.entity for words in VOCABULARIES if words.certain)
_OWNERS = {"deal": "deal", "organization": "company", "person": "contact", "product": "product", "activity": "activity"}
"""Pipedrive writes `Entity - Field` in every header."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a table turned out to be."""

    entity: str
    provider: str
    """The program whose own names it uses most; empty where none stands out."""
    where: Mapping[str, int]
    """Our field -> index of its column."""


def best_fit(header: Sequence[str]) -> Fit | None:
    """The entity whose vocabulary explains most of the header; None where none has all it needs.

    >>> best_fit(["Deal Name", "Deal Stage", "Amount", "Close Date"]).entity
    'deal'
    >>> best_fit(["colour", "shape"]) is None
    True
    """
    owner = file_owner(header)
    fits = [fit for fit in (_fit(words, header, owner) for words in VOCABULARIES) if fit]
    own = [fit for fit in fits if fit.entity == owner]
    certain = [fit for fit in fits if fit.entity in _CERTAIN]
    return max(certain or own or fits, key=lambda fit: len(fit.where), default=None)


def file_owner(header: Sequence[str]) -> str:
    """The entity most headers of an `Entity - Field` export begin with; empty for any other export."""
    prefixes = [label.split(" - ")[0].strip().lower() for label in header if " - " in label]
    counted = {word: prefixes.count(word) for word in prefixes if word in _OWNERS}
    if not counted:
        return ""
    return _OWNERS[max(sorted(counted), key=lambda word: counted[word])]


def _fit(words: Vocabulary, header: Sequence[str], owner: str) -> Fit | None:
    columns = _columns(header, words.entity if owner == words.entity else "")
    provider = _provider(words, columns)
    where = {field: at for field in words.fields if (at := _place(words, field, provider, columns)) is not None}
    where = _one_field_a_column(where)
    if not any(all(field in where for field in needed) for needed in words.needs):
        return None
    return None if any(field in where for field in words.forbids) else Fit(words.entity, provider, where)


def _columns(header: Sequence[str], own: str) -> dict[str, int]:
    """Normal names -> index. Only the file's own entity is taken off, so that another's name stays another's."""
    found: dict[str, int] = {}
    for at, label in enumerate(header):
        prefix, dash, rest = label.partition(" - ")
        mine = bool(dash) and _OWNERS.get(prefix.strip().lower()) == own and own
        found.setdefault(normal(rest if mine else label), at)
    return found


def _provider(words: Vocabulary, columns: Mapping[str, int]) -> str:
    """The program with most names that are its alone."""
    hits = {
        provider: sum(name in columns for name in names if name not in words.shared)
        for provider, names in words.names_of_provider.items()
    }
    best = max(hits, key=lambda provider: hits[provider], default="")
    return best if best and hits[best] else ""


def _place(words: Vocabulary, field: str, provider: str, columns: Mapping[str, int]) -> int | None:
    return next((columns[name] for name in _names(words, field, provider) if name in columns), None)


def _names(words: Vocabulary, field: str, provider: str) -> Iterator[str]:
    """A field's names, its own program's first, then common ones, then those of others where ours says nothing else."""
    by_provider = words.fields[field]
    taken = words.meaning_for(provider)
    for source in (provider, "any", *(other for other in by_provider if other not in (provider, "any"))):
        for name in by_provider.get(source, ()):
            if taken.get(name, field) == field:
                yield name


def _one_field_a_column(where: Mapping[str, int]) -> dict[str, int]:
    """Where two fields would share a column, the one named first in the vocabulary keeps it."""
    kept: dict[str, int] = {}
    for field, at in where.items():
        if at not in kept.values():
            kept[field] = at
    return kept
