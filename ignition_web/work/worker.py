"""The one worker: takes the next thing that is due, does it, and looks again.

Nothing is lost when it dies, at whatever moment: a row it had claimed is free again when its lease runs out, and each piece of work
is one transaction. Two workers may run beside each other: a claim is given to one.
"""

from __future__ import annotations

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from ignition_web.capture import flows as capture
from ignition_web.points import flows as points
from ignition_web.points.kept import keep, let_go
from ignition_web.work.errands import JOBS
from ignition_web.work.models import Errand, Pulse

PAUSE = 1.0
"""Seconds between two looks when there is nothing to do."""
NOW_AND_THEN = 3.0
_log = logging.getLogger(__name__)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set. Trouble with one thing is logged, and the next is done."""
    _know_errands()
    keep()
    while not stop.is_set():
        close_old_connections()
        try:
            busy = work_once()
        except DatabaseError as trouble:
            _log.warning("the database does not answer: %s", trouble)
            busy = False
        if not busy:
            stop.wait(PAUSE)


def work_once() -> bool:
    """Do the next thing that is due; false when nothing is. Documents first, then the clock, then points that are stale."""
    if _now_and_then("pulse"):
        Pulse.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
    return _read_next() or _run_due_errand() or (_now_and_then("light") and _relight())


def _read_next() -> bool:
    arrival = capture.next_waiting()
    if arrival is None:
        return bool(capture.look_again())
    try:
        return capture.read_arrival(arrival)
    except DatabaseError:
        raise
    except Exception:
        _log.exception("document %s: reading failed, it is tried again", arrival.public_id)
        return True


def _run_due_errand() -> bool:
    for errand in Errand.objects.filter(due_at__lte=timezone.now(), name__in=JOBS):
        job = JOBS[errand.name]
        if errand.claim(job.lease):
            trouble = _attempt(errand)
            errand.finish(job.next_after(timezone.now()), trouble)
            return True
    return False


def _attempt(errand: Errand) -> str:
    try:
        JOBS[errand.name].run()
    except DatabaseError:
        raise
    except Exception as trouble:
        _log.exception("errand %s failed", errand.name)
        return f"{type(trouble).__name__}: {trouble}"
    return ""


_last: dict[str, float] = {}


def _now_and_then(what: str) -> bool:
    """True at most once in `NOW_AND_THEN` seconds: an idle worker neither writes nor counts all the time."""
    now = time.monotonic()
    if now - _last.get(what, -NOW_AND_THEN) < NOW_AND_THEN:
        return False
    _last[what] = now
    return True


_stood_on: object = None


def _relight() -> bool:
    """Light the points again when something is new; what the engine failed on is not asked again until something changes."""
    global _stood_on
    let_go(only_if_taken_out=True)  # what was erased is not to lie in memory until the next lighting
    now = (timezone.localdate(), points.what_there_is())
    if now == _stood_on or not points.is_stale(*now):
        return False
    _stood_on = now
    try:
        points.light_points(now[0])
    except DatabaseError:
        _stood_on = None
        raise
    except Exception:
        _log.exception("the points could not be lit")
    return True


def _know_errands() -> None:
    for name in JOBS:
        Errand.objects.get_or_create(name=name, defaults={"due_at": timezone.now()})
