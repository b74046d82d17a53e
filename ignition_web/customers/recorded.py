"""What every captured row carries: when we came to know it, and which document said it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Recorded(models.Model):
    """`arrival` is the public id of the document that made the row (null when a person did): undo finds its rows by it.

    It is an id and not a foreign key because capture stands on this app, never the reverse.
    """

    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    arrival = models.UUIDField(null=True, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True
