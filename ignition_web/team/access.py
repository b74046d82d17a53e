"""The one access layer: who may see what.

Every model that holds company data says in `seen_by(user)` which of its rows a person may see, in terms of
`owned(user, field)`; its queryset is `Visible`. Screens and programs reach company data through `visible_to` only
(a test reads their code and fails otherwise).

The rule: an owner sees all; a leader what they or the members of the teams they lead own, and what nobody owns; a seller
and a partner what they own.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q


class Visible(models.QuerySet):
    """A queryset that can be cut down to what a person may see."""

    def visible_to(self, user: Any) -> Self:
        if not is_known(user):
            return self.none()
        model: Any = self.model
        return self.filter(model.seen_by(user))


def owned(user: Any, field: str = "owner") -> Q:
    """Rows whose `field` names somebody whose things `user` sees."""
    if user.is_owner:
        return Q()
    if user.is_leader:
        return owned_by_people(user, field) | Q(**{f"{field}__isnull": True})
    return owned_by_people(user, field)


def owned_by_people(user: Any, field: str) -> Q:
    """The same without what nobody owns."""
    if user.is_owner:
        return Q(**{f"{field}__isnull": False})
    if user.is_leader:
        return Q(**{f"{field}__in": user.people_seen().values("pk")})
    return Q(**{field: user.pk})


def people_seen_by(user: Any) -> Q:
    """Which users are those whose things `user` sees."""
    if user.is_owner:
        return Q()
    if user.is_leader:
        return Q(pk=user.pk) | Q(pk__in=user.teams_led.values("members"))
    return Q(pk=user.pk)


def is_known(user: Any) -> bool:
    return bool(user is not None and user.is_authenticated and user.is_active)
