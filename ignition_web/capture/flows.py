"""What happens to a document: received, read, asked about, taken back. Each is one transaction."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from ignition.records import Document, Problem
from ignition.sources.archive import is_archive
from ignition.wording import Text
from ignition_web.capture.counting import in_all
from ignition_web.capture.models import Arrival, ArrivalState, CameBy, Doubt, DoubtKind, problem_to
from ignition_web.capture.own_company import settle_as
from ignition_web.capture.reading import reading_room
from ignition_web.capture.recording import Recording
from ignition_web.capture.taking_back import TakenBack, take_back_rows
from ignition_web.capture.vault import keep
from ignition_web.customers.recognition import Recognition
from ignition_web.customers.recorded import plain
from ignition_web.team.access import owned

MOST_ATTEMPTS = 3
"""A document whose reading ended the worker this often is not tried again."""
_recognition: Recognition | None = None


class NotYours(PermissionDenied):
    """Who only sent the same bytes later cannot take back what another's document gave."""


class NotAnOption(ValueError):
    """The answer is none of those the doubt offers."""


def receive(
    name: str, content: bytes, by: Any = None, came_by: str = CameBy.UPLOAD, parent: Arrival | None = None
) -> tuple[Arrival, bool]:
    """Keep a document as it came. True when it is new: the same bytes are the same arrival, whatever their name.

    When this returns, bytes and row survive a power cut. A document that was undone and comes again is read again.
    """
    sha256 = keep(content)
    first = {
        "name": plain(name) or sha256[:8],
        "size": len(content),
        "received_by": by,
        "came_by": came_by,
        "parent": parent,
    }
    with transaction.atomic():
        arrival, created = Arrival.objects.get_or_create(sha256=sha256, defaults=first)
        if not created:
            _came_again(arrival, by)
    return arrival, created


def read_arrival(arrival: Arrival) -> bool:
    """Read it and record what it says, all or nothing. False when another worker holds it, or it was read before."""
    if not arrival.claim(dt.timedelta(seconds=settings.IGNITION_LEASE_SECONDS)):
        return False
    try:
        _read_claimed(arrival)
    except Exception:
        with suppress(DatabaseError):  # where the database itself is gone, the lease runs out
            _let_go(arrival)
        raise
    return True


def _read_claimed(arrival: Arrival) -> None:
    if arrival.attempts > MOST_ATTEMPTS:
        _finish(arrival, ArrivalState.FAILED, problems=[_gave_up(arrival)])
    elif _is_zip(arrival):
        _unpack(arrival)
    else:
        _read_one(arrival)


def _let_go(arrival: Arrival) -> None:
    """Somebody may try it again at once; the attempt counts."""
    mine = Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.READING, attempts=arrival.attempts)
    mine.update(state=ArrivalState.WAITING, claimed_until=None)


def read_all_waiting(tell: Callable[[Arrival], None] = lambda _: None) -> int:
    """Read until nothing waits. What named somebody unknown is looked at once more when others became known.

    `tell` hears of each document after its turn. Returns how many were read.
    """
    read = 0
    while (arrival := next_waiting()) is not None or look_again():
        if arrival is not None:
            read += read_arrival(arrival)
            tell(arrival)
    return read


def next_waiting() -> Arrival | None:
    """The document that has waited longest."""
    return Arrival.objects.claimable(timezone.now()).order_by("attempts", "pk").first()


def look_again() -> int:
    """Put documents that named a deal or customer unknown then back in line, where some became known since."""
    return sum(
        Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.READ).update(state=ArrivalState.WAITING, attempts=0)
        for arrival in Arrival.objects.filter(state=ArrivalState.READ, outcome__orphans__gt=0)
        if Arrival.objects.filter(read_at__gt=arrival.read_at, outcome__makes_known__gt=0).exists()
    )


def settle_doubt(doubt: Doubt, answer: str, by: Any) -> None:
    """Take the answer. What waited for it is read again, and recorded."""
    if answer not in {option["answer"] for option in doubt.options}:
        raise NotAnOption(answer)
    with transaction.atomic():
        doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
        if not doubt.is_open:
            return
        if doubt.kind == DoubtKind.OWN_COMPANY:
            settle_as(doubt, answer)
        doubt.answer, doubt.settled_at, doubt.settled_by = answer, timezone.now(), by
        doubt.save(update_fields=["answer", "settled_at", "settled_by"])
        read_again_those_waiting(doubt)


def undo(arrival: Arrival, by: Any = None) -> TakenBack:
    """Take back what a document (and the documents in it) gave. What later work stands on stays, and is reported."""
    if by is not None and not Arrival.objects.filter(owned(by, "received_by"), pk=arrival.pk).exists():
        raise NotYours
    with transaction.atomic():
        locked = Arrival.objects.select_for_update().get(pk=arrival.pk)
        taken = TakenBack()
        for one in (*locked.children.all(), locked):
            taken.add(take_back_rows(one))
            Arrival.objects.filter(pk=one.pk).update(
                state=ArrivalState.UNDONE,
                outcome={"undone": dict(taken.gone), "stayed": dict(taken.stayed)},
                attempts=0,
            )
            one.doubts_awaited.clear()
        _drop_questions_nobody_waits_for()
        _read_again_what_said_the_same()
    arrival.refresh_from_db()
    return taken


def read_again_those_waiting(doubt: Doubt) -> None:
    """Put what waited for an answer back in line."""
    waiting = doubt.waiting.filter(state=ArrivalState.READ)
    Arrival.objects.filter(pk__in=waiting.values("pk")).update(state=ArrivalState.WAITING, attempts=0)
    doubt.waiting.clear()


def read_again_for_new_colleague() -> int:
    """Documents that named somebody we did not know are read again when a colleague was added: it may be them."""
    named = Arrival.objects.filter(state=ArrivalState.READ, outcome__owners_unknown__gt=0)
    return named.update(state=ArrivalState.WAITING, attempts=0)


def _came_again(arrival: Arrival, by: Any) -> None:
    if by is not None and arrival.received_by_id != by.pk:
        arrival.senders.add(by)
    again = Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.UNDONE)
    if again.update(state=ArrivalState.WAITING, attempts=0, outcome={}, problems=[]):
        Arrival.objects.filter(parent=arrival, state=ArrivalState.UNDONE).update(state=ArrivalState.WAITING, attempts=0)
        arrival.refresh_from_db()


def _is_zip(arrival: Arrival) -> bool:
    with arrival.path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06") and is_archive(file)


def _unpack(arrival: Arrival) -> None:
    """Each document of a zip becomes an arrival of its own below it."""
    found, problems = Counter[str](), []
    for part in reading_room().open_archive(arrival.name, arrival.path):
        if isinstance(part, Document):
            _child, created = receive(part.name, part.content, arrival.received_by, arrival.came_by, arrival)
            found["documents" if created else "known"] += 1
        else:
            problems.append(part)
    state = ArrivalState.READ if found else ArrivalState.FAILED
    _finish(arrival, state, reader="zip", counts=found, problems=problems)


def _read_one(arrival: Arrival) -> None:
    reading = reading_room().read(arrival.name, arrival.path)
    failed = not reading.records and any(problem.fatal for problem in reading.problems)
    if failed:
        _finish(arrival, ArrivalState.FAILED, reader=reading.reader, problems=list(reading.problems))
        return
    global _recognition
    recognition, _recognition = _recognition, None  # given back only when the transaction stands
    with transaction.atomic():
        if not _is_still_ours(arrival):
            return
        if recognition is None or not recognition.is_current:
            recognition = Recognition()
        recording = Recording(arrival, reading, recognition)
        recording.record()
        _settled_itself(arrival)
        _finish(arrival, ArrivalState.READ, reading.reader, recording.counts, recording.problems)
    _recognition = recognition


def _is_still_ours(arrival: Arrival) -> bool:
    """False when our lease ran out and another worker took the document: its word counts."""
    mine = Arrival.objects.select_for_update().filter(
        pk=arrival.pk, state=ArrivalState.READING, attempts=arrival.attempts
    )
    return mine.exists()


def _settled_itself(arrival: Arrival) -> None:
    """Who we are may have become clear while this document was read."""
    clear = Doubt.objects.filter(kind=DoubtKind.OWN_COMPANY, settled_at__isnull=False, waiting__isnull=False)
    for doubt in clear.distinct():
        read_again_those_waiting(doubt)


def _finish(
    arrival: Arrival,
    state: str,
    reader: str = "",
    counts: Counter[str] | None = None,
    problems: list[Problem] | None = None,
) -> None:
    counted: Mapping[str, int] = counts or {}
    outcome = in_all(arrival.outcome, counted)
    new = sum(counted.get(name, 0) for name in ("customers", "contacts", "deals"))
    Arrival.objects.filter(pk=arrival.pk, state=ArrivalState.READING, attempts=arrival.attempts).update(
        state=state,
        reader=reader,
        outcome=outcome | ({"makes_known": new} if new else {}),
        problems=[problem_to(problem) for problem in problems or []],
        read_at=timezone.now(),
        claimed_until=None,
        attempts=0,
    )
    arrival.refresh_from_db()


def _drop_questions_nobody_waits_for() -> None:
    Doubt.objects.filter(settled_at__isnull=True, waiting__isnull=True).delete()


def _read_again_what_said_the_same() -> None:
    """What another document had said too was recorded once: now that one document is gone, the others say it again."""
    said_before = Arrival.objects.filter(state=ArrivalState.READ, outcome__known__gt=0).exclude(reader="zip")
    said_before.update(state=ArrivalState.WAITING, attempts=0)


def _gave_up(arrival: Arrival) -> Problem:
    return Problem(arrival.name, "", _ENDED_THE_WORKER.of(n=MOST_ATTEMPTS), _TELL_US.of(), fatal=True)


_ENDED_THE_WORKER = Text(
    it="La lettura si è interrotta {n:number} volte senza finire.",
    en="Reading broke off {n:number} times without coming to an end.",
)
_TELL_US = Text(
    it="Il file resta conservato com'è; segnalaci il caso.", en="The file is kept as it is; please report it."
)
