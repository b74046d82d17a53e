"""Errands: what the worker does by the clock. The row is the event; who claims it runs it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Errand(models.Model):
    """One scheduled job: when it is due next, and who holds it until when."""

    name = models.CharField(max_length=50, unique=True)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    ran_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    class Meta:
        ordering = ["due_at"]

    def __str__(self) -> str:
        return self.name

    def claim(self, lease: dt.timedelta) -> bool:
        """Take it: true for exactly one of those who ask, until the lease runs out."""
        now = timezone.now()
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        due = Errand.objects.filter(free, pk=self.pk, due_at=self.due_at, due_at__lte=now)
        return bool(due.update(claimed_until=now + lease))

    def finish(self, next_at: dt.datetime, trouble: str = "") -> None:
        Errand.objects.filter(pk=self.pk).update(
            due_at=next_at, claimed_until=None, ran_at=timezone.now(), trouble=trouble
        )


class Pulse(models.Model):
    """The worker's sign of life: one row."""

    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_worker_pulse")]
