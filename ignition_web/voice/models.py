"""Clienti al Centro: what customers tell us, and when they heard what we decided."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ignition_web.customers.models import Customer, through_customer
from ignition_web.customers.recorded import Recorded
from ignition_web.team.access import Visible


class SignalKind(models.TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    WISH = "wish", _("Wish")
    PRAISE = "praise", _("Praise")


class Signal(Recorded):
    """One thing a customer told us."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=10, choices=SignalKind)
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_customer(user)
