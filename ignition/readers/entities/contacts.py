"""People at a customer, out of a CRM's table."""

from __future__ import annotations

from collections.abc import Iterator

from ignition.readers.entities.parties import companies, first_mail
from ignition.readers.tabular import Columns
from ignition.records import ContactRow, Party, Record
from ignition.wording import Text


def rows(columns: Columns) -> Iterator[Record]:
    """A contact for each row that names somebody and is not deleted. Of several roles in one cell the first counts."""
    names, whose, deleted = _names(columns), companies(columns), columns.flags("deleted")
    mails, phones = columns.texts("email"), columns.texts("phone")
    roles, titles = columns.texts("role"), columns.texts("title")
    ids, cities = columns.texts("external_id"), columns.texts("city")
    for index in range(len(columns)):
        if deleted[index]:
            continue
        mail = first_mail(mails[index])
        if not (names[index] or mail):
            columns.skip(index, _NOBODY.of())
            continue
        phone = phones[index].split(",")[0].strip()
        who = Party(name=names[index], email=mail, phone=phone, city=cities[index], external_id=ids[index])
        yield ContactRow(who, whose[index], roles[index].split(";")[0].strip(), titles[index])


def _names(columns: Columns) -> list[str]:
    parts = zip(columns.texts("first_name"), columns.texts("last_name"), columns.texts("full_name"), strict=True)
    return [" ".join(filter(None, (first, last))) or full for first, last, full in parts]


_NOBODY = Text(it="Il contatto non ha né nome né e-mail.", en="The contact has neither a name nor an e-mail.")
