"""What is no longer needed is thrown away: ended sessions, old failed sign-ins, files left half-written."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils import timezone

from ignition_web.capture.vault import sweep
from ignition_web.points.watching import throw_away_old
from ignition_web.team.models import SignInAttempt


def tidy() -> None:
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    SignInAttempt.objects.filter(at__lt=now - dt.timedelta(days=1)).delete()
    sweep()
    throw_away_old()
