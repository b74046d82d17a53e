"""Who sells, in which team, led by whom."""

from __future__ import annotations

from collections.abc import Iterator

from ignition.readers.entities.parties import first_mail
from ignition.readers.tabular import Columns
from ignition.records import PersonRow, Record
from ignition.wording import Text


def rows(columns: Columns) -> Iterator[Record]:
    """A person for each row with a name."""
    names = [given or plain for given, plain in zip(columns.texts("name"), columns.texts("plain_name"), strict=True)]
    mails, teams, leaders = columns.texts("email"), columns.texts("team"), columns.texts("leader")
    ids = columns.texts("external_id")
    for index, name in enumerate(names):
        if name:
            yield PersonRow(name, first_mail(mails[index]), teams[index], leaders[index], ids[index])
        else:
            columns.skip(index, _NO_NAME.of())


_NO_NAME = Text(it="Manca il nome di chi vende.", en="The seller's name is missing.")
