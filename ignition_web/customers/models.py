"""Customer Management: who buys or may buy, the people there, and what passed between us."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ignition_web.customers.recorded import Recorded
from ignition_web.customers.searching import searched_text
from ignition_web.team.access import Visible, owned, owned_by_people


class Customer(Recorded):
    """A company or a person who buys or may buy. An individual's tax code is personal data, and treated so."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.TextField(_("name"), blank=True)
    vat_id = models.CharField(_("VAT id"), max_length=32, blank=True, db_index=True)
    tax_code = models.CharField(_("tax code"), max_length=32, blank=True, db_index=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)
    street = models.TextField(_("street"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=32, blank=True)
    city = models.TextField(_("city"), blank=True)
    province = models.TextField(_("province"), blank=True)
    country = models.CharField(_("country"), max_length=64, blank=True)
    sector = models.TextField(_("sector"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=_("owner"),
    )
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="customers_followed", help_text="who works a deal there"
    )
    since_on = models.DateField(_("customer since"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    searched = models.GeneratedField(
        expression=searched_text(), output_field=models.TextField(), db_persist=True, editable=False
    )
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["name", "id"]), models.Index(fields=["owner", "name"])]

    def __str__(self) -> str:
        return self.name or self.vat_id or self.tax_code or str(self.pk)

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        """Seen by who owns it, and by who works a deal there. Asked of each row, so that a page of names costs a page."""
        followed = cls.followers.through.objects.filter(owned_by_people(user, "user"), customer=OuterRef("pk"))
        return owned(user) if user.is_owner else owned(user) | Q(Exists(followed))

    def touch(self) -> None:
        """Something new is known of this customer."""
        self.save(update_fields=["changed_at"])


class ExternalId(Recorded):
    """How another system calls this customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="external_ids")
    source = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=255)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_customer_per_external_id")]


class Contact(Recorded):
    """A person at a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts")
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.TextField(_("name"), blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True, db_index=True)
    phone = models.CharField(_("phone"), max_length=64, blank=True)
    role = models.CharField(_("role"), max_length=100, blank=True)
    title = models.CharField(_("job title"), max_length=255, blank=True)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.email

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_customer(user)


class Activity(Recorded):
    """A call, mail, meeting, visit or note with a customer. `direction`: in, out, or empty when together."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="activities")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="activities")
    deal_key = models.UUIDField(null=True, blank=True, db_index=True, help_text="public id of the deal it is about")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    kind = models.CharField(max_length=10)
    direction = models.CharField(max_length=3, blank=True)
    at = models.DateTimeField()
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    thread = models.CharField(max_length=255, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    source_key = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = Visible.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["customer", "-at"])]

    def __str__(self) -> str:
        return self.subject or self.kind

    @classmethod
    def seen_by(cls, user: Any) -> Q:
        return through_customer(user)


def through_customer(user: Any, field: str = "customer") -> Q:
    """Rows of the customers this person sees."""
    return Q() if user.is_owner else Q(Exists(Customer.objects.visible_to(user).filter(pk=OuterRef(field))))
