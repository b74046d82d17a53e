"""Who sells: one id for the name and the address of the same person."""

from __future__ import annotations

from collections.abc import Iterable

from ignition.binding.gathered import Gathered
from ignition.binding.rows import ColumnLists
from ignition.matching import squeezed
from ignition.records import CustomerRow, DealRow, PersonRow


class People:
    """Ids of the sellers: their name as it is first in the alphabet of its spellings, or their address."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @classmethod
    def of(cls, gathered: Gathered) -> People:
        people = cls()
        for person in sorted({row for _, row in gathered.of_kind(PersonRow)}, key=repr):
            known = people.id_of(person.email) or people._add(person.name)
            for other_name in (person.email, person.external_id):
                people._known.setdefault(squeezed(other_name), known)
        for owner in sorted(set(_owners(gathered))):
            people._add(owner)
        return people

    def id_of(self, named: str) -> str | None:
        """The person named, or whose address it is; None for nobody."""
        return self._known.get(squeezed(named)) if squeezed(named) else None

    def rows(self) -> ColumnLists:
        return {"person_id": sorted(set(self._known.values()))}

    def _add(self, name: str) -> str:
        return self._known.setdefault(squeezed(name), name.strip())


def _owners(gathered: Gathered) -> Iterable[str]:
    yield from (row.owner for _, row in gathered.of_kind(DealRow) if row.owner)
    yield from (row.owner for _, row in gathered.of_kind(CustomerRow) if row.owner)
