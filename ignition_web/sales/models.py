"""Deals with the stages they went through, and what was bought."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ignition_web.customers.models import Customer, through_customer
from ignition_web.customers.recorded import Recorded
from ignition_web.team.access import Visible, owned, owned_by_people


class Product(Recorded):
    external_id = models.CharField(max_length=255, unique=True)
    name = models.TextField(_("name"), blank=True)
    family = models.TextField(_("family"), blank=True)
    list_price = models.DecimalField(_("list price"), max_digits=14, decimal_places=2, null=True, blank=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.external_id

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return Q()


class DealOutcome(models.TextChoices):
    OPEN = "", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    NONE = "none", _("No decision")


class Deal(Recorded):
    """An opportunity. `amount` is what was asked; `won_amount` what was agreed, known once it is won."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=100, blank=True)
    customer = models.ForeignKey(Customer, models.CASCADE, null=True, blank=True, related_name="deals")
    name = models.TextField(_("name"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="deals", verbose_name=_("owner")
    )
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="deals")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    won_amount = models.DecimalField(_("agreed amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    pipeline = models.CharField(max_length=100, blank=True)
    stage = models.CharField(_("stage"), max_length=100, blank=True)
    outcome = models.CharField(_("outcome"), max_length=4, blank=True, choices=DealOutcome, default="")
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="one_deal_per_external_id"
            )
        ]
        indexes = [
            models.Index(fields=["outcome", "stage", "amount"]),
            models.Index(fields=["owner", "outcome"]),
            models.Index(fields=["customer", "outcome"]),
        ]

    def __str__(self) -> str:
        return self.name or self.external_id or str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.outcome == ""

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        """Seen by who owns it and by who owns its customer; where nobody owns it, by who sees its customer.

        Three questions, each answered by an index: one condition across both tables would read every deal.
        """
        if user.is_owner:
            return Q()
        at_their_customers = cls.objects.filter(owned_by_people(user, "customer__owner"))
        follows = through_customer(user) | (owned(user) & Q(customer__isnull=True))
        nobodys = cls.objects.filter(follows, owner__isnull=True)
        elsewhere = Q(pk__in=at_their_customers.values("pk")) | Q(pk__in=nobodys.values("pk"))
        return owned_by_people(user, "owner") | elsewhere


class StageChange(Recorded):
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(max_length=100)
    at = models.DateTimeField()

    objects = Visible.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["deal", "stage", "at"], name="one_stage_change")]

    def __str__(self) -> str:
        return self.stage

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_deal(user)


class DealChange(Recorded):
    """An open deal's amount, expected date or owner changed."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = Visible.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_deal(user)


class Purchase(Recorded):
    """What one invoice or order says was bought: net of tax, negative on a credit note."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="purchases")
    on = models.DateField(_("on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    units = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    document = models.CharField(_("document"), max_length=255, blank=True)
    kind = models.CharField(max_length=10, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    due_estimated = models.BooleanField(default=False)
    source_key = models.CharField(max_length=64, unique=True, editable=False)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["customer", "-on"])]

    def __str__(self) -> str:
        return f"{self.document or self.kind} {self.on}"

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_customer(user)


class PurchaseLine(models.Model):
    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="lines")
    number = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=255, blank=True)
    description = models.TextField(blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["pk"]

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_customer(user, "purchase__customer")


class Instalment(models.Model):
    """When a part of a purchase is to be paid; `estimated` where the invoice gives no date."""

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="instalments")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    estimated = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "pk"]


def through_deal(user: Any) -> Q:
    """Rows of the deals this person sees."""
    return Q() if user.is_owner else Q(Exists(Deal.objects.visible_to(user).filter(pk=OuterRef("deal"))))
