"""What is changed in the rows a Book is made of, or taken out of them, is written down by the database itself.

A trigger stands beside each of their tables, so that nothing hangs on anybody remembering: by whatever way a row is changed or
deleted (an undo, a form, a queryset, SQL by hand), the same transaction writes a row of `TakenOut`. Rows that come are not written down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import Count, Max, Min, QuerySet

from ignition_web.points.book import GROWING, WHOLE
from ignition_web.points.models import Answer, Point, TakenOut

HARMLESS: Mapping[str, frozenset[str]] = {
    "customers": frozenset({"changed_at"}),
    "deals": frozenset({"changed_at"}),
    "points": frozenset({"rank", "move", "hours", "grade", "gone_at"}),
    "answers": frozenset({"reason", "by_id"}),
}
"""Columns that no Book holds and that are written often. Every other one is watched, those of tomorrow too."""
_PREFIX = "ignition_watches_"
_OURS = (Point._meta.db_table, Answer._meta.db_table)
_SCARCE = {
    "sqlite": "json_type({row}.\"move\", '$.index') IS 'null'",
    "postgresql": "({row}.\"move\" -> 'index') IS NOT DISTINCT FROM 'null'::jsonb",
}
"""What of a point's move a Book does hold (`points.tables.points`)."""
_DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
_STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid) AND tgname LIKE %s",
}
_NOTING = """CREATE OR REPLACE FUNCTION ignition_taken_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO points_takenout (noun) VALUES (TG_TABLE_NAME); RETURN NULL; END $$"""

State = tuple[int | None, int, int | None]


def taken_out() -> State:
    """Differs whenever a row was changed or taken out since, but those of points and answers."""
    return _state(TakenOut.objects.exclude(noun__in=_OURS))


def points_changed() -> State:
    """The same of points and answers. A lighting changes points itself: an Ignition Point of the morning may be an action at noon."""
    return _state(TakenOut.objects.filter(noun__in=_OURS))


def _state(noted: QuerySet[TakenOut]) -> State:
    """Two that are equal are the same rows: they come with ever other keys, and only the oldest are thrown away."""
    found = noted.aggregate(first=Min("pk"), n=Count("pk"), last=Max("pk"))
    return found["first"], found["n"], found["last"]


def throw_away_old() -> None:
    """All but the last of each table say nothing any more."""
    last = TakenOut.objects.order_by().values("noun").annotate(last=Max("pk"))
    TakenOut.objects.exclude(pk__in=[one["last"] for one in last]).delete()


def watch() -> None:
    """Make sure that every table is watched. Where one was not, what went on there is unknown: that is written down too.

    A migration that makes a table anew takes its triggers away on SQLite, so this is looked at before each lighting.
    """
    wanted, standing = dict(_wanted()), _standing()
    if wanted.keys() == standing.keys():
        return
    with connection.cursor() as cursor:  # one by one: a lock on two tables might wait for somebody who waits for us
        for name in standing.keys() - wanted.keys():
            on_table = f' ON "{standing[name]}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')
        if connection.vendor == "postgresql":
            cursor.execute(_NOTING)
        for name in sorted(wanted.keys() - standing.keys()):
            cursor.execute(wanted[name])
    TakenOut.objects.create(noun="watched from here")


def _standing() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor], [f"{_PREFIX}%"])
        return dict(cursor.fetchall())


def _wanted() -> Iterator[tuple[str, str]]:
    """Each trigger by its name, which changes with what it says."""
    for noun, (model, _read) in {**GROWING, **WHOLE}.items():
        table = model._meta.db_table
        for event, when in (("DELETE", ""), ("UPDATE", f"WHEN ({_changed(noun, model)})")):
            said = f'AFTER {event} ON "{table}" FOR EACH ROW {when} {_note(table)}'
            name = f"{_PREFIX}{noun}_{hashlib.sha256(said.encode()).hexdigest()[:8]}"
            yield name, f'CREATE TRIGGER "{name}" {said}'


def _changed(noun: str, model: type) -> str:
    harmless, differs = HARMLESS.get(noun, frozenset()), _DIFFERS[connection.vendor]
    fields = (field for field in model._meta.concrete_fields if not field.generated)  # type: ignore[attr-defined]
    pairs = [(f'OLD."{one.column}"', f'NEW."{one.column}"') for one in fields if one.column not in harmless]
    if noun == "points":
        scarce = _SCARCE[connection.vendor]
        pairs.append((f"({scarce.format(row='OLD')})", f"({scarce.format(row='NEW')})"))
    return " OR ".join(f"{old} {differs} {new}" for old, new in pairs)


def _note(table: str) -> str:
    if connection.vendor == "postgresql":
        return "EXECUTE FUNCTION ignition_taken_out()"
    return f"BEGIN INSERT INTO points_takenout (noun) VALUES ('{table}'); END"
