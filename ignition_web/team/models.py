"""Who works here: people, their role, their teams."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ignition_web.team.access import Visible, people_seen_by


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    LEADER = "leader", _("Team leader")
    SELLER = "seller", _("Seller")
    PARTNER = "partner", _("Partner")


class Language(models.TextChoices):
    ITALIAN = "it", "Italiano"
    ENGLISH = "en", "English"


class UserManager(BaseUserManager.from_queryset(Visible)):  # type: ignore[misc]
    def create_user(
        self, email: str, name: str, role: str = Role.SELLER, password: str | None = None, **more: Any
    ) -> User:
        """A person who may log in; without a password they cannot until one is set."""
        user = self.model(email=canonical_email(email), name=name.strip(), role=role, **more)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=canonical_email(email or ""))


class User(AbstractBaseUser):
    """A person. Nothing is kept about how they work: only who they are and the hours they have for customers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SELLER)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ITALIAN)
    weekly_hours = models.DecimalField(
        _("hours a week for customers"),
        max_digits=4,
        decimal_places=1,
        default=Decimal("20"),
        validators=[MinValueValidator(0), MaxValueValidator(80)],
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def is_leader(self) -> bool:
        return self.role == Role.LEADER

    def people_seen(self) -> models.QuerySet[User]:
        """The people whose customers and deals this person sees, themselves among them."""
        return User.objects.filter(people_seen_by(self))

    def seen_by_people(self) -> models.QuerySet[User]:
        """The others who see the customers and deals of this person."""
        leads_them = models.Q(role=Role.LEADER, teams_led__members=self)
        others = User.objects.filter(models.Q(role=Role.OWNER) | leads_them, is_active=True)
        return others.exclude(pk=self.pk).distinct()

    @classmethod
    def seen_by(cls, user: Any) -> models.Q:
        return people_seen_by(user)


class Team(models.Model):
    name = models.CharField(_("name"), max_length=150, unique=True)
    leader = models.ForeignKey(User, models.PROTECT, related_name="teams_led", verbose_name=_("leader"))
    members = models.ManyToManyField(User, related_name="teams", blank=True, verbose_name=_("members"))

    objects = Visible.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def seen_by(cls, user: Any) -> models.Q:
        if user.is_owner:
            return models.Q()
        return models.Q(leader=user) | models.Q(pk__in=user.teams.values("pk"))


class SignInAttempt(models.Model):
    """A failed sign-in, kept only as long as the limit looks back."""

    account = models.CharField(max_length=64, help_text="SHA-256 of the e-mail that was typed")
    address = models.GenericIPAddressField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["account", "address", "at"]), models.Index(fields=["at"])]


def canonical_email(email: str) -> str:
    return email.strip().lower()
