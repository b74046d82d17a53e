"""What is done by the clock, and when next. Each is safe to run twice: it looks at what there is, not at when it ran."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from ignition_web.points import flows as points
from ignition_web.points.measuring import measure_all
from ignition_web.points.skill import prove_skill
from ignition_web.steering.flows import steer
from ignition_web.work.folder import scan_folder
from ignition_web.work.tidying import tidy

SCAN_EVERY = dt.timedelta(seconds=10)
PROVE_EVERY = dt.timedelta(minutes=1)
"""How often it is asked whether a look back is due; most days it is not."""
MORNING = dt.time(5, 30)
NIGHT = dt.time(2, 15)


@dataclass(frozen=True, slots=True)
class Job:
    """`run` does it; `next_after(now)` says when again; `lease` is how long it may take before another worker tries."""

    run: Callable[[], object]
    next_after: Callable[[dt.datetime], dt.datetime]
    lease: dt.timedelta


def next_at(time: dt.time) -> Callable[[dt.datetime], dt.datetime]:
    """The next time the clock on our wall shows `time`, after now. An hour that summer time skips is moved on by it."""

    def after(now: dt.datetime) -> dt.datetime:
        day = timezone.localtime(now).date()
        candidates = (_on_the_wall(day + dt.timedelta(days=ahead), time) for ahead in range(3))
        return next(moment for moment in candidates if moment > now)

    return after


def _on_the_wall(day: dt.date, time: dt.time) -> dt.datetime:
    """As UTC, so that comparing and counting never meets the hour that comes twice."""
    return timezone.make_aware(dt.datetime.combine(day, time)).astimezone(dt.UTC)


def _light() -> None:
    points.light_points(timezone.localdate())


def _settle() -> None:
    points.settle(timezone.localdate())
    measure_all(timezone.localdate())


def _prove() -> None:
    """After the points, never before them: whoever waits for the first ones does not wait for this."""
    today = timezone.localdate()
    points.follow_contest(today)
    prove_skill(today)


def _steer() -> None:
    """As the look back, after the points."""
    today = timezone.localdate()
    if not points.stale(today):
        steer(today)


JOBS: dict[str, Job] = {
    "scan": Job(scan_folder, lambda now: now + SCAN_EVERY, dt.timedelta(minutes=10)),
    "light": Job(_light, next_at(MORNING), dt.timedelta(minutes=30)),
    "settle": Job(_settle, next_at(NIGHT), dt.timedelta(minutes=30)),
    "prove": Job(_prove, lambda now: now + PROVE_EVERY, dt.timedelta(minutes=30)),
    "steer": Job(_steer, lambda now: now + SCAN_EVERY, dt.timedelta(minutes=30)),
    "tidy": Job(tidy, next_at(dt.time(3, 30)), dt.timedelta(minutes=30)),
}
