"""What effort went where, and what came of it: counted in cells, so that a million customers are a few hundred numbers."""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from ignition.backends import Desk
from ignition.book import Book
from ignition.book.tables import Column, schema_of
from ignition.features.deals.rows import known_deals
from ignition.features.effort.buying import buying_spells
from ignition.features.effort.cells import count_cells
from ignition.features.effort.deals import deal_spells
from ignition.features.effort.spells import joined
from ignition.features.effort.touches import thinned, touches

EFFORT: tuple[Column, ...] = (
    Column(
        "result", "text", "what effort is hoped to bring: deal (won), second (purchase), next (purchase)", required=True
    ),
    Column("segment", "text", "product family of the deal, sector of the customer; empty text where unknown"),
    Column("stratum", "whole", "what is compared with what: same segment, size or pace, age, and part of time"),
    Column("late", "whole", "1 in the last third of what came, by time: what was learnt before is held against it"),
    Column("touches", "whole", "our activities in the fortnight before; counted up to 12"),
    Column("exposure", "whole", "fortnights at risk"),
    Column("events", "whole", "results in them"),
    Column("ended", "whole", "results, and deals that ended without one"),
    Column("span_days", "whole", "from the first result to the last, over all of its kind"),
)


def describe(desk: Desk, known: Book, on: dt.date) -> pa.Table:
    """Cells of fortnights with their results; empty where nobody wrote down an activity.

    A fortnight of a deal or of a wait for the next purchase is at risk while it is still open; the effort that counts is that of the
    fortnight *before* it, so that no activity is explained by the result it follows. A note, and a message of the customer's, is
    no effort. The first fortnight has none before it and is left out; after two years nobody waits any more. Customers whom
    nobody ever contacted are left out; of more than 200,000 customers, or deals, an even part is looked at. Who acted is not in it, ever.

    >>> from ignition.backends import connect
    >>> day = dt.date(2026, 3, 1)
    >>> book = Book(deals=[{"deal_id": "D", "opened_on": "2026-01-01", "closed_on": "2026-02-01", "outcome": "won"}],
    ...             activities=[{"deal_id": "D", "at": "2026-01-10", "kind": "call"}]).as_of(day)
    >>> with connect(book) as desk:
    ...     [(row["touches"], row["exposure"], row["events"]) for row in describe(desk, book, day).to_pylist()]
    [(1, 1, 0), (0, 1, 1)]
    """
    if "activities" not in known or not ("deals" in known or "purchases" in known):
        return schema_of(EFFORT).empty_table()
    deals = desk.answer(("effort deals",), lambda: _ended(desk)) if "deals" in known else known.deals
    ours = touches(known.activities, deals)
    deals = deals.filter(pc.is_in(deals["deal_id"], value_set=thinned(ours.deals))) if len(ours.deals) else deals
    spells = joined(deal_spells(deals, known.products, ours, on), buying_spells(known, ours, on))
    return count_cells(spells).cast(schema_of(EFFORT))


def _ended(desk: Desk) -> ir.Table:
    deals = known_deals(desk)
    return deals.select("deal_id", "customer_id", "product_id", "amount", "opened_on", "closed_on", "outcome")
