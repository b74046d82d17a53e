"""A sheet: the seven levers and the organisation's Ignition Point, as they were weighed on a day."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ignition_web.team.access import Visible


class Sheet(models.Model):
    """Asked for by somebody, or by the clock; filled in by the worker. About the whole company: for who owns it or leads a team."""

    asked_at = models.DateTimeField(default=timezone.now)
    weighed_at = models.DateTimeField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    told = models.JSONField(default=dict, help_text="what the engine answered, in each language")
    standing = models.JSONField(default=dict, help_text="the Ignition Point that was lit, to know it again tomorrow")

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.on or self.asked_at:%Y-%m-%d}"

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return Q() if user.is_owner or user.is_leader else Q(pk__in=[])

    @classmethod
    def waiting(cls) -> Self | None:
        return cls.objects.filter(weighed_at__isnull=True).first()

    @classmethod
    def latest(cls) -> Self | None:
        return cls.objects.filter(weighed_at__isnull=False).first()
