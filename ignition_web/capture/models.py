"""Documents as they came, and the questions capture could not settle by itself."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ignition.records import Problem
from ignition.wording import Sentence
from ignition_web.capture.vault import path_of
from ignition_web.team.access import Visible, owned


class CameBy(models.TextChoices):
    UPLOAD = "upload", _("Upload")
    FOLDER = "folder", _("Watched folder")


class ArrivalState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    FAILED = "failed", _("Not readable")
    UNDONE = "undone", _("Undone")


class ArrivalSet(Visible):
    def claimable(self, now: dt.datetime) -> Self:
        """Waiting ones, and those whose reader died: its lease ran out."""
        waiting = Q(state=ArrivalState.WAITING)
        abandoned = Q(state=ArrivalState.READING, claimed_until__lt=now)
        return self.filter(waiting | abandoned)


class Arrival(models.Model):
    """One document as it came. Its bytes lie in the vault under their SHA-256; the row says what became of them.

    A zip is one arrival, and each document in it an arrival of its own below it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    name = models.TextField(_("name"))
    size = models.BigIntegerField(_("size"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="arrivals"
    )
    senders = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="arrivals_sent", blank=True, help_text="who sent the same bytes later"
    )
    came_by = models.CharField(max_length=10, choices=CameBy, default=CameBy.UPLOAD)
    state = models.CharField(max_length=10, choices=ArrivalState, default=ArrivalState.WAITING)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reader = models.CharField(max_length=50, blank=True)
    outcome = models.JSONField(default=dict, help_text="what it gave: a count for each kind of record")
    problems = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ArrivalSet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "claimed_until"]), models.Index(fields=["-received_at", "-id"])]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        if user.is_owner:
            return Q()
        return owned(user, "received_by") | Q(pk__in=user.arrivals_sent.values("pk"))

    @property
    def path(self) -> Path:
        """Where the bytes lie."""
        return path_of(self.sha256)

    @property
    def problems_said(self) -> list[Problem]:
        return [problem_from(stored) for stored in self.problems]

    @property
    def first_reason(self) -> Sentence:
        """The first thing that could not be used: where nothing could, why."""
        return Sentence.from_dict(self.problems[0]["reason"])

    @property
    def troubles(self) -> int:
        """Problems that miss something. What is harmless is only told."""
        return sum(not stored.get("harmless") for stored in self.problems)

    def claim(self, lease: dt.timedelta) -> bool:
        """Take it for reading: true for exactly one of those who ask, until the lease runs out."""
        now = timezone.now()
        taken = Arrival.objects.filter(pk=self.pk).claimable(now)
        changed = taken.update(state=ArrivalState.READING, claimed_until=now + lease, attempts=F("attempts") + 1)
        if changed:
            self.refresh_from_db(fields=["state", "claimed_until", "attempts"])
        return bool(changed)


class DoubtKind(models.TextChoices):
    SAME_CUSTOMER = "same_customer", _("Same customer?")
    OWN_COMPANY = "own_company", _("Which company is ours?")


class Doubt(models.Model):
    """A question capture could not settle. What it concerns waits with it, and is recorded once it is answered.

    `topic` names the matter, so that a second document raising it waits with the same question; an answer holds for
    every later document too. `options` is a list of {"answer": ..., "label": sentence}.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="doubts")
    waiting = models.ManyToManyField(
        Arrival, related_name="doubts_awaited", help_text="documents waiting for the answer"
    )
    kind = models.CharField(max_length=20, choices=DoubtKind)
    topic = models.CharField(max_length=64, unique=True, editable=False)
    question = models.JSONField()
    options = models.JSONField(default=list)
    raised_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="doubts_settled"
    )
    answer = models.CharField(max_length=255, blank=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return owned(user, "arrival__received_by")

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def asked(self) -> Sentence:
        return Sentence.from_dict(self.question)

    @property
    def choices(self) -> list[tuple[str, Sentence]]:
        return [(option["answer"], Sentence.from_dict(option["label"])) for option in self.options]


class Rewriting(models.Model):
    """A row that was there and that an arrival changed: what it said before, so that undo can give it back."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="rewritings")
    noun = models.CharField(max_length=20)
    row = models.BigIntegerField()
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["noun", "row"])]


def problem_to(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "place": problem.place,
        "reason": problem.reason.to_dict(),
        "remedy": problem.remedy.to_dict(),
        "fatal": problem.fatal,
        "harmless": problem.harmless,
    }


def problem_from(stored: dict[str, Any]) -> Problem:
    reason, remedy = Sentence.from_dict(stored["reason"]), Sentence.from_dict(stored["remedy"])
    return Problem(stored["file"], stored["place"], reason, remedy, stored["fatal"], stored.get("harmless", False))
