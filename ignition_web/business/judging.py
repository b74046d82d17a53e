"""What whoever leads believes an hour brings: four answers a move, kept with their day, never overwritten."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ignition.responses import Judgement, Stated
from ignition_web.team.access import Visible
from ignition_web.team.models import User


class Judged(models.Model):
    """One person's answers about one move on a day; the fourth is today's result, and is 1. The latest of each person count."""

    play = models.CharField(max_length=32)
    by = models.ForeignKey(User, models.CASCADE, related_name="judged")
    at = models.DateTimeField(default=timezone.now, editable=False)
    nothing = models.DecimalField(_("with no effort"), max_digits=6, decimal_places=3)
    half_more = models.DecimalField(_("with half as much again"), max_digits=6, decimal_places=3)
    most = models.DecimalField(_("with unlimited effort"), max_digits=6, decimal_places=3)

    objects = Visible.as_manager()

    class Meta:
        app_label = "business"
        ordering = ["-at", "-pk"]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        """What one person believes is theirs: nobody reads another's answers, the owner neither."""
        return Q(by=user)

    @property
    def answers(self) -> Judgement:
        return Judgement(float(self.nothing), float(self.half_more), float(self.most))


def record_judgement(play: str, answers: Judgement, by: User) -> Judged:
    """Raised before it comes here: `Judgement` refuses answers that contradict each other."""
    return Judged.objects.create(
        play=play, by=by, nothing=answers.nothing, half_more=answers.half_more, most=answers.most
    )


def our_judgements() -> dict[str, list[Stated]]:
    """Every answer of those who still lead here, by move; a judge is a number the engine cannot trace to a person."""
    said: dict[str, list[Stated]] = {}
    for one in Judged.objects.filter(by__is_active=True, by__role__in=("owner", "leader")).order_by("at", "pk"):
        stated = Stated(str(one.by_id), timezone.localdate(one.at), one.answers)
        said.setdefault(one.play, []).append(stated)
    return said
