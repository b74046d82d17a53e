"""The company itself, and what a period should bring."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ignition_web.business.judging import Judged as Judged
from ignition_web.team.access import Visible
from ignition_web.team.models import Role, Team


class LeftOut(models.TextChoices):
    """Who is left without points, by lot, so that what points bring can be measured."""

    NOBODY = "", _("nobody")
    PAIRS = "pairs", _("some customers")
    WEEKS = "weeks", _("some weeks")


MOST_LEFT_OUT = Decimal("0.20")


class Company(models.Model):
    """Who we are: one row. What the settings state wins over what capture worked out."""

    name = models.TextField(_("name"), blank=True)
    vat_id = models.CharField(_("VAT id"), max_length=32, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=32, blank=True)
    mail_domains = models.JSONField(default=list)
    margin = models.DecimalField(_("contribution over revenue"), max_digits=4, decimal_places=3, null=True, blank=True)

    left_out_by = models.CharField(
        _("left out by lot"), max_length=5, choices=LeftOut, default=LeftOut.NOBODY, blank=True
    )
    left_out_share = models.DecimalField(
        _("share left out"), max_digits=3, decimal_places=2, default=Decimal("0.05"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(MOST_LEFT_OUT)],
    )  # fmt: skip

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_company_per_installation")]
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def ours(cls) -> Self:
        """The one row, made at the first need from the settings."""
        company, _made = cls.objects.get_or_create(pk=1)
        company.vat_id = settings.IGNITION_OWN_VAT or company.vat_id
        company.mail_domains = settings.IGNITION_OWN_MAIL_DOMAINS or company.mail_domains
        return company

    @property
    def is_known(self) -> bool:
        return bool(self.vat_id or self.tax_code)

    @property
    def contribution(self) -> Decimal:
        """The margin in use: the company's own, else the one of the settings."""
        return self.margin if self.margin is not None else settings.IGNITION_MARGIN


class Target(models.Model):
    """What a period should bring, for the company or for a team; never for a person."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="targets")

    objects = Visible.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="target_ends_after_it_starts")
        ]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        if user.role == Role.PARTNER:
            return Q(pk__in=[])
        return Q() if user.is_owner else Q(team__isnull=True) | Q(team__in=Team.objects.visible_to(user).values("pk"))
