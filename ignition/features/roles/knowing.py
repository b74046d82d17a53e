"""Who had which part in buying, and from which day on that was known."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from ignition.backends import Desk
from ignition.book.tables import Column
from ignition.features.columns import attach, nothing
from ignition.features.roles.reading import guessed_in, plain, stated_in

ALWAYS, FOREVER = -1_000_000, 1_000_000
"""Days since 1970 before and after everything."""

_COLUMNS = (
    Column("contact_id", "text", ""),
    Column("customer_id", "text", ""),
    Column("name", "text", ""),
    Column("role", "text", "of the contract"),
    Column("title", "text", "from which the role was guessed; null where it is stated"),
    Column("since", "whole", "known from this day (days since 1970) on"),
    Column("until", "whole", "and before this one"),
)


def contact_roles(desk: Desk) -> ir.Table:
    """Roles of contacts, one row for each and the days it was known, worked out once a desk.

    Columns and units are those of `_COLUMNS`. Of one contact never two rows hold on one day: a stated role ends every guess,
    and what is written later what was written before. A title that says no role ends the guess from the one before.

    >>> from ignition.backends import connect
    >>> from ignition.book import Book
    >>> anna = {"contact_id": "1", "customer_id": "A", "name": "Anna"}
    >>> book = Book(contacts=[anna | {"title": "Titolare", "recorded_at": "2026-01-01"},
    ...                       anna | {"role": "uses", "recorded_at": "2026-03-01"}])
    >>> with connect(book) as desk:
    ...     rows = contact_roles(desk).order_by("since").to_pyarrow().to_pylist()
    >>> [(row["role"], row["title"], row["until"] - row["since"]) for row in rows]
    [('decides', 'Titolare', 59), ('uses', None, 979487)]
    """
    if not desk.holds("contacts"):
        return nothing(desk, "no_roles", _COLUMNS)
    return desk.once("contact_roles", lambda: _known(desk))


def _known(desk: Desk) -> ir.Table:
    said = _said(desk)
    stated = _lasting(said.filter(said.stated.notnull()).mutate(role=said.stated, heard=ibis.null("string")))
    titled = said.filter(said.stated.isnull(), said.heard.notnull())
    guessed = _lasting(titled.mutate(role=titled.guess))
    guessed = guessed.mutate(until=ibis.least(guessed.until, guessed.first_stated))
    known = ibis.union(_columns(stated), _columns(guessed))
    return known.filter(known.role.notnull(), known.since < known.until)


def _said(desk: Desk) -> ir.Table:
    """What each row of a contact states, or lets one guess; a title may stand in either column."""
    contacts = desk.table("contacts")
    rows = contacts.mutate(
        since=contacts.recorded_at.date().epoch_days().cast("int64").fill_null(ALWAYS),
        heard=ibis.coalesce(contacts.title.nullif(""), contacts.role.nullif("")),
        in_role=plain(contacts.role),
        in_title=plain(contacts.title),
    )
    means = desk.once("wordings", lambda: _meanings(rows))
    rows = attach(rows, means.select(in_role="words", stated="stated", guess_of_role="guess"), "in_role")
    rows = attach(rows, means.select(in_title="words", guess_of_title="guess"), "in_title")
    rows = rows.mutate(guess=ibis.coalesce(rows.guess_of_title, rows.guess_of_role))
    first = ibis.ifelse(rows.stated.notnull(), rows.since, ibis.literal(FOREVER, "int64")).min()
    return rows.mutate(first_stated=first.over(ibis.window(group_by="contact_id")))


def _meanings(rows: ir.Table) -> ir.Table:
    """What each wording means, once: many people are called alike."""
    words = ibis.union(rows.select(words="in_role"), rows.select(words="in_title"), distinct=True)
    return words.select("words", stated=stated_in(words.words), guess=guessed_in(words.words))


def _lasting(rows: ir.Table) -> ir.Table:
    """Until the next row of the same contact."""
    order: list[Any] = [rows.since, rows.role, rows.heard]
    following = rows.since.lead().over(ibis.window(group_by="contact_id", order_by=order))
    return rows.mutate(until=following.fill_null(FOREVER))


def _columns(rows: ir.Table) -> ir.Table:
    return rows.drop("title").rename(title="heard").select([column.name for column in _COLUMNS])
