"""Products and their list prices."""

from __future__ import annotations

from collections.abc import Iterator

from ignition.readers.tabular import Columns
from ignition.records import ProductRow, Record
from ignition.wording import Text


def rows(columns: Columns) -> Iterator[Record]:
    """A product for each row with a name or a code."""
    names = [given or plain for given, plain in zip(columns.texts("product"), columns.texts("name"), strict=True)]
    ids = [code or own for code, own in zip(columns.texts("code"), columns.texts("external_id"), strict=True)]
    families, prices, deleted = columns.texts("family"), columns.numbers("list_price"), columns.flags("deleted")
    for index in range(len(columns)):
        if deleted[index]:
            continue
        if names[index] or ids[index]:
            yield ProductRow(ids[index] or names[index], names[index] or ids[index], families[index], prices[index])
        else:
            columns.skip(index, _NO_NAME.of())


_NO_NAME = Text(it="Il prodotto non ha né nome né codice.", en="The product has neither a name nor a code.")
