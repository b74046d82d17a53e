"""Points: moves that were shown, with their promise, what was said of them, and what came of it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ignition.moves import Move
from ignition_web.customers.models import Customer
from ignition_web.sales.models import Deal
from ignition_web.team.access import Visible
from ignition_web.team.models import Role

UNDO_SECONDS = 10
LEARN = "learn"
"""The play of a point that asks before it acts. It promises no purchases, so none are held against it."""


class Slot(models.TextChoices):
    ACTION = "action", _("Action")
    RISK = "risk", _("Risk")
    IGNITION = "ignition", _("Ignition Point")


def cascade_unless_answered(collector: Any, field: Any, points: Any, using: str) -> None:
    """A point goes with its customer or deal; one that somebody answered holds on to it."""
    answered = points.filter(answers__isnull=False)
    if answered.exists():
        raise ProtectedError("a point about it was answered", set(answered))
    models.CASCADE(collector, field, points, using)


class Lighting(models.Model):
    """One time the engine was asked for the day's points, and on what it stood."""

    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    stood_on = models.JSONField(default=dict, help_text="how much there was of each noun: when it differs, it is stale")
    notes = models.JSONField(default=list, help_text="what the engine could not do, and what would help")
    shadow_prices = models.JSONField(default=dict)
    contest = models.JSONField(default=dict, help_text="plan against simple rule on past days, held once a week")
    bottleneck = models.JSONField(default=dict, help_text="what is scarcest, as a sentence; of nobody in particular")

    class Meta:
        ordering = ["-pk"]


class Point(models.Model):
    """A move shown to one person, with what it promised. Only that person ever sees it (design: follow-through is private).

    One that a lot held back is kept beside the others, for what comes without it is what the effect is measured by. It was never
    shown, and nobody sees it: a customer left alone on purpose must not be called because of it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    for_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="points")
    slot = models.CharField(max_length=10, choices=Slot)
    rank = models.PositiveSmallIntegerField()
    play = models.CharField(max_length=50)
    subject = models.CharField(max_length=10, help_text="customer, deal, or what is to be learnt about")
    subject_id = models.CharField(max_length=100)
    customer = models.ForeignKey(Customer, cascade_unless_answered, null=True, blank=True, related_name="points")
    deal = models.ForeignKey(Deal, cascade_unless_answered, null=True, blank=True, related_name="points")
    lit_on = models.DateField()
    lit_at = models.DateTimeField(default=timezone.now)
    move = models.JSONField()
    promised = models.FloatField(null=True)
    promised_low = models.FloatField(null=True)
    promised_high = models.FloatField(null=True)
    hours = models.FloatField()
    grade = models.CharField(max_length=2)
    chance = models.FloatField()
    due_on = models.DateField()
    gone_at = models.DateTimeField(null=True, blank=True, help_text="when a later lighting no longer showed it")
    held = models.BooleanField(default=False, help_text="held back by lot, never shown; chance is that of showing it")

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-lit_on", "slot", "rank"]
        indexes = [
            models.Index(fields=["for_person", "lit_on"]),
            models.Index(fields=["due_on"]),
            models.Index(fields=["play", "customer"]),
        ]

    def __str__(self) -> str:
        return self.shown.title.say("en")

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return Q(for_person=user.pk, held=False)

    @property
    def shown(self) -> Move:
        return Move.from_dict(self.move)

    @property
    def answered(self) -> Answer | None:
        """The answer that stands; one that was taken back does not."""
        return self.answers.filter(taken_back_at__isnull=True).first()


class Said(models.TextChoices):
    DONE = "done", _("Done")
    LATER = "later", _("Tomorrow")
    NO = "no", _("Not needed")


class WhyNot(models.TextChoices):
    """What may be said of a refusal, with one tap. Nobody has to, and only who refused ever reads it."""

    ORDERED = "ordered", _("they already ordered")
    NOT_NOW = "not_now", _("not their time")
    KNOWN = "known", _("I know them better")
    OTHER = "other", _("other")


class Answer(models.Model):
    point = models.ForeignKey(Point, models.CASCADE, related_name="answers")
    said = models.CharField(max_length=5, choices=Said)
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="answers")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["point"], condition=Q(taken_back_at__isnull=True), name="one_standing_answer"
            )
        ]

    def __str__(self) -> str:
        return self.said

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return Q(point__for_person=user.pk)

    @property
    def why_not(self) -> str:
        """The reason in words."""
        return str(dict(WhyNot.choices).get(self.reason, self.reason))

    @property
    def can_be_taken_back(self) -> bool:
        return self.taken_back_at is None and timezone.now() - self.at <= dt.timedelta(seconds=UNDO_SECONDS)


class Effect(models.Model):
    """What came of a point: contribution from showing to due day, beside what as many days before had brought. EUR."""

    point = models.OneToOneField(Point, models.CASCADE, related_name="effect")
    promised = models.FloatField(help_text="the part of the promise that was due by then")
    realised = models.FloatField()
    counterfactual = models.FloatField(help_text="what as many days before had brought")
    done = models.BooleanField()
    settled_at = models.DateTimeField(default=timezone.now)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-settled_at", "-pk"]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return Q(point__for_person=user.pk, point__held=False)

    @property
    def change(self) -> float:
        """Against the time before. It goes with the act; that the act made it is not said."""
        return self.realised - self.counterfactual


class LotKind(models.TextChoices):
    PAIRS = "pairs", _("customers in pairs")
    WEEKS = "weeks", _("weeks")
    TRIAL = "trial", _("a trial")


class Lot(models.Model):
    """One drawing: which of those alike are left without points. Drawn and written down before anything is shown.

    The same seed over the same members gives the same lot again. A trial is of one play, and one of the organisation's.
    """

    kind = models.CharField(max_length=5, choices=LotKind)
    play = models.CharField(max_length=50, blank=True, help_text="of a trial")
    seed = models.BigIntegerField()
    share = models.FloatField(help_text="of customers or weeks that were to be left out")
    begins_on = models.DateField()
    ends_on = models.DateField(help_text="from this day on nobody is left out by it any more")
    drawn_at = models.DateTimeField(default=timezone.now)
    ended = models.CharField(max_length=7, blank=True, choices=[("stopped", _("stopped")), ("kept", _("kept"))])

    objects = Visible.as_manager()

    class Meta:
        ordering = ["begins_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.play} {self.begins_on}"

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return Q(pk__in=[]) if user.role == Role.PARTNER else Q()


class Drawn(models.Model):
    """One member of a lot: a customer, a deal, or a week of one person. `chance` is that of being left out."""

    lot = models.ForeignKey(Lot, models.CASCADE, related_name="drawn")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="+")
    deal = models.ForeignKey(Deal, models.CASCADE, null=True, blank=True, related_name="+")
    week = models.DateField(null=True, blank=True, help_text="its Monday")
    promised = models.FloatField(null=True, help_text="expected of the act, EUR over the horizon")
    block = models.PositiveIntegerField()
    held = models.BooleanField()
    chance = models.FloatField()

    objects = Visible.as_manager()

    class Meta:
        ordering = ["lot", "pk"]
        indexes = [models.Index(fields=["person", "week"])]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        """A person's own weeks, as they come; which customers are left alone nobody sees."""
        return Q(person=user.pk, week__lte=timezone.localdate())


class Proven(models.Model):
    """What looking back at our own past says may be shown (`ignition.skill.Skill`), and on what it stood."""

    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    stood_on = models.JSONField(default=dict)
    found = models.JSONField()
    seconds = models.FloatField()

    class Meta:
        ordering = ["-pk"]


class Measured(models.Model):
    """What was measured by a day: of each play, of each trial, of customers and weeks left out. Of nobody in particular."""

    on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    found = models.JSONField()

    class Meta:
        ordering = ["-pk"]


class TakenOut(models.Model):
    """A row that a Book is made of was changed or deleted. Written by the database itself (`points.watching`), by nothing else."""

    noun = models.CharField(max_length=63, help_text="its table")

    class Meta:
        ordering = ["pk"]
