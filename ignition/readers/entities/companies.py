"""Companies out of a CRM's table or an Italian address sheet."""

from __future__ import annotations

from collections.abc import Iterator

from ignition.readers.entities.parties import domain_of, first_mail
from ignition.readers.tabular import Columns
from ignition.records import CustomerRow, Party, Record
from ignition.wording import Text

_PLAIN = ("name", "vat_id", "tax_code", "phone", "street", "postcode", "city", "province", "country", "external_id")
_MORE = ("email", "domain", "website", "sector", "owner")


def rows(columns: Columns) -> Iterator[Record]:
    """A customer for each row with a name that is not deleted."""
    texts = {field: columns.texts(field) for field in (*_PLAIN, *_MORE)}
    employees, revenue = columns.numbers("employees"), columns.numbers("revenue")
    since, deleted = columns.days("since"), columns.flags("deleted")
    for index in range(len(columns)):
        if deleted[index]:
            continue
        if not (texts["name"][index] or texts["vat_id"][index]):
            columns.skip(index, _NO_NAME.of())
            continue
        heads = employees[index]
        yield CustomerRow(
            party=_party({field: cells[index] for field, cells in texts.items()}),
            sector=texts["sector"][index],
            owner=texts["owner"][index],
            employees=int(heads) if heads is not None and 0 <= heads < 10_000_000 else None,
            revenue=revenue[index],
            since=since[index],
        )


def _party(said: dict[str, str]) -> Party:
    domain = domain_of(said["domain"]) or domain_of(said["website"])
    return Party(**{field: said[field] for field in _PLAIN}, email=first_mail(said["email"]), domain=domain)


_NO_NAME = Text(it="L'azienda non ha un nome.", en="The company has no name.")
