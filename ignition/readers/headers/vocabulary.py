"""The form of a vocabulary: our fields, and what each program calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^a-z0-9]+")


def normal(label: str) -> str:
    """A header in the one form names are compared in: no accents, no capitals, words set apart by `_`.

    >>> normal("Deal - Value*"), normal("AccountId"), normal("Probabilità (%)")
    ('deal_value', 'account_id', 'probabilita')
    """
    plain = unicodedata.normalize("NFKD", label.strip().strip("\ufeff*"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _OTHER.sub("_", _CAMEL.sub("_", plain).lower()).strip("_")


Names = Mapping[str, Mapping[str, str]]
"""Our field -> program -> the names it uses, comma-separated; `any` for names no program owns."""


@dataclass(frozen=True)
class Vocabulary:
    entity: str
    names: Names
    needs: tuple[tuple[str, ...], ...]
    """Sets of fields, one of which must be there in full for a table to be this entity."""
    forbids: tuple[str, ...] = ()
    """Fields that say it is another entity after all."""
    certain: bool = False
    """Where its needs are met it is this, however many columns another entity explains."""
    fields: Mapping[str, Mapping[str, tuple[str, ...]]] = field(init=False)
    names_of_provider: Mapping[str, frozenset[str]] = field(init=False)
    shared: frozenset[str] = field(init=False)
    """Names that more than one program uses, or none owns: they tell nothing of the program."""

    def __post_init__(self) -> None:
        fields = {
            ours: {program: tuple(normal(name) for name in names.split(",")) for program, names in by_program.items()}
            for ours, by_program in self.names.items()
        }
        owned: dict[str, set[str]] = {}
        for by_program in fields.values():
            for program, names in by_program.items():
                owned.setdefault(program, set()).update(names)
        common = owned.pop("any", set())
        twice = {
            name for names in owned.values() for name in names if sum(name in other for other in owned.values()) > 1
        }
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "names_of_provider", {program: frozenset(names) for program, names in owned.items()})
        object.__setattr__(self, "shared", frozenset(common | twice))

    def meaning_for(self, provider: str) -> dict[str, str]:
        """What `provider` itself means by its names: it wins over what the same word means elsewhere."""
        return {name: ours for ours, by_program in self.fields.items() for name in by_program.get(provider, ())}
